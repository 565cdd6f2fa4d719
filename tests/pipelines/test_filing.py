"""A record made ready says all that filing asks of it."""

import pickle
from dataclasses import replace

from exports.reader import parse_line
from exports.slips import to_slip
from pipelines.filing import to_filing
from pipelines.sketches import to_sketch


def test_line_and_slip_are_those_of_the_record(make_record):
    record = make_record(1, text="The tram number one is back on the river line after many years. " * 4)
    filing = to_filing(record)
    assert parse_line(filing.line) == record
    sketch = to_sketch(record)
    assert filing.slip == to_slip(record, sketch=sketch, line=filing.line)
    assert filing.slip.sketch == sketch is not None
    assert filing.broken == ()
    assert pickle.loads(pickle.dumps(filing)) == filing


def test_what_it_breaks_is_named(make_record):
    (broken,) = to_filing(replace(make_record(1), word_count=-1)).broken
    assert "word_count" in broken
