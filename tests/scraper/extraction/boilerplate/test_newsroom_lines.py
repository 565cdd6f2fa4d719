"""Notes on the author, sign-offs, what comes next and calls to tag, set as the paragraphs are under a text."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.coming import says_when
from scraper.extraction.boilerplate.handles import find_handles
from scraper.extraction.extract import extract_article
from scraper.extraction.region import Facts
from scraper.normalise.text import words_of
from scraper.page import Page
from scraper.sites.site import Site

NEWS = {
    "en": [
        "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
        "Work on the new wall will begin in March and will take two years, Mayor Edda Vane told residents.",
        "Fishermen had asked for the repair after three storms damaged their boats last winter.",
        "The money comes from a fund that the county set up after the flood of 1987, officials said.",
    ],
    "de": [
        "Der Stadtrat von Marlau hat am Dienstagabend beschlossen, die alte Hafenmauer neu zu bauen.",
        "Die Arbeiten beginnen im März und dauern zwei Jahre, sagte Bürgermeisterin Edda Vahn.",
        "Die Fischer hatten darum gebeten, nachdem drei Stürme ihre Boote beschädigt hatten.",
        "Das Geld kommt aus einem Topf, den der Kreis nach der Flut von 1987 eingerichtet hat.",
    ],
    "es": [
        "El concejo de Puerto Marlo acordó el martes reconstruir el viejo muro del puerto de piedra.",
        "Las obras empezarán en marzo y durarán dos años, dijo a los vecinos la alcaldesa Edda Vano.",
        "Los pescadores lo pedían desde que tres temporales dañaron sus barcas el invierno pasado.",
        "El dinero sale de un fondo que la provincia creó tras la inundación de 1987.",
    ],
}


def rule_of(line, language="en", *, above=(), title="Wall"):
    """The rule by which *line* under the text goes; None where it stays. *above* stands over the text."""
    text = "".join(f"<p>{told}</p>" for told in [*NEWS[language], line])
    head = "".join(above)
    page = f"<html lang={language}><title>{title}</title><div><h1>{title}</h1>{head}{text}</div></html>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    texts = [block.text for block in article.body]
    assert [told for told in NEWS[language] if told not in texts] == []
    found = {row.text: row.rule for row in article.removed}
    assert (line in texts) is not (line in found)
    return found.get(line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Tilda Brandt keeps bees on a roof and walks to the quarry every Sunday."),
        ("en", "Tilda Brandt sails. She has crossed the bay 400 times and sunk twice. Once it was a Monday."),
        ("de", "Tilda Brandt züchtet Bienen und geht sonntags gern in den Steinbruch."),
    ],
)
@pytest.mark.parametrize("byline", ["<h4>Tilda Brandt</h4>", "<p>Tilda Brandt, 3.5.2021</p>"])
def test_a_note_that_opens_with_the_name_of_the_byline_goes(language, line, byline):
    assert rule_of(line, language, above=[byline]) == "bios/bylined"


@pytest.mark.parametrize(
    ("line", "above", "title"),
    [
        ("Tilda Brandt keeps bees on a roof and walks to the quarry.", [], "Wall"),
        ("Tilda Brandt keeps bees on a roof and walks to the quarry.", ["<p>Nora Quill</p>"], "Wall"),
        ("Tilda Brandt voted against the plan, as she had in April.", [], "Tilda Brandt and the wall"),
        ("Edda Vane keeps bees on a roof and walks to the quarry.", ["<h4>Edda Vane</h4>"], "Wall"),
    ],
)
def test_people_of_the_story_stay(line, above, title):
    assert rule_of(line, above=above, title=title) is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "(Drafted by Tilda Brandt in Oslo; checked by Amir Said)"),
        (
            "de",
            "(Aufgezeichnet von Tilda Brandt, geprüft von Amir Said. Rückfragen bitte unter 030 5550 22.)",
        ),
        ("es", "(Apuntes de Tilda Brandt; revisado por Amir Said)"),
    ],
)
def test_a_text_is_signed_off(language, line):
    assert rule_of(line, language) == "sign_offs/byline"


@pytest.mark.parametrize(("language", "line"), [("en", "(KLX)"), ("de", "(klx/abc)"), ("en", "— TB")])
def test_a_text_is_signed_with_a_mark(language, line):
    assert rule_of(line, language) == "sign_offs/signature"


@pytest.mark.parametrize(
    "line",
    [
        "(The fishermen of the bay were not asked, and did not come to the hall.)",
        "(Edda Vane was not there.)",
        "— Perhaps, the mayor said, and left.",
    ],
)
def test_asides_in_brackets_stay(line):
    assert rule_of(line) is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Next month, for members only: a staircase that leads nowhere."),
        ("en", "In three weeks: the smell of tar."),
        ("de", "Im nächsten Heft: eine Treppe, die nirgendwohin führt."),
        ("de", "In drei Wochen: wie Teer riecht."),
        ("es", "El martes que viene: una escalera que no lleva a ningún sitio."),
    ],
)
def test_what_comes_next_goes(language, line):
    assert rule_of(line, language) == "coming/newsletter"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Next to the wall: an old crane that nobody wants."),
        ("en", "The next step: a vote by the county in June."),
        ("en", "Tomorrow: rain from the west, a gale on the coast."),
        ("de", "Der nächste Schritt: eine Abstimmung im Kreistag."),
        ("es", "El siguiente paso: una votación en junio."),
    ],
)
def test_next_steps_of_the_story_stay(language, line):
    assert rule_of(line, language) is None


def test_the_days_of_a_list_stay():
    days = ["This week: rain from the west, and a gale on the coast.", "Next week: sun, and no wind at all."]
    text = "".join(f"<p>{told}</p>" for told in [*NEWS["en"], *days])
    page = f"<html lang=en><title>Wall</title><div><h1>Wall</h1>{text}</div></html>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    assert [block.text for block in article.body][-2:] == days


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("da", "Om to uger", True),
        ("fi", "Kahden viikon päästä", True),
        ("fr", "Dans le prochain numéro", True),
        ("it", "Fra tre settimane", True),
        ("nl", "In het volgende nummer", True),
        ("no", "På mandag, bare for medlemmer", True),
        ("pt", "Daqui a quinze dias", True),
        ("sv", "Nästa vecka", True),
        ("fr", "La prochaine étape", False),
        ("sv", "Nästa match", False),
        ("it", "Domani", False),
    ],
)
def test_words_of_a_time_to_come(language, words, said):
    assert says_when(language, words_of(words)) is said


@pytest.mark.parametrize("line", ["Seen the wall? Tag us @marlowgazette", "Show us yours with #marlowwall."])
def test_calls_to_tag_go(line):
    assert rule_of(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "The mayor wrote as @marlowmayor until April.",
        "Thousands of posts under #savethewall were counted by officials.",
    ],
)
def test_handles_in_the_story_stay(line):
    assert rule_of(line) is None


@pytest.mark.parametrize(
    ("line", "taken"), [("Seen it? Tag us @gazette", True), ("-- Tilda Brandt Follow @tildabrandt", False)]
)
def test_a_name_with_its_handle_is_a_signature(line, taken):
    html = "".join(f"<p>{told}</p>" for told in [*NEWS["en"], line])
    region = region_of(f"<main>{html}</main>", facts=Facts(language="en"))
    assert bool(list(find_handles(region))) is taken
