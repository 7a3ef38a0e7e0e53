"""What a person types into a search box, read as a query."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.index import fold
from pipelines.query import All, Either, Field, Node, Not, Word, Years, plain

COLUMNS = {
    "site": "sites",
    "category": "category",
    "tag": "tags",
    "speaker": "speaker",
    "source": "source",
}
"""Prefixes and the columns they look into; besides them `title:` and `year:`."""

_DEEPEST = 20
_MOST = 64  # words, which each text that is examined may be looked through for
_STRAIGHT = '"＂'
_QUOTES = _STRAIGHT + "“”"
# A quote counts where a word may begin; inside one, as in 关于“三农”工作, it belongs to the word,
# and quotes of the other kind belong to a phrase: "关于“三农”工作".
_PIECE = re.compile(
    rf"(?:(?P<field>title|year|{'|'.join(COLUMNS)})[:：])?"
    rf"(?:[{_STRAIGHT}](?P<straight>[^{_STRAIGHT}]*)[{_STRAIGHT}]|“(?P<curly>[^“”]*)”"
    rf"|[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]?)|(?P<word>\S*))"
)
_PHRASES = ("straight", "curly", "phrase")
_MINUS = re.compile(r"-[^\s-]")
_YEARS = re.compile(r"(\d{4})|(\d{4})?\.\.(\d{4})?")
_NO_YEAR = (1, 9998)


class QueryError(ValueError):
    """A query that cannot be read; the message is one line that says what is wrong with it."""


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
    tokens = [*_tokens(text), _END]
    if sum(token.node is not None for token in tokens) > _MOST:
        raise QueryError(f"more than {_MOST} words")
    node, at = _either(tokens, 0, 0)
    if tokens[at] is not _END:
        raise QueryError("a bracket ) closes nothing")
    if node is None:
        raise EmptyQuery("empty query: say what to search for")
    if not _wants(node):
        raise QueryError("the query says only what must not be in a text; add a word that must")
    return node


def tagged(tag: str) -> str:
    """Return the query for what has this tag; of a tag with quotes of all kinds, as it is read."""
    if not any(quote in tag for quote in _STRAIGHT):
        return f'tag:"{tag}"'
    return f"tag:“{tag}”" if "“" not in tag and "”" not in tag else f"tag:{tag}"


@dataclass(frozen=True, slots=True)
class _Token:
    """An operator or bracket as written, or "" with the node that a word stands for."""

    sign: str
    node: Node | None = None


_END = _Token("end")


def _tokens(text: str) -> Iterator[_Token]:
    at, size, opened = 0, len(text), 0
    while at < size:
        if text[at].isspace():
            at += 1
        elif text[at] == "(":
            at, opened = at + 1, opened + 1
            yield _Token("(")
        elif text[at] == ")":
            at, opened = at + 1, opened - 1
            yield _Token(")")
        elif _MINUS.match(text, at):
            at += 1
            yield _Token("NOT")
        else:
            piece = _PIECE.match(text, at)
            assert piece is not None
            at = piece.end() - (_closing(piece["word"]) if opened and piece["word"] else 0)
            yield _token(piece, text[piece.start() : at])


def _closing(word: str) -> int:
    """The number of brackets at the end of a word that close more than it opens."""
    spare = max(0, word.count(")") - word.count("("))
    return min(spare, len(word) - len(word.rstrip(")")))


def _token(piece: re.Match[str], written: str) -> _Token:
    if written in ("AND", "OR", "NOT"):
        return _Token(written)
    field = piece["field"]
    phrase = next((piece[kind] for kind in _PHRASES if piece[kind] is not None), None)
    if piece["phrase"] is not None and not piece["end"]:
        raise QueryError(f"a quotation mark is not closed: {_short(written)}")
    if phrase is not None:
        return _Token("", _leaf(field, phrase, quoted=True))
    return _Token("", _leaf(field, written[len(field) + 1 :] if field else written, quoted=False))


def _leaf(field: str | None, value: str, *, quoted: bool) -> Node:
    folded = fold(value).split()
    if field and not folded:
        raise QueryError(f"{field}: needs a word right behind it, as in {field}:{_EXAMPLES[field]}")
    if field == "year":
        return _years(value)
    if field in COLUMNS:
        return Field(COLUMNS[field], plain(value))
    words = [" ".join(folded)] if quoted and folded else folded
    parts = tuple(Word(word, title_only=field == "title") for word in dict.fromkeys(words))
    return parts[0] if len(parts) == 1 else All(parts)


_EXAMPLES = {
    "title": "述职",
    "year": "2019..2023",
    "site": "mingyue",
    "category": "发言稿",
    "tag": "教育",
    "speaker": "张明",
    "source": "新华社",
}


def _years(value: str) -> Years:
    found = _YEARS.fullmatch(value)
    if not found or value == "..":
        raise QueryError(f"year:{_short(value)}: write year:2019, year:2019..2023 or year:2019..")
    only, first, last = found.groups()
    earliest, latest = int(only or first or _NO_YEAR[0]), int(only or last or _NO_YEAR[1])
    if earliest > latest:
        raise QueryError(f"year:{value}: the first year comes after the last")
    return Years(earliest, latest)


def _either(tokens: list[_Token], at: int, depth: int) -> tuple[Node | None, int]:
    node, at = _all(tokens, at, depth)
    parts = [node]
    while tokens[at].sign == "OR":
        node, at = _all(tokens, at + 1, depth)
        parts.append(node)
    if len(parts) > 1 and not all(parts):
        raise QueryError("OR needs a word on both sides")
    found = tuple(dict.fromkeys(part for part in parts if part))
    return (found[0] if len(found) == 1 else Either(found)) if found else None, at


def _all(tokens: list[_Token], at: int, depth: int) -> tuple[Node | None, int]:
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


def _one(tokens: list[_Token], at: int, depth: int) -> tuple[Node, int]:
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


def _short(text: str) -> str:
    text = " ".join(text.split())  # in one line
    return text if len(text) <= 40 else f"{text[:40]}…"
