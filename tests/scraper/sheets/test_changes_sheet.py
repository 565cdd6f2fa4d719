"""Both readings stand on the page, and what one of them lacks is marked there."""

import pytest
from lxml import html

from exports.comparison import Change
from exports.record import Removed
from scraper.sheets.changes_sheet import write_changes

LABEL = Removed(before=1, reason="ad_label", rule="prompts/label", text="Advertisement")


@pytest.fixture
def page(make_record, tmp_path):
    before = make_record(1, text="The ferry is back.\n\nAdvertisement\n\nIt runs on Sundays.")
    after = make_record(1, text="The ferry is back.\n\nIt runs on Sundays.", removed=(LABEL,), section="Port")
    changes = [
        Change(before=before, after=after, fields=("section", "text", "removed")),
        Change(before=None, after=make_record(2, headline="A bridge"), fields=()),
        Change(before=make_record(3, headline="A tunnel"), after=None, fields=()),
    ]
    path = tmp_path / "changes.html"
    write_changes(path, changes, title="Old and new", summary="Three articles.")
    return html.fromstring(path.read_bytes().decode())


def stories(article):
    return [
        [block.text_content() for block in story if "noted" in block.get("class")]
        for story in article.find_class("story")
    ]


def test_what_only_one_side_has_is_marked(page):
    changed, appeared, vanished = page.findall(".//article")
    assert stories(changed) == [
        ["only beforeAdvertisement"],
        ["only afterremoved: ad_label by prompts/labelAdvertisement"],
    ]
    assert stories(appeared) == stories(vanished) == [[]]
    assert "No such article before." in appeared.text_content()
    assert "No such article after." in vanished.text_content()


def test_the_words_and_the_fields_are_told(page):
    changed = page.findall(".//article")[0]
    assert changed.findtext("p[@class='warn']") == "changed: section, text, removed"
    assert "block 2 gone: “Advertisement”" in changed.text_content()
    assert [cell.text_content() for cell in changed.findall(".//tbody/tr")[0]] == ["section", "null", "Port"]
    index = [line.text_content() for line in page.find_class("index")[0]]
    assert index == [
        "Ferry runs again changed: section, text, removed",
        "A bridge appeared",
        "A tunnel vanished",
    ]


def test_a_change_of_nothing_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no record"):
        write_changes(
            tmp_path / "x.html", [Change(before=None, after=None, fields=())], title="x", summary="x"
        )
    assert list(tmp_path.iterdir()) == []
