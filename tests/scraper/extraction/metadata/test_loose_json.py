import json

import pytest

from scraper.extraction.metadata.loose_json import parse_loose_json, plain_text


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "b"}',
        '<![CDATA[ {"a": "b"} ]]>',
        '//<![CDATA[\n{"a": "b"}\n//]]>',
        '<!-- {"a": "b"} -->',
        '{"a": "b",}',
        '{"a": "b"};',
        "{&quot;a&quot;: &quot;b&quot;}",
        '\ufeff{"a": "b"}',
        '// the article\n{"a": "b"}',
        '/* the article */ {"a": "b"}',
        'var article = {"a": "b"};',
        '{"a": "b",,}',
    ],
)
def test_one_object(text):
    assert parse_loose_json(text)[0] == [{"a": "b"}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "He said "no" today", "b": 1}', {"a": 'He said "no" today', "b": 1}),
        (
            '{"a": "She said "no", then left", "b": ["x "y" z", "w"]}',
            {"a": 'She said "no", then left', "b": ['x "y" z', "w"]},
        ),
        ('{"a": "so "b"", "c": true}', {"a": 'so "b"', "c": True}),
        (r'{"a": "\"yes\" and "no"", "b": null}', {"a": '"yes" and "no"', "b": None}),
    ],
)
def test_quotes_within_strings(text, value):
    assert parse_loose_json(text) == ([value], True)


def test_sound_json_is_not_called_mended():
    assert parse_loose_json('{"a": "x, ] y"}') == ([{"a": "x, ] y"}], False)
    assert parse_loose_json('{"a": "b",}')[1]


def test_several_objects():
    assert parse_loose_json('{"a": 1}\n{"b": 2},{"c": 3}')[0] == [{"a": 1}, {"b": 2}, {"c": 3}]


def test_raw_line_breaks_and_commas_in_strings():
    assert parse_loose_json('{"a": "one\ntwo,\n]", "b": [1,]}')[0] == [{"a": "one\ntwo,\n]", "b": [1]}]


def test_needless_escapes():
    assert parse_loose_json(r'{"a": "Don\'t, \"say\" it\n"}')[0] == [{"a": 'Don\'t, "say" it\n'}]


@pytest.mark.parametrize("text", ["", "   ", "nonsense", "{", '{"a": ', "function() {}", "<!-- -->"])
def test_hopeless(text):
    assert parse_loose_json(text) == ([], True)


@pytest.mark.parametrize("text", ['{"a": NaN}', '{"a": Infinity}', '{"a": 1' + "0" * 5000 + "}"])
def test_numbers_that_are_none(text):
    assert parse_loose_json(text)[0] == [{"a": None}]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000,
        '"' + '\\"' * 200_000,
        '{"author":"' * 50_000,
        "," + " " * 300_000,
        ",]" * 200_000,
        "&quot;" * 200_000,
        "<!--" * 200_000,
        "/*" * 200_000,
        "// " * 200_000,
        '{"a":"' + "\\'" * 200_000,
    ],
)
def test_hostile_text_neither_raises_nor_lingers(text):
    values, broken = parse_loose_json(text)
    assert broken or values


def test_plain_text():
    assert plain_text("a\ud83d\ude00b\ud800") == "a\U0001f600b"
    assert plain_text(json.loads('"\\ud83d"')) is None
    assert plain_text(3) == "3"
    assert plain_text(True) is None
    assert plain_text({"a": 1}) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{'free': true, 'name': 'The \"old\" bridge'}", {"free": True, "name": 'The "old" bridge'}),
        ("{'name': 'The council's bridge'}", {"name": "The council's bridge"}),
        ('{"name": "Bridge", "author": {"name": "Jane"}, "body": "The coun', {"name": "Bridge", "author": {"name": "Jane"}}),
        ('[{"a": 1}, {"b": 2, "c', [{"a": 1}, {"b": 2}]),
    ],
)  # fmt: skip
def test_single_quotes_and_a_cut_end(text, value):
    assert parse_loose_json(text) == ([value], True)


@pytest.mark.parametrize("piece", ['\\"', "'a':'b',", ":'x", '"\\', "{", '{"a":'])
def test_a_broken_script_costs_what_its_size_allows(piece):
    assert parse_loose_json('{"a":"' + piece * 50_000)[0] == []
