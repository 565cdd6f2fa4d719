"""Modules that are loaded when something in them is first used."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from threading import RLock
from types import ModuleType
from typing import Any

_LOADING = RLock()


class _Late(ModuleType):
    """Stands for a module, and is put away for it when an attribute is asked for.

    `importlib.util.LazyLoader` loads as early as at the next `import` of the same name, before Python 3.12.
    """

    def __getattr__(self, name: str) -> Any:
        with _LOADING:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def load_late(name: str) -> None:
    """Let `import NAME`, anywhere in this process, cost nothing until an attribute of it is asked for.

    Nothing happens where it is loaded already, or not installed.
    """
    spec = None if name in sys.modules else find_spec(name)
    if spec is not None:
        module = _Late(name)
        module.__spec__ = spec
        sys.modules[name] = module
