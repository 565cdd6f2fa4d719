"""A strict reader of Prometheus' text format, by its specification (version 0.0.4)."""

import re

import pytest

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (\S+)")
COMMENT = re.compile(rf"# (?:HELP ({NAME}) (?:[^\\]|\\\\|\\n)*|TYPE ({NAME}) (gauge|counter))")
ESCAPES = {r"\\": "\\", r"\"": '"', r"\n": "\n"}


def read(text):
    """{(name, ((label, value), ...)): number} of a whole file; AssertionError: it breaks a rule."""
    assert text.endswith("\n")
    samples, types, current = {}, {}, None
    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("#"):
            found = COMMENT.fullmatch(line)
            assert found, line
            current = found[1] or found[2]
            if found[2]:
                assert found[2] not in types, line
                types[found[2]] = found[3]
            continue
        found = SAMPLE.fullmatch(line)
        assert found, line
        assert found[1] == current, f"{line}: not below its TYPE"
        assert found[1] in types, line
        labels = tuple(
            (name, re.sub(r'\\[\\"n]', lambda escape: ESCAPES[escape[0]], value))
            for name, value in re.findall(LABEL, found[2] or "")
        )
        assert len(dict(labels)) == len(labels), line
        key = (found[1], labels)
        assert key not in samples, f"{line}: twice"
        try:
            samples[key] = float(found[found.re.groups])
        except ValueError:
            raise AssertionError(line) from None
    return samples


@pytest.fixture
def read_metrics():
    return read
