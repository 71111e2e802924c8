"""Every sentence that the API says to people, as the code holds it; a gap is written `{{1}}`."""

import ast
from collections.abc import Iterator
from pathlib import Path

BACKEND = Path(__file__).resolve().parents[2] / "backend" / "tellmore"
_NOT_FOR_THE_PAGE = (
    *("launcher", "commands.py", "cli.py", "worker.py", "settings.py", "demo"),
    *("files.py", "out_file.py"),
)
_KEPT_IN = ("detail", "reason", "hint", "message", "title", "about", "sentence")
_SPEAK = ("rule", "error", "warning", "refusal", "at", "_finding", "note")


def sentences() -> set[str]:
    """All that rooms raise, lint, find or warn with. Errors of programmers are not for people."""
    found: set[str] = set()
    for path in sorted(BACKEND.rglob("*.py")):
        if not any(part in _NOT_FOR_THE_PAGE for part in path.relative_to(BACKEND).parts):
            tree = ast.parse(path.read_text())
            found.update(filter(_is_sentence, _spoken(tree)), _named(tree))
    return found


def _named(tree: ast.Module) -> Iterator[str]:
    """What fills a gap: tables of titles."""
    for node in ast.walk(tree):
        match node:
            case ast.AnnAssign(target=ast.Name(id="_TITLES"), value=ast.Dict(values=values)):
                yield from _texts(*values)
            case _:
                continue


def _spoken(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id="TypeError"))):
                continue
            case ast.Raise(exc=ast.Call(args=args)):
                yield from _texts(*args)
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(attr=name), args=args, keywords=kw
            ):
                if name in _SPEAK or name[:1].isupper():
                    yield from _texts(*args, *(each.value for each in kw if each.arg in _KEPT_IN))
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                if name.strip("_").lower().split("_")[-1] in _KEPT_IN:
                    yield from _texts(value)


def _texts(*nodes: ast.expr) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=parts):
                yield _gapped(parts)
            case ast.IfExp(body=body, orelse=orelse):
                yield from _texts(body, orelse)
            case _:
                continue


def _gapped(parts: list[ast.expr]) -> str:
    gaps = 0
    said = ""
    for part in parts:
        if isinstance(part, ast.Constant):
            said += str(part.value)
        else:
            gaps += 1
            said += f"{{{{{gaps}}}}}"
    return said


def _is_sentence(text: str) -> bool:
    begun = text[:1].isupper() or text.startswith("{{1}} ")
    return begun and " " in text.strip() and "\n" not in text
