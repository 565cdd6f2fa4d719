"""How often Python looks for garbage: for objects that nothing but they themselves hold."""

from __future__ import annotations

import gc


def look_seldom(objects: int, *, stays: bool = False) -> None:
    """From now on look only after *objects* new ones; *stays*: what is there now is never garbage.

    Python's own 700 are for programs that make rings of objects. To load modules makes many objects and no
    rings: there it is a fifth of the time.
    """
    if stays:
        gc.freeze()
    gc.set_threshold(objects, 10, 10)
