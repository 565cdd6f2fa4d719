import pytest

from scraper.discovery.feeds import parse_feed
from scraper.encodings import codec_of
from scraper.page import Page, decode, load_document

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


# Sentences from which the encoding can be told where no one states it.
SENTENCES = {
    "ru": "Трамвай снова пошёл вдоль реки в понедельник утром, и люди стояли на мостах, чтобы увидеть его.",
    "uk": "Трамвай знову пішов уздовж річки в понеділок уранці, і люди стояли на мостах, щоб його побачити.",
    "cs": "Tramvaj se v pondělí ráno vrátila k řece a lidé stáli na mostech, aby viděli, jak žluťoučký kůň pije.",
    "el": "Το τραμ επέστρεψε δίπλα στο ποτάμι τη Δευτέρα το πρωί και ο κόσμος στάθηκε στις γέφυρες.",
    "he": "החשמלית חזרה לאורך הנהר ביום שני בבוקר, ואנשים עמדו על הגשרים כדי לראות אותה.",
    "ar": "عاد الترام إلى ضفة النهر صباح يوم الاثنين، ووقف الناس على الجسور ليروه.",
    "tr": "Tramvay pazartesi sabahı ırmağın kıyısına döndü ve insanlar onu görmek için köprülerde durdu.",
    "th": "รถรางกลับมาวิ่งริมแม่น้ำอีกครั้งในเช้าวันจันทร์ และผู้คนยืนอยู่บนสะพานเพื่อชม",
    "zh": "有轨电车星期一早上重新沿着河边行驶，人们站在桥上观看。市议会早在春天就做出了这个决定。",
    "zh-TW": "有軌電車星期一早上重新沿著河邊行駛，人們站在橋上觀看。市議會早在春天就做出了這個決定。",
    "ja": "路面電車は月曜日の朝、川沿いに戻り、人々は橋の上に立って見守った。市議会は春にこれを決定した。",
    "ko": "전차는 월요일 아침 강변으로 돌아왔고 사람들은 다리 위에 서서 지켜보았다.",
    "de": "Die Straßenbahn fuhr am Montag wieder über die Brücke, und für Stunden standen die Leute dort.",
}
TOLD = {
    **dict.fromkeys(["ibm866", "iso-8859-5", "koi8-r", "windows-1251", "x-mac-cyrillic"], "ru"),
    "koi8-u": "uk",
    "windows-1250": "cs",
    **dict.fromkeys(["iso-8859-7", "windows-1253"], "el"),
    **dict.fromkeys(["iso-8859-8", "iso-8859-8-i", "windows-1255"], "he"),
    **dict.fromkeys(["iso-8859-6", "windows-1256"], "ar"),
    "windows-1254": "tr",
    "windows-874": "th",
    **dict.fromkeys(["gbk", "gb18030"], "zh"),
    "big5": "zh-TW",
    **dict.fromkeys(["euc-jp", "iso-2022-jp", "shift_jis"], "ja"),
    "euc-kr": "ko",
    **dict.fromkeys(["utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-15"], "de"),
}


@pytest.mark.parametrize("label", sorted(WORDS))
def test_named_by_no_one(label):
    text = f"<p>{SENTENCES[TOLD[label]]}</p>" if label in TOLD else f"<p>{WORDS[label]}</p>" * 9
    document = load_document(Page(url="https://gazette.example/a", body=text.encode(codec_of(label))))
    if label in TOLD:
        assert document.text == text
    assert document.encoding == "utf-8" or document.guessed


@pytest.mark.parametrize("label", PLAIN)
def test_named_in_both(label):
    body = page(label, header=label, meta=label).body
    assert WORDS[label] in read(body, f"text/html; charset={label}")
    assert WORDS[label] in read(
        b"\xef\xbb\xbf"
        + page("utf-8", meta=label).body.replace(WORDS["utf-8"].encode(), WORDS[label].encode()),
        f"text/html; charset={label}",
    ), "a byte order mark is believed before both"


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
