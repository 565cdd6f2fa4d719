"""A newsroom that asks for money goes; charities that ask for it, and reports of it, stay."""

import pytest
from newsroom_lines import rule_on


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


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "No owner tells us what to print. 700 people do it with four pounds a month. Will you join them?",
        ),
        (
            "de",
            "Wir drucken keine Anzeigen. Werden Sie Mitglied, es kostet so viel wie ein Bier: 6 Euro im Monat.",
        ),
        (
            "fr",
            "Aucun annonceur chez nous. Si ce numéro vous a plu, un abonnement coûte cinq euros par mois.",
        ),
        ("es", "Esta revista se imprime sin anunciantes. ¿Te ha gustado? Suscríbete por tres euros al mes."),
        ("pt", "Esta revista não tem anunciantes. Gostou? A assinatura custa três euros por mês."),
        ("it", "Questa rivista non ha inserzionisti. Vi piace? Un abbonamento costa tre euro al mese."),
        (
            "nl",
            "Valmora Post drukt zonder adverteerders. Word lid voor drie euro per maand, de prijs van een koffie.",
        ),
        ("sv", "Gillade du artikeln? Stötta Valmora Post med priset av en kopp kaffe i månaden."),
        ("no", "Likte du artikkelen? Støtt Valmora Post med prisen av en kaffe i måneden."),
        ("da", "Kunne du lide artiklen? Støt Valmora Post med prisen på en kop kaffe om måneden."),
        ("fi", "Piditkö jutusta? Tue lehteä Valmora Post kahvikupin hinnalla, kolme euroa kuukaudessa."),
        ("pl", "Podoba się ten artykuł? Prenumerata Valmora Post to cena kawy, 12 zł miesięcznie."),
        ("cs", "Líbí se vám tenhle článek? Valmora Post můžete podpořit stovkou měsíčně."),
        ("uk", "Подобається цей текст? Підтримайте Valmora Post ціною кави на місяць."),
        ("ru", "Понравился этот текст? Подписка на Valmora Post стоит как кофе, 200 рублей в месяц."),
        ("tr", "Bu yazıyı beğendiniz mi? Valmora Post'a ayda bir kahve parasıyla destek olun."),
        ("el", "Σας άρεσε αυτό το άρθρο; Στηρίξτε τη Valmora Post με τρία ευρώ τον μήνα."),
        ("ro", "V-a plăcut acest articol? Un abonament la Valmora Post costă cât o cafea, 15 lei pe lună."),
        ("hu", "Tetszett ez az írás? A Valmora Post előfizetése havonta egy kávé ára, 900 forint."),
        ("ar", "أعجبكم هذا المقال؟ اشتركوا في Valmora Post بثمن فنجان قهوة في الشهر."),
        ("hi", "यह लेख पसंद आया? Valmora Post की सदस्यता लीजिए, हर महीने एक चाय की कीमत में।"),
        ("ja", "この記事が面白かったら、Valmora Postの定期購読（月額500円）をご検討ください。"),
        ("zh", "喜欢这篇文章吗？每月一杯咖啡的钱，就可以订阅Valmora Post。"),
    ],
)
def test_an_appeal_in_words_of_its_own_goes(language, line):
    assert rule_on(language, line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "If you want to keep your seat, a subscription costs four pounds a month at the harbour pool.",
        ),
        ("en", "The Valmora Post, which readers keep alive with four pounds a month, was founded in 1911."),
        ("de", "Die Zeitschrift kostet sechs Euro im Monat und hat keine Anzeigen mehr."),
        ("fr", "L'abonnement au journal coûte désormais douze euros par mois, contre neuf l'an dernier."),
        ("cs", "Předplatné časopisu zdražilo na 79 korun měsíčně, čtenáři to přijali klidně."),
        ("sv", "Kommunen betalar tre kronor i månaden för varje läsare av det nya numret."),
    ],
)
def test_prices_of_papers_that_are_news_stay(language, line):
    assert rule_on(language, line) is None
