from benchmarks.figures import score
from benchmarks.prediction import Prediction
from benchmarks.worst import list_worst, to_html, to_text

PIER = "The pier was closed on Monday by the board."
RAIN = "Rain fell all night on the harbour town."


def rows(make_page):
    return [
        score(make_page(id="good"), Prediction(body=f"{PIER}\n{RAIN}")),
        score(make_page(id="bad"), Prediction(body=PIER)),
        score(make_page(id="worse"), Prediction(body=f"{PIER}\n<script>alert('x') & more words</script>")),
        score(make_page(id="none", url=None), Prediction(rejected="no_article")),
    ]


def test_the_worst_come_first_and_faultless_pages_not_at_all(make_page):
    assert [row.page.id for row in list_worst(rows(make_page), 9)] == ["none", "worse", "bad"]
    assert [row.page.id for row in list_worst(rows(make_page), 1)] == ["none"]


def test_the_text_shows_what_is_too_much_and_what_is_missing(make_page):
    assert to_text(list_worst(rows(make_page), 2)).splitlines() == [
        "",
        "made/none : 0 added, 2 missing (no_article)",
        f"  - {PIER}",
        f"  - {RAIN}",
        "",
        "made/worse https://gazette.example/1: 1 added, 1 missing",
        "  + <script>alert('x') & more words</script>",
        f"  - {RAIN}",
    ]


def test_long_lists_and_lines_are_cut_in_the_text(make_page):
    lines = [f"Line number {number} is of no article at all {'on and ' * 30}" for number in range(14)]
    text = to_text([score(make_page(), Prediction(body="\n".join([PIER, RAIN, *lines])))]).splitlines()
    assert len(text) == 1 + 1 + 12 + 1
    assert len(text[2]) == len("  + ") + 140
    assert text[-1] == "  + … 2 more"


def test_nothing_of_a_page_is_markup_in_the_html(make_page):
    page = make_page(id='"><b>', url="https://gazette.example/?a=<i>&b='")
    html = to_html([score(page, Prediction(body="<script>alert('x') & more</script> words"))])
    for raw in ("<script>", "<b>", "<i>", "alert('x')"):
        assert raw not in html
    assert "+ &lt;script&gt;alert(&#x27;x&#x27;) &amp; more&lt;/script&gt; words" in html
    assert "made/&quot;&gt;&lt;b&gt; https://gazette.example/?a=&lt;i&gt;&amp;b=&#x27;: 1 added" in html


def test_the_html_asks_for_nothing(make_page):
    html = to_html(rows(make_page))
    assert "default-src 'none'" in html
    assert not [word for word in ("src=", "href=", "@import", "url(") if word in html]
