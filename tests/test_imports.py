"""Who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"exports", "pipelines", "scraper"}

# Inside `scraper`: a module may import modules of its own rank or of a lower one.
RANKS = [
    {"cli", "addon"},
    {"commands"},
    {"console", "spiders", "extensions"},
    {"replay"},
    {"cluster"},
    {"pool", "worker", "warmth", "sheets"},
    {"source_book", "reconciliation", "resharding", "command_line"},
    {"extraction", "discovery", "middlewares", "frontier", "memory", "health"},
    {"archive"},
    {"stored_hints", "revisits", "state_file", "logs"},
    {"state_format"},
    {
        "article",
        "sites",
        "normalise",
        "page",
        "hints",
        "settings",
        "demo",
        "terminal",
        "encodings",
        "garbage",
        "statuses",
    },
]
WITHOUT_SCRAPY = {
    "archive",
    "cluster",
    "pool",
    "worker",
    "sheets",
    "warmth",
    "extraction",
    "discovery",
    "frontier",
    "memory",
    "health",
    "source_book",
    "reconciliation",
    "resharding",
    "stored_hints",
    "logs",
    "revisits",
    "state_file",
    "command_line",
    "article",
    "sites",
    "normalise",
    "page",
    "hints",
    "demo",
    "terminal",
    "statuses",
    "encodings",
    "garbage",
}


def modules():
    for package in sorted(OURS):
        yield from sorted((ROOT / package).rglob("*.py"))


def imported(path):
    """Every module that *path* imports anywhere in it, by its full name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rank(room):
    return next((number for number, rooms in enumerate(RANKS) if room in rooms), None)


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_what_it_may(path):
    package, *inner = path.relative_to(ROOT).with_suffix("").parts
    for name in imported(path):
        top, *rest = name.split(".")
        if package == "exports":
            assert top not in OURS - {"exports"}, f"imports {name}"
            assert top != "scrapy", f"imports {name}"
        if package == "pipelines":
            assert top != "scraper", f"imports {name}"
        if package == "scraper":
            assert top != "pipelines", f"imports {name}"
            room = inner[0]
            if room in WITHOUT_SCRAPY:
                assert top != "scrapy", f"imports {name}"
            if top == "scraper" and rest and room != "__init__":
                assert rank(room) is not None, f"{room} has no place in RANKS"
                target = rank(rest[0])
                assert target is None or target >= rank(room), f"imports {name}, which stands above it"


def module_graph():
    names = {}
    for path in modules():
        parts = path.relative_to(ROOT).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    graph = {}
    for name, path in names.items():
        top_level = ast.parse(path.read_text(encoding="utf-8")).body
        targets = set()
        for node in top_level:
            if isinstance(node, ast.Import):
                targets |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    targets.add(full if full in names else node.module)
        graph[name] = {target for target in targets if target in names and target != name}
    return graph


def test_no_circles():
    graph, done, trail = module_graph(), set(), []

    def visit(name):
        assert name not in trail, f"a circle: {' -> '.join([*trail[trail.index(name) :], name])}"
        if name not in done:
            trail.append(name)
            for target in sorted(graph[name]):
                visit(target)
            trail.pop()
            done.add(name)

    for name in sorted(graph):
        visit(name)


def test_no_room_for_leftovers():
    banned = {"utils", "util", "helpers", "common", "misc"}
    assert [path for path in modules() if banned & set(path.relative_to(ROOT).with_suffix("").parts)] == []


def test_commands_and_spiders_are_listed_without_an_extractor():
    program = """
import sys
from scrapy.utils.misc import walk_modules
for package in ("scraper.commands", "scraper.spiders"):
    walk_modules(package)
print(sorted({"trafilatura", "numpy", "dateparser", "htmldate", "py3langid"} & set(sys.modules)))
"""
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
