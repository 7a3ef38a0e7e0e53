"""How a pattern is used where it stands: searched for, or only matched at a text's beginning."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

MATCHED = {"match", "fullmatch"}
SEARCHED = {"search", "sub", "subn", "split", "findall", "finditer"}
EVERY = frozenset({"search", "fullmatch"})


@cache
def tree(module: ModuleType) -> ast.Module:
    """Return a module's parsed source."""
    return ast.parse(Path(module.__file__ or "").read_text("utf-8"))


def uses(name: str, home: ModuleType, others: Iterable[ModuleType]) -> frozenset[str]:
    """Return how a module's global is used by it and by those that import it by name: some of
    search, match and fullmatch; EVERY when it is passed on, or nobody uses it.
    """
    importers = (other for other in others if _imports(tree(other), name, home.__name__))
    found = frozenset().union(*(_uses(tree(module), name) for module in (home, *importers)))
    return found or EVERY


def _imports(module: ast.Module, name: str, home: str) -> bool:
    froms = (node for node in ast.walk(module) if isinstance(node, ast.ImportFrom))
    return any(one.module == home and name in [a.name for a in one.names] for one in froms)


def _uses(module: ast.Module, name: str) -> frozenset[str]:
    called = set()
    for node in ast.walk(module):
        match node:
            case ast.Attribute(value=ast.Name(id=read) as inner, attr=use) if read == name:
                called.add((inner, "search" if use in SEARCHED else use))
    every = {node for node in ast.walk(module) if _reads(node, name)}
    if every - {inner for inner, _ in called}:
        return EVERY  # passed on, or one of several
    return frozenset(use for _, use in called if use == "search" or use in MATCHED)


def _reads(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
