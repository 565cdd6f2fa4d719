import pytest

from scraper.page import Page, decode, load_document


def page(body, content_type="text/html"):
    return Page(url="https://gazette.example/a", body=body, content_type=content_type)


META = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'


@pytest.mark.parametrize(
    ("body", "content_type", "encoding"),
    [
        (META.format("windows-1252", "Käse").encode("cp1252"), None, "cp1252"),
        (META.format("iso-8859-1", "„Käse“").encode("cp1252"), "text/html", "cp1252"),
        (META.format("windows-1251", "Міст").encode("cp1251"), None, "cp1251"),
        # Saved anew in UTF-8, with the old meta left in place.
        (META.format("windows-1252", "Käse").encode(), None, "utf-8"),
        (META.format("gb2312", "约定无期限").encode(), "text/html", "utf-8"),
        # Cut within the last character.
        (META.format("windows-1252", "Käse").encode() + "ä".encode()[:1], None, "utf-8"),
        # The header is believed before the bytes.
        (META.format("utf-8", "Käse").encode(), "text/html; charset=windows-1252", "cp1252"),
        (META.format("utf-8", "Käse").encode("cp1252"), "text/html; charset=iso-8859-1", "cp1252"),
        # Without any word: UTF-8.
        ("<p>Käse</p>".encode(), None, "utf-8"),
        (b"\xef\xbb\xbf<p>K\xc3\xa4se</p>", None, "utf-8"),
    ],
)
def test_encoding(body, content_type, encoding):
    assert decode(page(body, content_type))[0] == encoding


def test_saved_page_reads_well():
    document = load_document(page(META.format("windows-1252", "„Käse“ für 5 €").encode()))
    assert document.root.findtext(".//p") == "„Käse“ für 5 €"


@pytest.mark.parametrize(
    "body",
    [
        b"<html><head><e></head>\x91\x0c",
        b"",
        b"\x00",
        b"\xff\xfe",
        b"\xff" * 100,
        b"<",
        "<p>ä".encode()[:-1],
    ],
)
def test_never_raises(body):
    assert load_document(page(body)).root.tag == "html"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>„Käse“</p>".encode(), "„Käse“"),
        ("<p>a\ufffdb</p>".encode(), "a\ufffdb"),
        (b"\xef\xbb\xbf<p>K\xc3\xa4se</p>", "Käse"),
        (b"<p>K\xc3\xa4s\xe4e " + "ä".encode() * 60 + b"</p>", "Käs\ufffde " + "ä" * 60),
        ("<p>K\x07ä\x1b[31mse\uffff</p>".encode(), "Käse"),
        ("<p>Käse".encode() + "ä".encode()[:1], "Käse\ufffd"),
    ],
)
def test_bytes_that_are_utf8_are_read_as_their_text(body, text):
    assert load_document(page(body)).root.findtext(".//p") == text
    assert load_document(page(body, "text/html; charset=utf-8")).root.findtext(".//p") == text


@pytest.mark.parametrize("start", ["<article>", "<main>", "<nav>Menu</nav><section>"])
def test_the_body_begins_where_the_head_cannot_go_on(start):
    document = load_document(page(f"<html><title>Trams</title>{start}<p>One<p>Two".encode()))
    assert [child.tag for child in document.root.find("head")] == ["title"]
    assert [paragraph.text for paragraph in document.root.find("body").iter("p")] == ["One", "Two"]


def test_what_strayed_stands_before_the_rest():
    document = load_document(page(b"<title>T</title><article>A</article>tail<body>text<p>B</p>"))
    assert document.root.find("body").text_content() == "AtailtextB"
