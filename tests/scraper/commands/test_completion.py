"""What the shells offer when Tab is pressed."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from scrapy.settings import Settings

from scraper.cli import OUR_COMMANDS
from scraper.commands.completion import Command
from scraper.console.completion_facts import Facts, gather_facts
from scraper.console.completion_scripts import SCRIPTS


@pytest.fixture(scope="module")
def facts() -> Facts:
    settings = Settings()
    settings.setmodule("scraper.settings")
    return gather_facts(settings)


@pytest.fixture
def press(facts: Facts, tmp_path: Path) -> Callable[[str], list[str]]:
    """What bash offers for the last of some words, in a folder with one file."""
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("bash is not installed")
    (tmp_path / "script").mkdir()
    (tmp_path / "script" / "copydesk.bash").write_text(SCRIPTS["bash"](facts))
    (tmp_path / "my gazette.toml").write_text("")

    def press(line: str) -> list[str]:
        program = (
            "compopt() { :; }; source script/copydesk.bash; IFS=' ' read -ra COMP_WORDS <<< \"$1\"; "
            '[[ $1 == *" " ]] && COMP_WORDS+=(""); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); '
            "$(complete -p ${COMP_WORDS[0]} | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); printf '%s\\n' \"${COMPREPLY[@]}\""
        )
        shown = subprocess.run(
            [bash, "--norc", "-c", program, "bash", line],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        assert shown.stderr == ""
        return shown.stdout.split()

    return press


def test_bash(press: Callable[[str], list[str]]) -> None:
    assert press("copydesk con") == ["convert"]
    assert {*OUR_COMMANDS, "shell"} <= set(press("scrapy "))
    assert press("copydesk convert --to ma") == ["markdown"]
    assert press("copydesk convert --ne") == ["--newest"]
    assert press("copydesk crawl ne") == ["news"]
    assert press("copydesk crawl news -a sit") == ["site=", "sitemap=", "sites="]
    assert press("copydesk doctor -s COPYDESK_OUT") == ["COPYDESK_OUT=", "COPYDESK_OUT_GZIP="]
    assert press("copydesk sites guard") == ["guardian"]
    assert press("copydesk verify m") == ["my", "gazette.toml"]  # one file, split by the test
    assert press("copydesk nonsense --x") == []


@pytest.mark.parametrize(("shell", "check"), [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")])
def test_each_shell_can_read_its_script(facts: Facts, tmp_path: Path, shell: str, check: str) -> None:
    script = SCRIPTS[shell](facts)
    for name in OUR_COMMANDS:
        assert name in script
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "script").write_text(script)
    read = subprocess.run([program, check, tmp_path / "script"], capture_output=True, text=True, timeout=20)
    assert (read.returncode, read.stderr) == (0, "")


def test_the_command(capsys: pytest.CaptureFixture[str], facts: Facts) -> None:
    command = Command()
    command.settings = Settings()
    command.settings.setmodule("scraper.settings")
    command.run(["fish"], argparse.Namespace(set=[]))
    assert capsys.readouterr().out == SCRIPTS["fish"](facts)
    for words in ([], ["csh"], ["bash", "zsh"]):
        with pytest.raises(SystemExit) as end:
            command.run(words, argparse.Namespace(set=[]))
        assert end.value.code == 2
        assert capsys.readouterr().err == "copydesk: completion: name a shell: bash, zsh, fish\n"
