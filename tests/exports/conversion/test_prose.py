"""A file an article: as text, and as Markdown that readers of Markdown and YAML take for what it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from exports.conversion.prose import to_markdown, write_markdown, write_text
from exports.record import Record


def test_text(tmp_path: Path, full: Record, bare: Record) -> None:
    assert write_text([full, bare], tmp_path) == 2
    first = tmp_path / "gazette.example" / f"{full.id}.txt"
    assert first.read_text() == f"Trams, again\n\nThey are back.\n\n{full.text}\n"
    assert (tmp_path / "kurier.example" / f"{bare.id}.txt").read_text() == "\n"


@pytest.mark.parametrize("order", [(1, 3, 2), (3, 2, 1), (2, 2, 3)])
def test_the_newest_version_stands_whatever_the_order(
    tmp_path: Path, full: Record, order: tuple[int, ...]
) -> None:
    versions = [replace(full, version=number, headline=f"Version {number}") for number in order]
    assert write_text(versions, tmp_path) == 1
    (file,) = (tmp_path / "gazette.example").iterdir()
    assert file.read_text().startswith("Version 3\n")


def test_a_site_cannot_climb(tmp_path: Path, full: Record) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_text([replace(full, site="../../x")], folder)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    assert len(list(folder.rglob("*.txt"))) == 1


def test_front_matter_is_yaml(tmp_path: Path, full: Record, hostile: Record) -> None:
    write_markdown([full, hostile], tmp_path)
    heads = []
    for record in (full, hostile):
        text = (tmp_path / "gazette.example" / f"{record.id}.md").read_text()
        heads.append(yaml.safe_load(text.split("---\n")[1]))
    assert heads[0]["authors"] == ["Ada Vale", "AFP", "Lena Orrick"]
    assert (heads[0]["published"], heads[0]["version"]) == ("2026-01-02T08:00:00Z", 2)
    assert heads[1]["title"] == hostile.headline
    assert heads[1]["tags"] == list(hostile.tags)


def test_markdown_means_what_was_printed(full: Record, hostile: Record) -> None:
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    reader = markdown_it.MarkdownIt("commonmark").enable("table")

    def read(record: Record) -> list[tuple[str, str]]:
        tokens = reader.parse(to_markdown(record).split("---\n\n", 1)[1])
        shown = []
        for token, before in zip(tokens[1:], tokens, strict=False):
            if token.type == "inline":
                parts = [
                    "\n" if part.type == "hardbreak" else part.content
                    for part in token.children
                    if not part.type.endswith(("_open", "_close"))
                ]
                assert {part.type for part in token.children} <= {
                    *(
                        "text",
                        "text_special",
                        "hardbreak",
                        "em_open",
                        "em_close",
                        "strong_open",
                        "strong_close",
                    )
                }
                shown.append((before.tag, "".join(parts)))
            elif token.type == "fence":
                shown.append(("pre", token.content))
        return shown

    assert read(full) == [
        ("h1", "Trams, again"),
        ("p", "They are back."),
        ("p", "The tram ran again\nalong the river."),
        ("h2", "Sixty years"),
        ("p", "one bell"),
        ("p", "two bridges"),
        ("p", "“We waited.”"),
        ("pre", "08:00  River\n```\n08:10  Mill\n"),
        ("p", "correction: It was two."),
    ]
    assert read(hostile) == [
        ("h1", hostile.headline),
        *[("p", block.text) for block in hostile.body],
    ]
