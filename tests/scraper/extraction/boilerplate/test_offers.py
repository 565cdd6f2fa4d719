"""What a newsroom sells goes by its price and its words; prices, terms and links that are news stay."""

import pytest
from newsroom_lines import NEWS, rule_on

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Six months for £6, then £5 a month. Stop at any time."),
        ("de", "Sechs Monate für 6 Euro, danach 5 Euro im Monat. Jederzeit kündbar."),
        ("fr", "Six mois pour 6 €, puis 5 € par mois. Résiliable à tout moment."),
        ("es", "Seis meses por 6 euros, después 5 euros al mes. Cancele cuando quiera."),
        ("pt", "Seis meses por 6 euros, depois 5 euros por mês. Cancele quando quiser."),
        ("it", "Sei mesi a 6 euro, poi 5 euro al mese. Disdici quando vuoi."),
        ("nl", "Zes maanden voor 6 euro, daarna 5 euro per maand. Altijd opzegbaar."),
        ("pl", "Pół roku za 6 zł, potem 25 zł miesięcznie. Zrezygnujesz, kiedy zechcesz."),
        ("cs", "Půl roku za 60 Kč, potom 150 Kč měsíčně. Zrušíte kdykoli."),
        ("uk", "Пів року за 60 гривень, далі 50 гривень на місяць. Скасувати можна будь-коли."),
        ("ru", "Полгода за 60 рублей, потом 150 рублей в месяц. Отменить можно в любой момент."),
        ("tr", "Altı ay 60 lira, sonra ayda 50 lira. İstediğiniz zaman iptal edin."),
        ("hi", "छह महीने 60 रुपये में, फिर 50 रुपये महीना। कभी भी रद्द करें।"),
        ("ja", "最初の半年は月60円、その後は月500円。いつでも解約できます。"),
        ("zh", "前六个月6元，之后每月15元，随时可以取消。"),
        ("sv", "Sex månader för 60 kronor, sedan 50 kronor i månaden. Avsluta när du vill."),
        ("no", "Seks måneder for 60 kroner, deretter 50 kroner i måneden. Avslutt når du vil."),
        ("da", "Seks måneder for 60 kroner, derefter 50 kroner om måneden. Opsig når du vil."),
        ("fi", "Puoli vuotta 6 euroa, sitten 5 euroa kuussa. Voit perua milloin tahansa."),
        ("el", "Έξι μήνες με 6 ευρώ, μετά 5 ευρώ τον μήνα. Ακυρώνετε όποτε θέλετε."),
        ("ro", "Șase luni la 6 lei, apoi 25 de lei pe lună. Renunțați oricând."),
        ("hu", "Fél évig 600 forint, utána havi 900 forint. Bármikor lemondható."),
        ("en", "Twenty weeks for £10, then £3.20 a week. No contract. See what you get"),
    ],
)
def test_an_offer_goes(language, line):
    assert rule_on(language, line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "Some links on this page are affiliate links. If you order through them, the Valmora Post earns a little.",
        ),
        (
            "fr",
            "Cet article contient des liens affiliés. Si vous achetez, Valmora Post touche une petite commission.",
        ),
        (
            "es",
            "Este artículo incluye enlaces de afiliados. Si compra algo, Valmora Post recibe una comisión.",
        ),
        (
            "pt",
            "Este artigo contém ligações de afiliados. Se comprar alguma coisa, Valmora Post recebe uma comissão.",
        ),
        (
            "it",
            "Questo articolo contiene link affiliati. Se acquistate qualcosa, Valmora Post riceve una commissione.",
        ),
        (
            "nl",
            "Dit artikel bevat affiliatelinks. Koopt u iets, dan krijgt Valmora Post een deel van de opbrengst.",
        ),
        ("pl", "Tekst zawiera linki afiliacyjne. Jeśli coś kupisz, Valmora Post dostanie część zysku."),
        ("cs", "Článek obsahuje affiliate odkazy. Pokud něco koupíte, Valmora Post dostane podíl."),
        ("uk", "У тексті є партнерські посилання. Якщо ви щось купите, Valmora Post отримає частку."),
        ("ru", "В тексте есть партнёрские ссылки. Если вы что-то купите, Valmora Post получит часть суммы."),
        ("tr", "Bu yazıda satış ortaklığı bağlantıları var. Bir şey alırsanız Valmora Post pay alır."),
        ("sv", "Artikeln innehåller annonslänkar. Om du handlar får Valmora Post provision."),
        ("no", "Artikkelen inneholder annonselenker. Kjøper du noe, får Valmora Post en andel."),
        ("da", "Artiklen indeholder reklamelinks. Handler du gennem dem, får Valmora Post provision."),
        ("fi", "Juttu sisältää mainoslinkkejä. Jos ostat jotain, Valmora Post saa osuuden."),
        ("en", "Everything here is our own choice. If you buy through our links we may earn a commission."),
    ],
)
def test_a_note_on_links_goes(language, line):
    assert rule_on(language, line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Get the look: linen apron, dark blue, £28 from Harrow & Finch"),
        ("de", "Unser Tipp für knusprige Ränder: Gusspfanne, 26 cm, 39,90 Euro bei Herd & Hof"),
        ("fr", "Notre coup de cœur : cocotte en fonte, 24 cm, 89 € chez Braise & Fils"),
        ("da", "Vores favorit til sprøde kanter: støbejernspande, 26 cm, 399 kr. hos Gryde & Grej"),
        ("cs", "Náš tip na křupavé okraje: litinová pánev, 26 cm, 899 Kč v obchodě Hrnec a syn"),
    ],
)
def test_a_thing_of_a_shop_goes(language, line):
    assert rule_on(language, line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Members of the rowing club pay £20 a month and may cancel at the end of any season."),
        ("en", "Tickets: £14 at the door of the chapel, children half price"),
        ("en", "US crude: $79.43; down 0.7%"),
        ("en", "Affiliate links brought the paper £2m last year, the publisher told its shareholders."),
        ("de", "Der Tarif kostet 9,99 Euro im Monat und ist nach einem Jahr jederzeit kündbar."),
        ("de", "Der Eintritt kostet 14 Euro an der Kapellentür, Kinder zahlen die Hälfte."),
        (
            "fr",
            "L'abonnement à la salle coûte 20 euros par mois, sans engagement au-delà de la première année.",
        ),
        (
            "es",
            "La cuota del club es de 20 euros al mes y los socios pueden irse cuando termina la temporada.",
        ),
    ],
)
def test_prices_in_the_news_stay(language, line):
    assert rule_on(language, line) is None


def test_a_page_of_things_is_about_them():
    things = [
        f"Our pick for {use}: a pan of {size} cm, £{size} at Harrow & Finch"
        for use, size in (("eggs", 18), ("fish", 24), ("bread", 26), ("rice", 20), ("jam", 30))
    ]
    prose = NEWS["en"]["prose"]
    body = "".join(f"<div class=x>{text}</div>" for text in [*prose[:3], *things, *prose[3:]])
    page = f"<html lang=en><title>Wall</title><h1>Wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    assert not [row for row in article.removed if row.rule == "offers/ad"]


def test_a_note_that_the_publisher_counts_to_the_text_stays():
    line = "Some links on this page are affiliate links. If you order through them, the Valmora Post earns a little."
    assert rule_on("en", line, declared=" ".join([*NEWS["en"]["prose"], line])) is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "This week is brought to you by our sponsor, Oak & Oar. Use code ROWING15 at checkout."),
        ("de", "Danke an unseren Sponsor Eichruder. Mit dem Code RUDERN15 wird es billiger."),
        ("fr", "Merci à notre partenaire, Bois & Rame. Avec le code RAME15, une remise vous attend."),
        ("es", "Gracias a nuestro patrocinador, Roble y Remo. Con el código REMO15 hay descuento."),
        ("sv", "Tack till månadens sponsor, Ek & Åra. Använd koden RODD15."),
        ("pl", "Dziękujemy sponsorowi odcinka, Dąb i Wiosło. Z kodem WIOSLO15 rabat."),
        ("cs", "Děkujeme sponzorovi dílu, Dub a veslo. S kódem VESLO15 sleva."),
        ("ja", "今月のスポンサーはオーク工房です。コード KAI15 で割引になります。"),
    ],
)
def test_a_code_of_a_sponsor_goes(language, line):
    assert rule_on(language, line) == "offers/ad"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The sponsor of the bill, a member of NASUWT, said that the code would cut costs."),
        ("en", "Ships of the code IMO1923 pay nothing for the gate."),
        ("de", "Der Sponsor des Vereins, die HANSA Bank, kündigte an, dass es keinen neuen Code gibt."),
    ],
)
def test_codes_that_are_news_stay(language, line):
    assert rule_on(language, line) is None
