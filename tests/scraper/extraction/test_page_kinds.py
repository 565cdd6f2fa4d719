"""Whole pages, by the way that a crawl goes: what each kind of page comes to, in several languages."""

import json

import pytest

from scraper.article import Rejection
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

SITE = Site(domain="gazette.example")
HOME = "https://gazette.example"
NAV = '<header><nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav></header>'
FOOT = '<footer><p>© 2024 Gazette. <a href="/imprint">Imprint</a></p></footer>'
DATE = '<time datetime="2024-05-06T09:00:00Z">6 May 2024</time>'
FILM = '<video src="/v/bridge.mp4" controls></video>'
SOUND = '<audio src="/a/7.mp3" controls></audio>'


def what(body, url="/news/a-7", title="", head="", lang="en"):
    """The kind of the article on the page, or why it is none."""
    html = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f'<script src="/app.js"></script></head><body>{NAV}{body}{FOOT}</body></html>'
    )
    found = extract_article(Page(url=HOME + url, body=html.encode()), SITE)
    return found.reason if isinstance(found, Rejection) else found.kind


def prose(count):
    sentence = (
        "The council met on Monday evening and agreed after three hours of talks that the old bridge by the mill "
        "should be closed to lorries from June, while cars and bicycles may go on crossing it."
    )
    return "".join(f"<p>{sentence} It was talk {number} of the year.</p>" for number in range(count))


def teasers(count):
    return "".join(
        f'<article class="teaser"><h3><a href="/news/{n}">The harbour gets bridge {n} after all these years</a></h3>'
        f"<p>After {n} years of talks the council has agreed on where the bridge is to stand.</p>{DATE}</article>"
        for n in range(count)
    )


def ld(**node):
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        (
            "en",
            "We value your privacy",
            "We and our 843 partners store information on a device, such as cookies.",
        ),
        (
            "de",
            "Wir respektieren Ihre Privatsphäre",
            "Wir und unsere Partner verarbeiten personenbezogene Daten.",
        ),
        ("fr", "Votre vie privée nous importe", "Nous et nos partenaires traitons vos données personnelles."),
        ("es", "Valoramos tu privacidad", "Nosotros y nuestros socios tratamos datos personales."),
        ("it", "Rispettiamo la tua privacy", "Noi e i nostri partner trattiamo dati personali."),
        ("uk", "Ваша згода", "Ми та наші партнери обробляємо персональні дані для показу реклами."),
        ("ja", "プライバシー設定", "当社とパートナーは、端末に情報を保存し、個人データを処理します。"),
        ("tr", "Gizliliğinize önem veriyoruz", "Biz ve ortaklarımız kişisel verileri işliyoruz."),
    ],
)
def test_consent_walls(lang, title, text):
    wall = f'<div class="cmp"><h1>{title}</h1><p>{text}</p><button>OK</button></div>'
    assert what(wall, title="Gazette", lang=lang) == "consent_wall"
    assert what(f"{wall}<article><h1>Bridge closes</h1>{DATE}{prose(4)}</article>", lang=lang) == "article"


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Just a moment..."),
        ("de", "Sicherheitsüberprüfung"),
        ("fr", "Vérification de sécurité"),
        ("es", "Verificación de seguridad"),
        ("uk", "Перевірка безпеки"),
        ("ko", "보안 확인"),
        ("zh", "人机验证"),
    ],
)
def test_captchas(lang, title):
    text = "<p>gazette.example needs to review the security of your connection.</p>"
    assert what(f"<main><h1>{title}</h1>{text}</main>", title=title, lang=lang) == "captcha"


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Not available in your region"),
        ("de", "In Ihrem Land nicht verfügbar"),
        ("fr", "Indisponible dans votre pays"),
        ("es", "No disponible en tu país"),
        ("uk", "Недоступно у вашій країні"),
        ("ja", "お住まいの地域ではご利用いただけません"),
        ("ar", "غير متاح في بلدك"),
    ],
)
def test_geo_blocks(lang, title):
    assert what(f"<main><h1>{title}</h1><p>{title}.</p></main>", title="Gazette", lang=lang) == "geo_block"


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Page not found"),
        ("de", "Seite nicht gefunden"),
        ("fr", "Page introuvable"),
        ("es", "Página no encontrada"),
        ("uk", "Сторінку не знайдено"),
        ("ja", "ページが見つかりません"),
    ],
)
def test_soft_404s(lang, title):
    bare = f"<main><h1>{title}</h1><p>{title}.</p></main>"
    listed = f"<main><h1>{title}</h1><p>{title}.</p><h2>News</h2>{teasers(8)}</main>"
    assert what(bare, title=f"{title} - Gazette", lang=lang) == "soft_404"
    assert what(listed, title=f"{title} - Gazette", lang=lang) == "soft_404"


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Sign in to read"),
        ("de", "Anmelden"),
        ("fr", "Connexion"),
        ("es", "Inicia sesión"),
        ("uk", "Увійти"),
        ("ja", "ログイン"),
    ],
)
def test_login_walls(lang, title):
    form = '<form><input type="email"><input type="password"><button>OK</button></form>'
    page = f"<main><h1>{title}</h1>{form}</main>"
    assert what(page, "/login", title=f"{title} | Gazette", lang=lang) == "login_wall"
    article = f"<article><h1>Bridge closes</h1>{DATE}{prose(4)}</article>"
    assert what(article + form, title="Bridge closes") == "article"


@pytest.mark.parametrize(
    ("lang", "title", "url"),
    [
        ("en", "Search results for “harbour”", "/search?q=harbour"),
        ("de", "Suchergebnisse für „Hafen“", "/suche?q=hafen"),
        ("fr", "Résultats de recherche : port", "/recherche?q=port"),
        ("es", "Resultados de búsqueda: puerto", "/buscar?q=puerto"),
        ("uk", "Результати пошуку: гавань", "/search?q=1"),
        ("ja", "検索結果：港", "/search?q=1"),
    ],
)
def test_search_lists(lang, title, url):
    page = f"<main><h1>{title}</h1><form><input name=q></form>{teasers(12)}</main>"
    assert what(page, url, title=title, lang=lang) == "search_page"


@pytest.mark.parametrize("count", [6, 30])
@pytest.mark.parametrize(
    ("lang", "title", "url"),
    [
        ("en", "Harbour", "/tag/harbour"),
        ("de", "Thema: Hafen", "/thema/hafen"),
        ("fr", "Port : toute l’actualité", "/tags/port/"),
        ("uk", "Тег: гавань", "/tag/gavan"),
        ("en", "Posts by Jane Roe", "/author/jane-roe/"),
        ("en", "News - page 3", "/news/page/3/"),
    ],
)
def test_tag_lists(lang, title, url, count):
    page = f"<main><h1>{title}</h1>{teasers(count)}</main>"
    assert what(page, url, title=f"{title} - Gazette", lang=lang) == "section_page"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "You need to enable JavaScript to run this app."),
        ("de", "Bitte aktivieren Sie JavaScript, um diese Seite zu sehen."),
        ("fr", "Veuillez activer JavaScript pour continuer."),
        ("uk", "Увімкніть JavaScript, щоб переглянути сторінку."),
        ("ja", "JavaScriptを有効にしてください。"),
    ],
)
def test_empty_shells(lang, text):
    shell = (
        f'<!doctype html><html lang="{lang}"><head><title>Bridge closes</title>'
        '<meta property="og:type" content="article"></head><body>'
        f'<noscript>{text}</noscript><div id="root"></div><script src="/app.js"></script></body></html>'
    )
    found = extract_article(Page(url=f"{HOME}/news/a-7", body=shell.encode()), SITE)
    assert isinstance(found, Rejection)
    assert found.reason == "empty_shell"


@pytest.mark.parametrize(
    "title",
    [
        "Page not found: why links rot",
        "Just a moment with the mayor",
        "Access denied: how the harbour shut out its own",
        "Cookie settings: what the new law says",
        "Not available in your region: streaming in the islands",
    ],
)
def test_articles_about_such_pages(title):
    head = ld(**{"@type": "NewsArticle", "headline": title, "datePublished": "2024-05-06T09:00:00Z"})
    for count in (2, 6):
        page = f"<article><h1>{title}</h1>{DATE}{prose(count)}</article>"
        assert what(page, title=f"{title} - Gazette", head=head) == "article"


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        *[("en", "Opinion"), ("de", "Kommentar"), ("fr", "Tribune"), ("es", "Opinión"), ("it", "Editoriale")],
        *[("nl", "Opinie"), ("pl", "Opinie"), ("uk", "Думка"), ("ru", "Мнение"), ("sv", "Ledare")],
        *[("da", "Debat"), ("fi", "Mielipide"), ("tr", "Yorum"), ("cs", "Názory"), ("ja", "社説")],
    ],
)
def test_opinion_by_kicker_and_section(lang, label):
    title = "Close the old bridge before it closes us"
    kicked = (
        f'<article><header><p class="kicker">{label}</p><h1>{title}</h1>{DATE}</header>{prose(3)}</article>'
    )
    plain = f"<article><h1>{title}</h1>{DATE}{prose(3)}</article>"
    section = f'<meta property="article:section" content="{label}">'
    assert what(kicked, title=title, lang=lang) == "opinion"
    assert what(plain, title=title, lang=lang, head=section) == "opinion"
    assert what(plain, title=title, lang=lang) == "article"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("/opinion/2024/bridge", "opinion"),
        ("/meinung/bruecke-1", "opinion"),
        ("/columnists/roe/bridge", "opinion"),
        ("/news/opinion-poll-shows-lead", "article"),
        ("/opinion-bridge-closes-1", "article"),
    ],
)
def test_opinion_by_address(url, kind):
    assert what(f"<article><h1>Close the old bridge</h1>{DATE}{prose(3)}</article>", url) == kind


def entries(count):
    return "".join(
        f'<div class="entry"><time datetime="2024-05-06T{10 + n}:15:00Z">{10 + n}:15</time><h3>Step {n} is done</h3>'
        f"<p>The workers at the mill have now finished step {n} and the lorries are waiting on the bank.</p></div>"
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("title", "url", "body", "kind"),
    [
        ("Bridge closure – live", "/news/live/bridge", entries(7), "live_blog"),
        ("Liveticker: Die Brücke schließt", "/politik/bruecke", entries(7), "live_blog"),
        ("EN DIRECT - Le pont ferme", "/a/pont", entries(7), "live_blog"),
        ("En directo: cierra el puente", "/a/puente", entries(7), "live_blog"),
        ("Live music returns to the harbour", "/culture/live-music", prose(4), "article"),
        ("Bridge closed for lorries", "/live/bridge", prose(4), "article"),
    ],
)
def test_live_blogs(title, url, body, kind):
    assert what(f"<article><h1>{title}</h1>{DATE}{body}</article>", url, title=title) == kind


SHORT = "<p>Lorries turn back at the mill on the first morning of the closure.</p>"
DECLARED_FILM = {
    "@type": "VideoObject",
    "name": "The bridge closes",
    "uploadDate": "2024-05-06",
    "contentUrl": "/v.mp4",
}
DECLARED_ARTICLE = {
    "@type": "NewsArticle",
    "headline": "The bridge closes",
    "datePublished": "2024-05-06T09:00:00Z",
}
VIDEO_TYPE = '<meta property="og:type" content="video.other">'
MUSIC_TYPE = '<meta property="og:type" content="music.song">'


@pytest.mark.parametrize(
    ("url", "head", "body", "kind"),
    [
        ("/a-7", ld(**DECLARED_FILM), FILM + SHORT, "video"),
        ("/a-7", VIDEO_TYPE, FILM + SHORT, "video"),
        ("/video/bridge", "", FILM + SHORT, "video"),
        ("/a-7", ld(**DECLARED_FILM), FILM + prose(6), "article"),
        ("/a-7", ld(**{"@graph": [DECLARED_FILM, DECLARED_ARTICLE]}), FILM + prose(2), "article"),
        ("/a-7", ld(**{"@type": "PodcastEpisode", "name": "The bridge closes"}), SOUND + SHORT, "audio"),
        ("/podcasts/bridge/7", "", SOUND + SHORT, "audio"),
        ("/a-7", MUSIC_TYPE, SOUND + SHORT, "audio"),
        ("/a-7", ld(**DECLARED_ARTICLE), SOUND + prose(2), "article"),
        ("/video/bridge", "", "", "empty_shell"),  # a player that only scripts bring
    ],
)
def test_films_and_recordings(url, head, body, kind):
    page = f"<main><h1>The bridge closes</h1>{DATE}{body}</main>"
    assert what(page, url, title="The bridge closes", head=head) == kind


PICTURES = "".join(
    f'<figure><img src="/p/{n}.jpg" alt="Picture {n}"><figcaption>The bridge on day {n}. Photo: Jane Roe</figcaption></figure>'
    for n in range(6)
)


@pytest.mark.parametrize(
    ("title", "url", "body", "kind"),
    [
        ("The bridge in pictures", "/news/bridge", SHORT + PICTURES, "gallery"),
        ("Die Brücke in Bildern", "/news/bruecke", SHORT + PICTURES, "gallery"),
        ("Фоторепортаж: міст", "/news/mist", SHORT + PICTURES, "gallery"),
        ("The bridge", "/gallery/bridge", SHORT + PICTURES, "gallery"),
        ("The bridge in pictures", "/news/bridge", prose(6) + PICTURES, "article"),
        ("The bridge", "/news/bridge", prose(1) + PICTURES, "article"),
    ],
)
def test_galleries(title, url, body, kind):
    assert what(f"<main><h1>{title}</h1>{DATE}{body}</main>", url, title=title) == kind


def test_a_large_menu_of_headings_makes_no_section_page():
    def menu(words):
        links = "".join(f"<li><a href=/{n}>All about the piers</a></li>" for n in range(60))
        titles = "".join(f"<h3><a href=/{n}>{words} {n}</a></h3>" for n in range(9))
        return f"<div>{titles}<ul>{links}</ul></div>"

    text = f"<main><h1>Bridge</h1>{prose(3)}<p>Nobody spoke.</p></main>"
    assert what(menu("Piers") + text) == "article"
    assert what(menu("The harbour gets a bridge") + text) == "section_page"
