import pytest

from scraper.discovery.feeds import parse_feed
from scraper.encodings import codec_of
from scraper.page import Page, decode

# The 40 encodings of the standard, each with words that it can write.
WORDS = {
    "utf-8": "Käse 東京 Київ",
    **dict.fromkeys(["ibm866", "iso-8859-5", "koi8-r", "windows-1251", "x-mac-cyrillic"], "Трамвай пошёл"),
    "koi8-u": "Трамвай пішов",
    **dict.fromkeys(["iso-8859-2", "windows-1250"], "Žluťoučký kůň"),
    "iso-8859-3": "Ĉiuj homoj ĝoje",
    **dict.fromkeys(["iso-8859-4", "iso-8859-10", "iso-8859-13", "windows-1257"], "Rīga, šķūnis"),
    **dict.fromkeys(["iso-8859-6", "windows-1256"], "مرحبا"),
    **dict.fromkeys(["iso-8859-7", "windows-1253"], "Γειά σου"),
    **dict.fromkeys(["iso-8859-8", "iso-8859-8-i", "windows-1255"], "שלום"),
    "iso-8859-14": "Ŵyth dŷ",
    **dict.fromkeys(["iso-8859-15", "iso-8859-16", "windows-1252", "macintosh"], "Übung für 5 €"),
    "windows-874": "ภาษาไทย",
    "windows-1254": "İstanbul'da ağaç",
    "windows-1258": "Đăng bài",
    **dict.fromkeys(["gbk", "gb18030"], "中文新闻"),
    "big5": "中文新聞",
    **dict.fromkeys(["euc-jp", "iso-2022-jp", "shift_jis"], "東京の路面電車"),
    "euc-kr": "서울 전차",
    **dict.fromkeys(["utf-16le", "utf-16be"], "Käse 東京"),
}
PLAIN = sorted(set(WORDS) - {"utf-16le", "utf-16be"})


def page(label, *, header=None, meta=None):
    stated = f'<meta charset="{meta}">' if meta else ""
    text = f"<html><head>{stated}</head><body><p>{WORDS[label]}</p></body></html>"
    content_type = f"text/html; charset={header}" if header else "text/html"
    return Page(url="https://gazette.example/a", body=text.encode(codec_of(label)), content_type=content_type)


@pytest.mark.parametrize("label", sorted(WORDS))
def test_named_in_the_header(label):
    assert WORDS[label] in decode(page(label, header=label))[1]
    other = "windows-1252" if label != "windows-1252" else "koi8-r"
    assert WORDS[label] in decode(page(label, header=label, meta=other))[1], "the header is believed first"


@pytest.mark.parametrize("label", PLAIN)
def test_named_in_the_page(label):
    assert WORDS[label] in decode(page(label, meta=label))[1]
    equiv = f'<meta http-equiv="Content-Type" content="text/html; charset={label}"><p>{WORDS[label]}'
    body = b"<!-- <meta charset=big5> -->" + equiv.encode(codec_of(label))
    assert WORDS[label] in decode(Page(url="https://gazette.example/a", body=body))[1]


def read(body, content_type="text/html"):
    return decode(Page(url="https://gazette.example/a", body=body, content_type=content_type))[1]


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("<p>Käse".encode("utf-16"), "text/html; charset=utf-8", "<p>Käse"),
        ("<p>Käse".encode("utf-16-le"), "text/html; charset=utf-16", "<p>Käse"),
        ("<p>Käse, Brot".encode("utf-16-le") * 20, "text/html", "<p>Käse, Brot" * 20),
        (b"\xef\xbb\xbf<p>K\xc3\xa4se", "text/html; charset=windows-1252", "<p>Käse"),
        (b"<meta charset=utf-16><p>K\xc3\xa4se", "text/html", "<meta charset=utf-16><p>Käse"),
        (b"+ADw-script+AD4-", "text/html; charset=utf-7", "+ADw-script+AD4-"),
        (b"~{<:Ky~}", "text/html; charset=hz-gb-2312", "\ufffd"),
        (b"<p>\xe4", "text/html; charset=x-user-defined", "<p>\uf7e4"),
        # One bad byte does not make another encoding of a page.
        ("<p>Käse für alle. ".encode() * 5 + b"\xff", "text/html", "<p>Käse für alle. " * 5 + "\ufffd"),
        (b"<p>\x93Kaese\x94", "text/html; charset=iso-8859-1", "<p>“Kaese”"),
    ],
)
def test_the_order_of_browsers(body, content_type, text):
    assert read(body, content_type) == text


@pytest.mark.parametrize(
    "label",
    [
        "rot13",
        "base64",
        "hex",
        "zip",
        "bz2",
        "idna",
        "punycode",
        "undefined",
        "unicode_escape",
        "\0",
        "x" * 9999,
    ],
)
def test_what_only_python_calls_an_encoding(label):
    assert read("<p>Käse".encode(), f"text/html; charset={label}") == "<p>Käse"
    assert read(f"<meta charset={label}><p>Käse".encode()).endswith("<p>Käse")
    feed = b"<rss><channel><item><link>https://gazette.example/a</link><title>K\xe4se</title></item></channel></rss>"
    found = parse_feed(feed, "https://gazette.example/", content_type=f"text/xml; charset={label}")
    assert [link.url for link in found.links] == ["https://gazette.example/a"]
