import pytest

from scraper.normalise.languages import choose_language, parse_language

ENGLISH = (
    "The council voted on Monday to close the old swimming pool by the river, ending two years of argument "
    "over what it would cost to mend the roof. Members of all parties said that they were sorry to see it "
    "go, but that there was no money left for the work."
)
UKRAINIAN = (
    "Міська рада у понеділок проголосувала за закриття старого басейну біля річки, завершивши дворічну "
    "суперечку про те, скільки коштуватиме ремонт даху. Депутати всіх фракцій сказали, що їм шкода, але "
    "грошей на роботи більше немає, і тому рішення відкладати не можна."
)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en_US", "en-US"),
        ("EN-us", "en-US"),
        ("uk-UA", "uk-UA"),
        ("zh_Hant_TW", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("en_US.UTF-8", "en-US"),
        ("english", "en"),
        ("Deutsch", "de"),
        ("ua", "uk"),
        ("iw", "he"),
        ("de, en", "de"),
        ("xx", None),
        ("article", None),
        ("", None),
        (None, None),
        ("e" * 10_000, None),
    ],
)
def test_parse_language(text, tag):
    assert parse_language(text) == tag


@pytest.mark.parametrize(
    ("declared", "text", "chosen"),
    [
        ("en-GB", ENGLISH, ("en-GB", "declared", False)),
        ("en", UKRAINIAN, ("uk", "text", True)),
        (None, UKRAINIAN, ("uk", "text", False)),
        ("en", "Короткий текст", ("en", "declared", False)),
        (None, "Short", (None, None, False)),
        (None, "", (None, None, False)),
        ("de", "12 34 " * 500, ("de", "declared", False)),
    ],
)
def test_choose_language(declared, text, chosen):
    assert choose_language(declared, text) == chosen


def test_a_language_that_is_known_to_be_the_declared_one_is_not_looked_for(monkeypatch):
    monkeypatch.delattr("scraper.normalise.languages.identify_language")
    assert choose_language("en-GB", ENGLISH, read="en") == ("en-GB", "declared", False)
    assert choose_language("nb", ENGLISH, read="no") == ("nb", "declared", False)


def test_a_language_that_is_known_to_be_another_is_looked_for():
    assert choose_language("en", UKRAINIAN, read="uk") == ("uk", "text", True)
