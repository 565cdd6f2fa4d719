"""The same records as for the exports."""

import importlib.util
from pathlib import Path

import pytest

_PATH = Path(__file__).parents[2] / "exports" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("tests_exports_records", _PATH)
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)


@pytest.fixture(scope="session")
def make_record():
    """`make_record(7)` is article 7 of gazette.example; any field can be named."""
    return _MODULE.record_of
