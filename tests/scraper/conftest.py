"""The same records as for the exports."""

import importlib.util
from pathlib import Path

_PATH = Path(__file__).parents[1] / "exports" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("tests_exports_records", _PATH)
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)

make_record = _MODULE.make_record
