"""Every command and every piece of code that README.md and docs/ show is run, on one crawl of the demo."""

import argparse
import contextlib
import io
import os
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import jq
import pytest
from scrapy.cmdline import _get_commands_from_module
from scrapy.utils.project import get_project_settings
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from exports import read_records
from scraper.sites.load import load_site

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
STORY = "gazette.example/2026/10/harbour-ferry-returns"
LANGUAGES = {"sh", "python", "toml", "json", "yaml", "text", "{toctree}"}
# What is of the machine and not of Copydesk, and the folders of others.
FOREIGN = {"cat", "cp", "curl", "export", "pip", "python3", "source", "systemctl", "useradd"}


def fences(page):
    """(language, text) of each fenced block of *page*, without its indentation."""
    found = re.findall(
        r"^( *)```(\S+)\n(.*?)^\1```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [
        (language, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)) for indent, language, text in found
    ]


def cases(language):
    return [
        pytest.param(text, id=f"{page.stem}-{number}")
        for page in PAGES
        for number, (name, text) in enumerate(fences(page))
        if name == language
    ]


def command_lines():
    """Each command of the `sh` blocks, with the page's name; comments left out, broken lines joined."""
    for page in PAGES:
        for language, text in fences(page):
            if language == "sh":
                for line in text.replace("\\\n", " ").splitlines():
                    if words := shlex.split(line, comments=True):
                        yield page.stem, words


LINES = [pytest.param(words, id=f"{page}: {shlex.join(words)}") for page, words in command_lines()]


def lines_of(*programs):
    return [line for line in LINES if line.values[0][0] in programs]


@pytest.fixture(scope="module")
def folder(demo, tmp_path_factory):
    """What the demo has left, with the files that the pages speak of."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copytree(demo, folder, dirs_exist_ok=True)
    page = (ROOT / "scraper/demo/sites" / f"{STORY}.html").read_bytes()
    (story,) = [record for record in read_records(demo / "out") if record.url.endswith(STORY)]
    (folder / "saved").mkdir()
    (folder / "saved" / f"{story.id}.html").write_bytes(page)
    (folder / "saved.html").write_bytes(page)
    (folder / "gazette.toml").write_text('domain = "gazette.example"\nname = "The Gazette"\n')
    _write_archive(folder / "archive" / "story.warc.gz", f"http://{STORY}", page)
    (folder / "sites.txt").write_text("kyivpost\nhttps://example.org\n")
    (folder / "addresses.txt").write_text("https://example.org/2026/a-story\n")
    return folder


def _write_archive(path, url, page):
    path.parent.mkdir()
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
        )
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(page),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2026-11-24T09:00:00Z"},
            )
        )


@pytest.fixture
def here(folder, monkeypatch):
    """The folder, as the place where commands are typed."""
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith(("SCRAPY", "COPYDESK"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "scraper.settings")
    return folder


def prepared(words):
    """The command that *words* name, with its settings and its options read; usage mistakes end the test."""
    name, *rest = words
    settings = get_project_settings()
    command = _get_commands_from_module("scraper.commands", True)[name]
    settings.setdict(command.default_settings, priority="command")
    command.settings = settings
    parser = argparse.ArgumentParser(prog=f"scrapy {name}", conflict_handler="resolve")
    command.add_options(parser)
    options, arguments = parser.parse_known_args(rest)
    command.process_options(arguments, options)
    return command, arguments, options


def test_no_block_escapes():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert len(re.findall(r"^ *```", text, re.MULTILINE)) == 2 * len(fences(page)), page
        assert {language for language, _ in fences(page)} <= LANGUAGES, page
    known = {"scrapy", "copydesk", "make", "python", *FOREIGN}
    assert {line.values[0][0] for line in LINES} <= known


@pytest.mark.parametrize("code", cases("python"))
def test_python(code, here):
    exec(compile(code, "<page>", "exec"), {"__name__": "page"})


@pytest.mark.parametrize("words", lines_of("scrapy", "copydesk"))
def test_commands(words, here, tmp_path, monkeypatch, capsys):
    """Crawls, what asks a site that is not there, and what needs a cluster are taken up to the first request;
    all else is run."""
    if words[1] == "shards":  # moves the folders
        monkeypatch.chdir(shutil.copytree(here, tmp_path / "copy"))
    command, arguments, options = prepared(words[1:])
    if words[1] == "sites" and "test" in arguments:
        saving, page, how = prepared(
            ["savepage", "saved.html", "--url", f"https://{STORY}", "--site", "gazette.toml"]
        )
        saving.run(page, how)
    strange = ("https://example.org", "s3:")
    if words[1] == "crawl" or "--ray" in words or any(word.startswith(strange) for word in arguments):
        return
    with contextlib.suppress(SystemExit):
        command.run(arguments, options)
    shown = capsys.readouterr()
    assert command.exitcode == 0, shown.err
    assert shown.out or shown.err or (words[1] == "egg" and Path(arguments[0]).stat().st_size > 100_000)


@pytest.mark.parametrize("words", lines_of("make"))
def test_make_targets_exist(words):
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert words[1] in targets
    assert all(word.partition("=")[0] in {"SITE", "ARGS", "PYTHON"} for word in words[2:])


@pytest.mark.parametrize("words", lines_of("python"))
def test_programs_of_the_tree_exist(words):
    if words[1] != "-m":
        assert (ROOT / words[1]).is_file()
    elif words[2] != "pytest":
        assert (ROOT / f"{words[2].replace('.', '/')}.py").is_file()
        options = {word for word in words[3:] if word.startswith("--")}
        code = (ROOT / f"{words[2].replace('.', '/')}.py").read_text(encoding="utf-8")
        assert all(f'"{option}"' in code for option in options)


def test_jq(folder):
    lines = [line for path in sorted(folder.glob("out/site=*/date=*/part-*.jsonl")) for line in path.open()]
    programs = {
        after
        for line in lines_of("cat")
        for word, option, after in zip(line.values[0], line.values[0][1:], line.values[0][2:], strict=False)
        if (word, option) == ("jq", "-r")
    }
    assert len(programs) >= 2
    for program in programs:
        found = [value for line in lines for value in jq.compile(program).input_text(line).all()]
        assert found
        assert all(isinstance(value, str) for value in found)


@pytest.mark.parametrize("text", cases("toml"))
def test_site_files_load(text, tmp_path):
    if "domain" not in tomllib.loads(text):
        text = f'domain = "gazette.example"\n{text}'
    (tmp_path / "gazette.toml").write_text(text, encoding="utf-8")
    assert load_site(tmp_path / "gazette.toml").domain == "gazette.example"


def test_every_command_has_its_section():
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (\S+)$", page, flags=re.MULTILINE)[1:]
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    commands = _get_commands_from_module("scraper.commands", True)
    assert set(commands) == set(sections), "docs/commands.md has a section for each command, with an example"
    for name in commands:
        assert f"\nscrapy {name}" in sections[name], name


def test_the_help_of_every_command_shows_examples_that_it_takes(here):
    for name, command in _get_commands_from_module("scraper.commands", True).items():
        parser = argparse.ArgumentParser(prog=f"scrapy {name}", conflict_handler="resolve")
        command.settings = get_project_settings()
        command.add_options(parser)
        examples = re.findall(rf"\b(?:scrapy|copydesk) ({name}\b[^#|>)\n]*)", parser.epilog or "")
        assert examples, f"{name}: its help shows no example"
        for example in examples:
            _, words, _ = prepared(shlex.split(example))
            assert not [word for word in words if word.startswith("-") and word != "-"], example


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    """Within the tree: the file is there, and the heading in it."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        name, _, heading = target.partition("#")
        file = (page.parent / name) if name else page
        assert file.exists(), target
        headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE) if heading else []
        assert not heading or heading in {slug(line) for line in headings}, target


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_page_can_be_reached():
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    for page in PAGES[1:]:
        linked = page.stem == "index" or f"({page.name})" in index
        assert linked, f"docs/index.md does not link {page.name}"
