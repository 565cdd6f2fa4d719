"""How Sphinx makes a site of these pages: `make docs`."""

import runpy
from pathlib import Path

project = "Copydesk"
author = "the Copydesk contributors"
project_copyright = author
# Read and not imported: what builds the pages needs none of Copydesk's dependencies.
version = release = runpy.run_path(str(Path(__file__).parents[1] / "exports" / "version.py"))["__version__"]

extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = f"Copydesk {version}"
html_copy_source = False
html_show_sphinx = False
