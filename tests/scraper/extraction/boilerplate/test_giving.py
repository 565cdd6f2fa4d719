"""A newsroom that asks for money goes; charities that ask for it, and reports of it, stay."""

import pytest

from benchmarks.newsroom_pages import load_newsrooms
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = load_newsrooms()


def rule_on(language, line, place=3):
    """The rule by which *line* goes from between the paragraphs of a page; None where it stays."""
    prose = NEWS[language]["prose"]
    texts = [*prose[:place], line, *prose[place:]]
    body = "".join(f"<div class=x>{text}</div>" for text in texts)
    name = "<meta property=og:site_name content='Valmora Post'>"
    page = f"<html lang={language}><head><title>Wall</title>{name}</head><h1>Wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://valmorapost.example/wall-1", body=page.encode()), Site(domain="valmorapost.example")
    )
    kept = [block.text for block in article.body]
    assert [text for text in kept if text != line] == prose
    return next((row.rule for row in article.removed if row.text == line), None)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "Valmora Post is paid for by its readers. If you can spare a few pounds a month, please chip in.",
        ),
        ("de", "Valmora Post lebt von seinen Lesern. Wenn Sie können, geben Sie ein paar Euro im Monat."),
        ("fr", "Valmora Post vit de ses lecteurs. Si vous le pouvez, donnez quelques euros par mois."),
        ("es", "Valmora Post no tiene publicidad. Si puede, haga un donativo."),
        ("pt", "Valmora Post não tem anúncios. Se gosta do que lê, faça um donativo."),
        ("it", "Valmora Post non ha padroni. Se puoi, fai una donazione."),
        ("nl", "Valmora Post heeft geen betaalmuur. Kunt u iets missen, doneer dan."),
        ("pl", "Valmora Post czytasz za darmo. Jeśli możesz, dorzuć się."),
        ("cs", "Valmora Post nemá reklamy. Pokud můžete, přispějte."),
        ("uk", "Valmora Post існує коштом читачів. Якщо можете, підтримайте нас щомісячним внеском."),
        ("ru", "Valmora Post существует на деньги читателей. Если можете, оформите ежемесячный платёж."),
        ("tr", "Valmora Post reklam almıyor. İmkânınız varsa bağış yapın."),
        ("ar", "Valmora Post بلا إعلانات. إن استطعتم فتبرعوا."),
        ("hi", "Valmora Post विज्ञापन नहीं लेता। हो सके तो दान करें।"),
        ("ja", "Valmora Postは広告を載せていません。よろしければご寄付をお願いします。"),
        ("zh", "Valmora Post没有广告。如果您愿意，请捐一点钱支持我们。"),
        ("sv", "Valmora Post har ingen betalvägg. Kan du avvara en slant får du gärna bidra."),
        ("no", "Valmora Post har ingen betalingsmur. Kan du avse noen kroner, gi gjerne et bidrag."),
        ("da", "Valmora Post har ingen betalingsmur. Kan du undvære en skilling, så giv et bidrag."),
        ("fi", "Valmora Post ei julkaise mainoksia. Jos voit, tue meitä pienellä summalla."),
        ("el", "Valmora Post δεν έχει διαφημίσεις. Αν μπορείτε, κάντε μια δωρεά."),
        ("ro", "Valmora Post nu are reclame. Dacă puteți, faceți o donație."),
        ("hu", "A Valmora Post az olvasóiból él. Ha teheti, támogasson minket havi néhány száz forinttal."),
    ],
)
def test_an_appeal_for_money_goes(language, line):
    assert rule_on(language, line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The shelter has no income of its own. Whoever can gives blankets or an hour of work."),
        ("en", "Readers of the Valmora Post gave £40,000 for the widow, the paper said on Monday."),
        ("de", "Das Tierheim hat keine Einnahmen. Wer kann, bringt Decken oder eine Stunde Arbeit."),
        ("fr", "Le refuge ne vit que de dons. Ceux qui le peuvent apportent des couvertures."),
        ("it", "Il museo è gratuito. Chi può lascia una moneta nella cassetta accanto alla porta."),
        ("cs", "Muzeum je zdarma. Kdo může, hodí minci do krabice u dveří."),
    ],
)
def test_other_gifts_stay(language, line):
    assert rule_on(language, line) is None
