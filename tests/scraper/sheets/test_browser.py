"""Both pages in a real browser: one start of it for all that is checked."""

from collections import Counter
from datetime import date, timedelta

import pytest

from benchmarks.chromium import Browser, find_chromium
from exports.comparison import Change
from exports.families import Family, Pair
from exports.health import Health, Reason
from exports.record import Author, BodyBlock, Correction, Image, Link, Removed
from scraper.sheets.audit_sheet import Contents, IndexRow, write_audit
from scraper.sheets.changes_sheet import write_changes
from scraper.sheets.exhibit import Exhibit
from scraper.sheets.periods import choose_periods
from scraper.sheets.record_figures import Records, SiteRecords
from scraper.sheets.report_figures import Figures
from scraper.sheets.report_sheet import write_report
from scraper.sheets.run_figures import Runs, SiteRuns

HOSTILE = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'> \u202egnp.exe\u2069 & more"

# Text that stands out too little from what is behind it (WCAG 2.2, 1.4.3), as `word: ratio`.
FAINT = """
(function () {
  function parts(colour) { return colour.match(/[0-9.]+/g).map(Number); }
  function light(colour) {
    const [r, g, b] = parts(colour).map(function (part) {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function behind(element) {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  }
  const found = new Set();
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.checkVisibility() || element.closest("script, style")) continue;
    const style = getComputedStyle(element);
    const ink = element.closest("svg") ? style.fill : style.color;
    const [one, two] = [light(ink), light(behind(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    seen += 1;
    if (ratio < 4.5) found.add(text.slice(0, 30) + ": " + ratio.toFixed(2));
  }
  return seen ? Array.from(found) : ["no text"];
})()
"""
SHOWN = "Array.from(document.querySelectorAll('.cut')).filter(cut => cut.checkVisibility()).map(cut => cut.className)"


@pytest.fixture(scope="module")
def browser():
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with Browser(path) as browser:
        yield browser


@pytest.fixture(scope="module")
def hostile(make_record):
    """A record that is hostile in every field."""
    return make_record(
        1,
        headline=HOSTILE,
        kicker=HOSTILE,
        dek=HOSTILE,
        byline=HOSTILE,
        publisher=HOSTILE,
        tags=(HOSTILE,),
        authors=(Author(name=HOSTILE, kind="person", url="javascript:window.pwned = 3"),),
        url="javascript:window.pwned = 4",
        canonical_url="https://gazette.example/1?a=1&b='\"><script>window.pwned = 5</script>",
        body=(BodyBlock(type="paragraph", text=HOSTILE), BodyBlock(type="heading", text=HOSTILE, level=2)),
        images=(Image(url="data:text/html,<script>window.pwned = 6</script>", caption=HOSTILE),),
        links=(Link(url="JaVaScRiPt:window.pwned = 7", text=HOSTILE, block=0),),
        corrections=(Correction(kind="correction", text=HOSTILE),),
        removed=(
            Removed(before=0, reason="ad_label", rule="prompts/label", text=HOSTILE),
            Removed(before=1, reason="<b>new", rule="x", text="of a reason that is not known"),
        ),
    )


@pytest.fixture(scope="module")
def audit(browser, hostile, make_record, tmp_path_factory):
    """The tab of an audit page of three articles, the first of them hostile."""
    removed = (
        Removed(before=0, reason="ad_label", rule="prompts/label", text="Advertisement"),
        Removed(before=1, reason="promo", rule="appeals/promo", text="Our app is free."),
    )
    plain = make_record(2, text="First paragraph.\n\nSecond paragraph.", removed=removed)
    edited = make_record(3, version=2, change="edited", headline="Another headline")
    exhibits = [
        Exhibit(record=hostile, doubts=(f"mostly_removed: {HOSTILE}",)),
        Exhibit(record=plain, by_chance=True),
        Exhibit(
            record=edited,
            versions=(make_record(3), edited),
            gone=((edited.url, "http_410", "2026-01-04T09:00:00Z"),),
        ),
    ]
    rows = [
        IndexRow(site=one.record.site, headline=one.record.headline, doubt=next(iter(one.doubts), None))
        for one in exhibits
    ]
    reasons = Counter(row.reason for one in exhibits for row in one.record.removed)
    path = tmp_path_factory.mktemp("audit") / "audit.html"
    contents = Contents(title=f"Audit of {HOSTILE}", summary=HOSTILE, rows=rows, reasons=reasons)
    write_audit(path, contents, iter(exhibits))
    return browser.open(path)


@pytest.fixture(scope="module")
def changes(browser, hostile, make_record, tmp_path_factory):
    """The tab of a page of two readings of the hostile article."""
    fields = ("headline", "url", "authors", "text", "removed")
    pair = [Change(before=make_record(1), after=hostile, fields=fields)]
    path = tmp_path_factory.mktemp("changes") / "changes.html"
    write_changes(path, pair, title=f"Changes of {HOSTILE}", summary=HOSTILE)
    return browser.open(path)


@pytest.fixture(scope="module")
def report(browser, tmp_path_factory):
    """The tab of a report over 365 days of 200 sites."""
    first = date(2026, 1, 1)
    days = [first + timedelta(days=number) for number in range(365)]
    sites, records = {}, {}
    verdicts = ("blocked", "broken", "quiet", "changed", "fine", "new", "unjudged")
    for number in range(200):
        name = f"paper-{number:03}.example"
        verdict = verdicts[number % 7]
        reason = Reason(verdict=verdict, figure="silence_hours", now=30.0, usual=8.0)
        figures = {"articles": 10.0, "refused": 0.1, "silence_hours": 30.0}
        sites[name] = SiteRuns(
            days={group: Counter(dict.fromkeys(days, number + 1)) for group in ("filed", "failed")},
            totals=Counter(filed=365 * (number + 1), failed=365 * (number + 1)),
            reasons=Counter({("failed", "http_404"): 365 * (number + 1)}),
            seconds=dict.fromkeys(days, (0.5 * (1 + number % 3), 1)),
            verdicts=dict.fromkeys(days, verdict),
            latest=Health(verdict=verdict, reasons=(reason,) if number % 7 < 4 else (), figures=figures),
            judged_on="2026-12-31T09:00:00Z",
        )
        records[name] = SiteRecords(
            records=100,
            has=Counter(headline=99),
            removed=Counter(ad_label=number),
            letters=10,
            words=Counter({number: 3}),
        )
    sites[HOSTILE], records[HOSTILE] = SiteRuns(), SiteRecords()
    figures = Figures(
        runs=Runs(sites=sites, count=365, days=set(days), endings=Counter(finished=365)),
        records=Records(sites=records),
        periods=choose_periods(days),
        pairs=[Pair(first="paper-001.example", copy=HOSTILE, same=2, near=3)],
        families=[
            Family(headline=HOSTILE, url="javascript:window.pwned = 8", first=HOSTILE, sites=4, articles=5)
        ],
        problems=[HOSTILE],
    )
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(path, figures, title="Runs of out")
    assert path.stat().st_size < 3_000_000
    return browser.open(path)


def test_switches_hide_what_they_name(audit):
    assert sorted(audit.run(SHOWN)) == ["cut r-ad_label", "cut r-ad_label", "cut r-other", "cut r-promo"]
    audit.run("document.getElementById('show-ad_label').focus()")
    audit.press(" ")
    assert sorted(audit.run(SHOWN)) == ["cut r-other", "cut r-promo"]
    audit.run("document.getElementById('all').click()")
    assert len(audit.run(SHOWN)) == 4
    audit.run("document.getElementById('all').click()")
    assert audit.run(SHOWN) == []
    audit.run("document.getElementById('all').click()")


def test_keys_step_through_the_articles(audit):
    audit.run("document.activeElement.blur(), window.scrollTo(0, 0)")
    seen = []
    for key in ("j", "j", "k", "ArrowRight", "ArrowRight", "j", "ArrowLeft"):
        audit.press(key)
        seen.append(audit.run("document.activeElement.id"))
    assert seen == ["a1", "a2", "a1", "a2", "a3", "a3", "a2"]
    assert audit.run("document.getElementById('where').textContent") == "2 of 3"
    assert audit.run("document.getElementById('a2').getBoundingClientRect().top < 200")
    audit.run("document.getElementById('next').click()")
    assert audit.run("document.activeElement.id") == "a3"


def test_every_tool_is_reached_with_the_tab_key(audit):
    audit.run("document.activeElement.blur(), window.scrollTo(0, 0), getSelection().removeAllRanges()")
    audit.run("document.querySelector('h1').tabIndex = -1, document.querySelector('h1').focus()")
    reached = []
    for _ in range(7):
        audit.press("Tab")
        reached.append(audit.run("document.activeElement.id || document.activeElement.localName"))
    assert reached == ["previous", "next", "show-ad_label", "show-other", "show-promo", "all", "summary"]
    assert audit.run("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize("name", ["audit", "changes", "report"])
def test_hostile_text_is_nothing_but_text(name, request):
    tab = request.getfixturevalue(name)
    assert tab.problems() == []
    assert tab.run("window.pwned === undefined")
    assert tab.run("document.scripts.length") == 1
    assert tab.run("document.images.length") == 0
    links = tab.run(
        "Array.from(document.links).map(link => [link.protocol, link.getAttribute('href')[0], link.rel])"
    )
    assert links
    assert {tuple(link) for link in links} <= {("file:", "#", ""), ("https:", "h", "noopener noreferrer")}
    assert tab.run(
        "document.body.textContent.includes(\"<img src=x onerror='window.pwned = 2'> ⟨U+202E⟩gnp\")"
    )
    assert not tab.run(r"/[\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.outerHTML)")


@pytest.mark.parametrize("name", ["audit", "changes", "report"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out(name, scheme, request):
    tab = request.getfixturevalue(name)
    tab.prefer(scheme)
    tab.run(
        "document.querySelectorAll('details').forEach(one => { if (!one.closest('section')) one.open = true })"
    )
    assert tab.run(FAINT) == []
    tab.prefer("light")


@pytest.mark.parametrize("name", ["audit", "changes", "report"])
def test_a_phone_scrolls_in_one_direction(name, request):
    tab = request.getfixturevalue(name)
    tab.resize(360, 700)
    assert tab.run("document.documentElement.scrollWidth") == 360
    tab.resize(1000, 800)


def test_print_leaves_the_tools_out(audit):
    audit.prefer("light", media="print")
    assert (
        audit.run("Array.from(document.querySelectorAll('.tools')).some(one => one.checkVisibility())")
        is False
    )
    assert len(audit.run(SHOWN)) == 4
    audit.prefer("light")


def test_versions_are_told(audit):
    text = audit.run("document.getElementById('a3').textContent")
    assert "headline: “Ferry runs again” became “Another headline”" in text
    assert "Not there any more (http_410) on 2026-01-04T09:00:00Z" in text


def test_sites_are_filtered_and_sorted(report):
    rows = "Array.from(document.querySelector('table.sites').tBodies[0].rows).filter(row => !row.hidden)"
    assert report.run(f"{rows}.length") == 201
    report.run("document.getElementById('filter').focus()")
    for letter in "-19":
        report.press(letter)
    assert report.run(f"{rows}.length") == 10
    assert report.run("document.getElementById('found').textContent") == " 10 sites"
    head = "document.querySelectorAll('table.sites thead button')[3]"
    report.run(f"{head}.focus()")
    report.press("Enter")
    names = f"{rows}.slice(0, 2).map(row => row.cells[0].textContent)"
    assert report.run(names) == ["paper-199.example", "paper-198.example"]
    report.press("Enter")
    assert report.run(names) == ["paper-190.example", "paper-191.example"]
    assert report.run(f"{head}.parentNode.getAttribute('aria-sort')") == "ascending"


def test_charts_are_named_and_hold_a_bar_a_week(report):
    assert report.run(
        "Array.from(document.querySelectorAll('svg.chart')).every(one => one.getAttribute('aria-label'))"
    )
    assert (
        report.run("document.querySelector('#articles svg path.s1').getAttribute('d').match(/M/g).length")
        == 53
    )
    cells = report.run(
        "Array.from(document.querySelector('#articles tbody tr').cells).map(one => one.textContent)"
    )
    assert cells == ["2025-12-29", "80,400"]  # 1 + 2 + ... + 200 on each of the week's four days of 2026
    assert report.run("document.querySelectorAll('#sites li').length") == 4
    assert (
        report.run("document.querySelector('#health table.sites tbody tr').cells[3].textContent")
        == "blocked 53"
    )


def test_what_is_put_in_afterwards_does_not_run(audit):
    """Last of all: it fills the console."""
    audit.run(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.pwned = 9'})),"
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://gazette.example/pixel.png\">')"
    )
    assert audit.run("window.pwned === undefined")
    told = " ".join(audit.problems())
    assert "script-src" in told
    assert "img-src" in told or "default-src" in told
