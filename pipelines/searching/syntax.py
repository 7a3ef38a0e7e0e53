"""What a person types into a search box, read as a query."""

from pipelines.searching.grams import fold
from pipelines.searching.query import All, Either, Node, Not, Word
from pipelines.searching.tokens import END, QueryError, Token, tokens_of

_DEEPEST = 20
_MOST = 64  # words, which each text that is examined may be looked through for


class EmptyQuery(QueryError):
    """A query without a word."""


def understood(text: str) -> tuple[Node, str]:
    """Read a query, or take every word of it as typed; also say in one line what was wrong.

    Raises QueryError when there is nothing to search for.
    """
    try:
        return parse(text), ""
    except QueryError as error:
        words = tuple(map(Word, dict.fromkeys(fold(text).split())))
        if not words or isinstance(error, EmptyQuery):
            raise
        return (words[0] if len(words) == 1 else All(words)), f"{error}; searched for as typed"


def parse(text: str) -> Node:
    """Read a query; raises QueryError.

    Words parted by white space must all be there; `"…"` is a phrase; AND, OR, NOT (or `-word`)
    and ( ) join them; `title:`, `site:`, `category:`, `tag:`, `speaker:`, `source:` and
    `year:2019..2023` say where. All else is looked for as it is typed.
    """
    tokens = [*tokens_of(text), END]
    if sum(token.node is not None for token in tokens) > _MOST:
        raise QueryError(f"more than {_MOST} words")
    node, at = _either(tokens, 0, 0)
    if tokens[at] is not END:
        raise QueryError("a bracket ) closes nothing")
    if node is None:
        raise EmptyQuery("empty query: say what to search for")
    if not _wants(node):
        raise QueryError("the query says only what must not be in a text; add a word that must")
    return node


def _either(tokens: list[Token], at: int, depth: int) -> tuple[Node | None, int]:
    node, at = _all(tokens, at, depth)
    parts = [node]
    while tokens[at].sign == "OR":
        node, at = _all(tokens, at + 1, depth)
        parts.append(node)
    if len(parts) > 1 and not all(parts):
        raise QueryError("OR needs a word on both sides")
    found = tuple(dict.fromkeys(part for part in parts if part))
    return (found[0] if len(found) == 1 else Either(found)) if found else None, at


def _all(tokens: list[Token], at: int, depth: int) -> tuple[Node | None, int]:
    parts: dict[Node, None] = {}
    joined = False
    while tokens[at].sign in ("", "(", "NOT", "AND"):
        if tokens[at].sign == "AND":
            if not parts or joined:
                raise QueryError("AND needs a word on both sides")
            joined, at = True, at + 1
            continue
        node, at = _one(tokens, at, depth)
        joined = False
        if node != All(()):
            parts[node] = None
    if joined:
        raise QueryError("AND needs a word on both sides")
    if len(parts) < 2:
        return next(iter(parts), None), at
    return All(tuple(parts)), at


def _one(tokens: list[Token], at: int, depth: int) -> tuple[Node, int]:
    token = tokens[at]
    if depth > _DEEPEST:
        raise QueryError(f"brackets and NOTs more than {_DEEPEST} deep")
    if token.sign == "NOT":
        if tokens[at + 1].sign not in ("", "(", "NOT"):
            raise QueryError("NOT needs a word behind it")
        node, at = _one(tokens, at + 1, depth + 1)
        return (Not(node) if node != All(()) else node), at
    if token.sign == "(":
        inside, at = _either(tokens, at + 1, depth + 1)
        if tokens[at].sign != ")":
            raise QueryError("a bracket ( is not closed")
        return inside or All(()), at + 1
    assert token.node is not None
    return token.node, at + 1


def _wants(node: Node) -> bool:
    if isinstance(node, All):
        return any(map(_wants, node.parts))
    if isinstance(node, Either):
        return all(map(_wants, node.parts))
    return not isinstance(node, Not)
