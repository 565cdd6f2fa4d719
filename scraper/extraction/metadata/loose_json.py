"""JSON as it stands in pages: read where it is sound, mended where it is nearly so."""

from __future__ import annotations

import html
import json
import re
from typing import Any

MAX_LENGTH = 2_000_000
_MAX_REQUOTED = 500_000
_MAX_VALUES = 50
_WRAPPING = re.compile(
    r"<!--|-->|//\s*<!\[CDATA\[|//\s*\]\]>|/\*\s*<!\[CDATA\[\s*\*/|/\*\s*\]\]>\s*\*/|<!\[CDATA\[|\]\]>"
)
_EDGES = " \t\r\n;\ufeff"
# What stands before the first value where a script was written as JavaScript: comments, an assignment.
_PREAMBLE = re.compile(
    r"(?:\s|//[^\n]{0,500}\n|/\*.{0,2000}?\*/)*+(?:(?:var|let|const|window\.)?\s?[\w.$]{1,80}\s?=(?!=))?",
    re.DOTALL,
)
# A string, or a comma with nothing but white space before a closing bracket or another comma.
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+["\\]?|,(?=[ \t\r\n]{0,200}[\]},])', re.DOTALL)
# The beginning of an object or list in single quotes, and such a string between what stands beside strings.
_SINGLE = re.compile(r"[\s\[{]{1,100}'")
_SINGLE_STRING = re.compile(
    r"(?P<before>[{\[,:]\s{0,100})'(?P<text>(?:[^'\\]|\\.|'(?!\s{0,100}[,:}\]]))*+)(?:'|\Z)", re.DOTALL
)
# A string between what stands beside strings, with quotes inside that nothing of JSON follows.
_AFTER = r"\s{0,100}(?:[:}\]]|,\s{0,100}(?:[\"{\[}\]\d-]|true|false|null)|\Z)"
_LOOSE_STRING = re.compile(
    rf'(?P<before>[{{\[,:]\s{{0,100}})"(?P<text>(?:[^"\\]|\\.|"(?!{_AFTER}))*+)(?:"|\Z)', re.DOTALL
)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+["\\]?|[\[\]{},]', re.DOTALL)
_CLOSERS = {"[": "]", "{": "}"}
_QUOTE = re.compile(r'(?<!\\)"')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def parse_loose_json(text: str) -> tuple[list[Any], bool]:
    """(the values in *text*, whether it had to be mended or pieces were lost).

    Mended: CDATA and HTML comment wrappers, comments or an assignment before the value, trailing and doubled
    commas, semicolons, raw line breaks, controls and needless escapes in strings, several values in one
    script, markup entities or single quotes in place of quotes, quotes within strings, an end cut off. It
    costs a few passes.
    """
    if len(text) > MAX_LENGTH:
        return [], True
    value = _load(text)
    if value is not _BROKEN:
        return [value], False
    text = _WRAPPING.sub(" ", text).strip(_EDGES)
    preamble = _PREAMBLE.match(text)
    text = text[preamble.end() :].strip(_EDGES) if preamble else text
    if not text:
        return [], True
    for mended in (
        text,
        _without_commas(text),
        _without_commas(html.unescape(text)) if "&" in text else None,
        _double_quoted(text) if _SINGLE.match(text) else None,
        _requoted(text) if len(text) <= _MAX_REQUOTED else None,
        _closed(_without_commas(text)),
    ):
        if mended is None:
            continue
        values = _load_all(mended)
        if values:
            return values, True
    return [], True


_BROKEN = object()


def _load(text: str) -> Any:
    try:
        return json.loads(text.strip(_EDGES), strict=False, parse_constant=_no_constant, parse_int=_small_int)
    except (ValueError, RecursionError):
        return _BROKEN


def _load_all(text: str) -> list[Any]:
    """Every value of a run of values, up to the first that cannot be read."""
    decoder = json.JSONDecoder(strict=False, parse_constant=_no_constant, parse_int=_small_int)
    values: list[Any] = []
    position = 0
    while position < len(text) and len(values) < _MAX_VALUES:
        start = min((i for i in (text.find("{", position), text.find("[", position)) if i >= 0), default=-1)
        if start < 0 or text[position:start].strip(_EDGES + ","):
            break
        try:
            value, position = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values


def _without_commas(text: str) -> str:
    """*text* without needless commas outside strings and needless escapes inside them."""
    return _STRING_OR_COMMA.sub(lambda found: "" if found[0] == "," else _sound(found[0]), text)


def _double_quoted(text: str) -> str:
    """*text* with double quotes round its strings; a quote within one stays if nothing of JSON follows it."""

    def quoted(found: re.Match[str]) -> str:
        inner = re.sub(r'(?<!\\)"', r'\\"', found["text"].replace("\\'", "'"))
        return f'{found["before"]}"{inner}"'

    return _without_commas(_SINGLE_STRING.sub(quoted, text))


def _requoted(text: str) -> str:
    """*text* with backslashes before the quotes that stand within its strings."""

    def quoted(found: re.Match[str]) -> str:
        return f'{found["before"]}"{_QUOTE.sub(chr(92) + chr(34), found["text"])}"'

    return _without_commas(_LOOSE_STRING.sub(quoted, text))


def _closed(text: str) -> str | None:
    """*text*, which breaks off within its first value, up to its last whole member, with its brackets closed.

    `None`: the value does not break off, or nothing of it is whole.
    """
    open_ones: list[str] = []
    end = fewest = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in _CLOSERS:
            open_ones.append(_CLOSERS[mark])
        elif mark == "," and open_ones:
            end, fewest = token.start(), len(open_ones)
        elif mark in "]}":
            if not open_ones or open_ones.pop() != mark or not open_ones:
                return None
            end, fewest = token.end(), len(open_ones)
    # What was opened after the last whole member is cut away with its beginning.
    return text[:end] + "".join(reversed(open_ones[:fewest])) if end and open_ones else None


def _sound(string: str) -> str:
    """*string* without backslashes before characters that JSON does not let escape: "Don\\'t"."""
    if "\\" not in string:
        return string
    return _ESCAPE.sub(lambda found: found[0] if found[1] in '"\\/bfnrtu' else found[1], string)


def _no_constant(_: str) -> None:
    """NaN and the infinities are nothing."""


def _small_int(digits: str) -> int | None:
    return int(digits) if len(digits) < 20 else None


def plain_text(value: Any) -> str | None:
    """*value* as text where it is text or a number; halves of surrogate pairs are joined or dropped."""
    if isinstance(value, str):
        if _SURROGATE.search(value):
            value = _PAIR.sub(
                lambda found: found[0].encode("utf-16", "surrogatepass").decode("utf-16"), value
            )
            value = _SURROGATE.sub("", value)
        return value or None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return None
