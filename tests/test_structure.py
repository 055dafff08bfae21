"""The shape of the code: layers, sizes and docstrings are promises, and this is where they are kept."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator"

# From the ground up. A module imports from rows above its own, and from its own package (docs/architecture.md).
LAYERS = (
    ("errors", "english", "versions", "options", "ownlayouts"),
    ("model", "clock", "cluster"),
    (
        *("moments", "ages", "identity", "tree", "ancestors", "autop"),
        *("sourcefile", "parallel", "storage", "stamps", "report", "mediatypes", "markup"),
    ),
    ("urls", "quotes", "yamlfile", "xmlfile", "jsonfile", "lemmyheader", "lemmy", "discoursepost"),
    ("config", "summary", "schema", "cache", "readers"),
    ("debate",),
    ("earlier",),
    ("loading", "render", "search", "export"),
    ("reuse",),
    ("work", "inspect", "hits", "progress", "last", "redirects"),
    ("build", "publishing", "checking", "starting"),
    ("serving", "packing"),
    ("commands",),
    ("cli",),
    ("__main__",),
)
ROW = {name: number for number, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            base = node.module or ""
            for alias in node.names:
                longer = f"{base}.{alias.name}"
                is_module = (ROOT / longer.replace(".", "/")).with_suffix(".py").exists()
                yield longer if is_module or (ROOT / longer.replace(".", "/")).is_dir() else base


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_the_layers(path: Path) -> None:
    own = name_of(path).split(".")
    if len(own) == 1:
        return
    for imported in imports_of(path):
        parts = imported.split(".")
        if parts[0] != "generator" or len(parts) == 1:
            continue
        if parts[1] == own[1]:
            continue
        assert ROW[parts[1]] < ROW[own[1]], f"{'.'.join(own)} imports {imported}"


def test_every_module_has_a_layer() -> None:
    assert {name_of(path).split(".")[1] for path in MODULES if name_of(path) != "generator"} == set(ROW)


def test_readers_know_nothing_of_one_another() -> None:
    for path in (PACKAGE / "readers").glob("[!_]*.py"):
        assert not [name for name in imports_of(path) if name.startswith("generator.readers")]


def test_only_loading_and_the_driver_know_readers() -> None:
    for path in MODULES:
        if any(name.startswith("generator.readers") for name in imports_of(path)):
            assert name_of(path).split(".")[1] in ("readers", "loading", "work", "inspect", "build")


def test_no_import_goes_in_a_circle() -> None:
    graph = {name_of(path): {name for name in imports_of(path) if name.startswith("generator.")} for path in MODULES}
    done: set[str] = set()
    while len(done) < len(graph):
        free = {name for name, needs in graph.items() if name not in done and needs & graph.keys() <= done | {name}}
        assert free, f"a circle among {sorted(graph.keys() - done)}"
        done |= free


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_and_public_name_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path}:{node.lineno} {node.name}"


def test_modules_and_functions_are_small() -> None:
    lines = [path.read_text(encoding="utf-8").count("\n") for path in MODULES]
    assert median(lines) <= 110
    assert max(lines) <= 400
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for path in MODULES for node in functions_of(path)]
    assert max(lengths) <= 60
    assert sum(length <= 30 for length in lengths) >= 0.9 * len(lengths)


def test_fields_of_dataclasses_are_documented() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and _is_dataclass(node):
                for field, after in zip(node.body, [*node.body[1:], None], strict=True):
                    if isinstance(field, ast.AnnAssign):
                        assert isinstance(after, ast.Expr), f"{path}:{field.lineno} has no line about it"


def _is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)


def test_the_command_line_starts_without_what_commands_need() -> None:
    script = (
        "import sys, generator.cli; print(sorted({name.split('.')[0] for name in sys.modules} & set(sys.argv[1:])))"
    )
    heavy = ("numpy", "jinja2", "markdown_it", "rich", "msgspec", "multiprocessing", "yaml")
    done = subprocess.run([sys.executable, "-c", script, *heavy], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"
