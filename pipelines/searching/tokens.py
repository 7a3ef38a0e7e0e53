"""A query cut into operators, brackets and what words, phrases and fields stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.searching.grams import fold
from pipelines.searching.query import All, Field, Node, Word, Years, plain

COLUMNS = {
    "site": "sites",
    "category": "category",
    "tag": "tags",
    "speaker": "speaker",
    "source": "source",
}
"""Prefixes and the columns they look into; besides them `title:` and `year:`."""

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


def tagged(tag: str) -> str:
    """Return the query for what has this tag; of a tag with quotes of all kinds, as it is read."""
    if not any(quote in tag for quote in _STRAIGHT):
        return f'tag:"{tag}"'
    return f"tag:“{tag}”" if "“" not in tag and "”" not in tag else f"tag:{tag}"


@dataclass(frozen=True, slots=True)
class Token:
    """An operator or bracket as written, or "" with the node that a word stands for."""

    sign: str
    node: Node | None = None


END = Token("end")


def tokens_of(text: str) -> Iterator[Token]:
    """Yield what a query consists of; raises QueryError where something is not whole."""
    at, size, opened = 0, len(text), 0
    while at < size:
        if text[at].isspace():
            at += 1
        elif text[at] == "(":
            at, opened = at + 1, opened + 1
            yield Token("(")
        elif text[at] == ")":
            at, opened = at + 1, opened - 1
            yield Token(")")
        elif _MINUS.match(text, at):
            at += 1
            yield Token("NOT")
        else:
            piece = _PIECE.match(text, at)
            assert piece is not None
            at = piece.end() - (_closing(piece["word"]) if opened and piece["word"] else 0)
            yield _token(piece, text[piece.start() : at])


def _closing(word: str) -> int:
    """The number of brackets at the end of a word that close more than it opens."""
    spare = max(0, word.count(")") - word.count("("))
    return min(spare, len(word) - len(word.rstrip(")")))


def _token(piece: re.Match[str], written: str) -> Token:
    if written in ("AND", "OR", "NOT"):
        return Token(written)
    field = piece["field"]
    phrase = next((piece[kind] for kind in _PHRASES if piece[kind] is not None), None)
    if piece["phrase"] is not None and not piece["end"]:
        raise QueryError(f"a quotation mark is not closed: {_short(written)}")
    if phrase is not None:
        return Token("", _leaf(field, phrase, quoted=True))
    return Token("", _leaf(field, written[len(field) + 1 :] if field else written, quoted=False))


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


def _short(text: str) -> str:
    text = " ".join(text.split())  # in one line
    return text if len(text) <= 40 else f"{text[:40]}…"
