import pytest

from scraper.discovery.traps import family_of, is_trap

BASE = "https://gazette.example"


@pytest.mark.parametrize(
    "path",
    [
        "/city/news/city/news/city/story-of-the-day",
        "/a/A/a/",
        "/" + "/".join("abcdefghijklmnopqrstu") + "/story",
        "/list?f[0]=a&f[1]=b&f[2]=c&f[3]=d",
        "/list?tag=a&tag=b&tag=c&tag=d",
        "/list?" + "&".join(f"p{letter}=1" for letter in "abcdefghijklm"),
    ],
)
def test_what_only_a_trap_has(path):
    assert is_trap(BASE + path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/news/world/news/a-story",
        "/2026/2026/2026/03/03/story",
        "/index.php?option=com_content&view=article&id=33:slug&catid=9&Itemid=101",
        "/list?tag=a&tag=b&tag=c",
        "/story?id=4711",
        "/story?",
    ],
)
def test_what_newspapers_have_too(path):
    assert not is_trap(BASE + path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/2026/03/01/a-story", "/2025/11/30/another-story"),
        ("/events/2026/", "/events/1999/"),
        ("/story?sid=1&x=2", "/story?x=7&sid=abc"),
        ("/story-12", "/tale-7"),
        ("/", ""),
    ],
)
def test_one_family(one, other):
    assert family_of(BASE + one) == family_of(BASE + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/city/a-story", "/sport/a-story"),
        ("/city/a-story", "/city/story-4711"),
        ("/story?sid=1", "/tale?sid=1"),
        ("/story?sid=1", "/story"),
        ("/story?sid=1", "/story?id=1"),
    ],
)
def test_two_families(one, other):
    assert family_of(BASE + one) != family_of(BASE + other)


def test_another_host_is_another_family():
    assert family_of("https://a.example/x") != family_of("https://b.example/x")
