"""py3langid's model, kept as plain arrays: packed as it comes it takes half a second to load."""

from __future__ import annotations

import json
import mmap
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scraper.normalise.kept import keep, kept_at

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_FORM = 1
"""Of the file: another number for another form."""
_HEAD = 8192
"""Bytes before the arrays: what they are, as JSON."""
_ALIGNED = 64
_ARRAYS = {"ptc": "<f2", "pc": "<f4", "nextmove": "<u4", "row": "<u4", "output": "<i4"}
"""Each with its type in numpy's words."""


def load_identifier() -> LanguageIdentifier:
    """py3langid's identifier, with probabilities from 0 to 1.

    Its model is kept beside our compiled modules, 68 MB, as long as the library's file is the same (by size
    and time, as Python sees to its modules), and mapped from there: what no text asks for is not even read,
    and processes share it. Where nothing can be kept the library loads it.
    """
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    state = (MODEL_DIR / MODEL_FILE).stat()
    stamp = [_FORM, state.st_size, int(state.st_mtime)]
    place = kept_at(Path(__file__), "arrays") if sys.byteorder == "little" else None
    if place:
        with suppress(OSError, ValueError):  # none is kept, or it is of another file
            return _read(place, stamp)
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if place:
        with suppress(OSError, AttributeError):  # AttributeError: a later py3langid holds it otherwise
            keep(place, _pieces(found, stamp))
    return found


def _read(place: Path, stamp: list[int]) -> LanguageIdentifier:
    """The identifier kept at *place*. ValueError: it is not of the file with this *stamp*, or torn."""
    import numpy
    from py3langid.langid import LanguageIdentifier

    with place.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    head = json.loads(data[:_HEAD])
    if head["stamp"] != stamp or head["size"] != len(data):
        raise ValueError(f"{place}: not of this model")
    arrays: dict[str, Any] = {}
    for name, (begin, shape) in head["arrays"].items():
        count = 1
        for length in shape:
            count *= length
        arrays[name] = numpy.frombuffer(data, _ARRAYS[name], count, begin).reshape(shape)
    return LanguageIdentifier(
        arrays["ptc"],
        arrays["pc"],
        head["classes"],
        # Asked for one number at a time, of which numpy makes objects of its own.
        arrays["nextmove"].data,
        arrays["output"].tolist(),
        norm_probs=True,
        tk_row=arrays["row"].data,
    )


def _pieces(identifier: LanguageIdentifier, stamp: list[int]) -> Iterator[Any]:
    """The file that `_read` reads, of the model of *identifier*."""
    import numpy

    values = (
        identifier.nb_ptc,
        identifier.nb_pc,
        identifier.tk_nextmove,
        identifier.tk_row,
        identifier.tk_output,
    )
    arrays = {
        name: numpy.ascontiguousarray(value, dtype)
        for (name, dtype), value in zip(_ARRAYS.items(), values, strict=True)
    }
    places: dict[str, Any] = {}
    end = _HEAD
    for name, array in arrays.items():
        places[name] = (end, array.shape)
        end += array.nbytes + -array.nbytes % _ALIGNED
    head = {"stamp": stamp, "size": end, "classes": list(identifier.nb_classes), "arrays": places}
    yield json.dumps(head).encode().ljust(_HEAD)
    for array in arrays.values():
        yield array.data.cast("B")
        yield bytes(-array.nbytes % _ALIGNED)
