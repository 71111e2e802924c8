"""A function is one idea, and a file a handful: past these bounds a second one wants a name."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path.relative_to(ROOT)
    for folder in ("backend/tellmore", "scripts", "tests")
    for path in (ROOT / folder).rglob("*.py")
)
LINES_OF_A_FILE = 300
LINES_OF_A_BODY = 25
CLIENT = ROOT / "frontend" / "client" / "src"
LINES_OF_THE_CLIENT = 300


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_file_has_at_most_three_hundred_lines(path: Path) -> None:
    assert len((ROOT / path).read_text().splitlines()) <= LINES_OF_A_FILE


def test_a_function_has_at_most_twenty_five_lines() -> None:
    """Counted without its parameters and its description, which are for those who call it."""
    long = [
        f"{path}: {function.name}"
        for path in SOURCES
        if path.parts[0] != "tests"
        for function in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines_of(function) > LINES_OF_A_BODY
    ]
    assert long == []


def test_the_javascript_client_has_at_most_three_hundred_lines_by_hand() -> None:
    """Counted are lines of code: not what is generated, nor blank lines, nor those of comments."""
    by_hand = [path for path in CLIENT.rglob("*.ts") if "gen" not in path.parts]
    lines = [line.strip() for path in by_hand for line in path.read_text().splitlines()]
    code = [line for line in lines if line and not line.startswith(("//", "/*", "*"))]
    assert len(code) <= LINES_OF_THE_CLIENT


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    described = ast.get_docstring(function) is not None
    body = function.body[1:] if described else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
