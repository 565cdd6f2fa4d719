"""Whatever is in a record, its line is one line, and the same to every reader of JSON."""

import json

import jq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.record import Removed

ODD = st.sampled_from(
    [
        "\0",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\x9b",
        "\u2028",
        "\u2029",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "\r\n",
        "\x0b\x0c\x1c",
    ]
)
TEXT = st.lists(
    st.one_of(ODD, st.text(st.characters(exclude_categories=["Cs"]), max_size=20)), max_size=8
).map("".join)


def orjson_loads(line):
    return pytest.importorskip("orjson").loads(line)


def strict_loads(line):
    return json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def jq_loads(line):
    return jq.compile(".").input_text(line).first()


@pytest.mark.parametrize("loads", [strict_loads, jq_loads, orjson_loads])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT, name=TEXT, number=st.integers(-(2**53) + 1, 2**53 - 1), share=st.floats(0, 1))
def test_every_reader_reads_the_same(make_record, loads, text, name, number, share):
    removed = (Removed(before=0, reason="ad", rule=name or "ad/x", text=text),)
    record = make_record(
        1, headline=name, text=f"{text}\n\n{name}", removed=removed, word_count=number, similarity=share
    )
    line = record.to_json()
    assert line.splitlines() == line.split("\n") == [line]
    assert line.encode().splitlines() == [line.encode()]
    assert loads(line) == record.to_dict()


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_not_written(make_record, number):
    with pytest.raises(ValueError, match="not JSON compliant"):
        make_record(1, similarity=number).to_json()
