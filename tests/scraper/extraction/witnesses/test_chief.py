from scraper.extraction.witnesses.chief import find_lines, prepare_tree
from scraper.page import parse_html

PROSE = "".join(
    f"<p>The tram ran along the river again on Monday, for the {n}th time this spring.</p>" for n in range(9)
)


def test_cells_as_wide_as_the_sea_count_as_one():
    cells = "<td rowspan=100 colspan=' 100 '>1</td><td rowspan=65534>2</td><td colspan=3>3</td><td colspan='²'>4</td>"
    tree = prepare_tree(parse_html(f"<html><body><table><tr>{cells}</tr></table></body></html>"))
    assert [dict(cell.attrib) for cell in tree.iter("td")] == [{}, {}, {"colspan": "3"}, {}]


def test_a_page_too_deep_for_it_has_no_lines():
    deep = "<ul><li>" * 14_000
    page = f"<html><body><article>{PROSE}{deep}x</article></body></html>"
    assert find_lines(prepare_tree(parse_html(page))) == []


def test_spans_that_sum_up_to_thousands_of_cells_count_as_one():
    row = "<tr>" + "<td rowspan=20 colspan=20>1</td>" * 20 + "</tr>"
    tree = prepare_tree(parse_html(f"<html><body><table>{row * 20}</table></body></html>"))
    assert sum(1 for cell in tree.iter("td") if cell.attrib) == 5000 // 400
