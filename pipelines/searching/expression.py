"""What a query asks of FTS5: the bigrams that narrow the search for the texts that it means."""

from itertools import pairwise

from pipelines.searching.grams import runs
from pipelines.searching.query import All, Either, Node, Word, words_of

_TERMS = 64
"""Terms given to FTS5 at most: they narrow the search, checking the text decides it."""

_PREFIXES = 6
"""Words of one character given to FTS5, where others narrow the search as well: to put together
all that begins with a common one of 100,000 texts of 2,000 characters takes about 0.05 s."""

_TERMS_OF_WORD = 4
"""Bigrams that a word is looked up by. Of 60 pieces of eight characters out of 1,000,000 texts,
four bigrams found one text on average, as all seven do, in three fifths of the time."""


def expression(node: Node, *, prefixes: bool = True) -> str | None:
    """Return an FTS5 expression over bigrams that finds all that is meant, and others.

    None when nothing narrows the search: punctuation, a NOT, a field. Without `prefixes`, words
    of one character do not narrow it either: FTS5 puts all that begins with one together first.
    """
    if isinstance(node, Word):
        terms = [term for term in _terms(node.text) if prefixes or not is_prefix(term)]
        return " AND ".join(terms) or None
    if isinstance(node, All):
        found = [inner for part in node.parts if (inner := expression(part, prefixes=prefixes))]
        return _joined(" AND ", _few(found))
    if isinstance(node, Either):
        each = [expression(part, prefixes=prefixes) for part in node.parts]
        some = [inner for inner in each if inner]
        return _joined(" OR ", some) if len(some) == len(each) <= _TERMS else None
    return None


def is_prefix(terms: str) -> bool:
    """Tell whether one of these terms of FTS5 is looked up by its first character."""
    return _prefixes(terms) > 0


def many_prefixes(terms: str) -> bool:
    """Tell whether more of them are looked up by their first character than is quick."""
    return _prefixes(terms) > _PREFIXES


def decides(node: Node) -> bool:
    """Tell whether the expression finds what is meant and no others."""
    if isinstance(node, Word):
        return len(node.text) <= 2 and runs(node.text) == [node.text] and not node.title_only
    if isinstance(node, All) and sum(len(word.text) == 1 for word in words_of(node)) > _PREFIXES:
        return False
    if isinstance(node, All | Either):
        return len(node.parts) <= _TERMS and all(map(decides, node.parts))
    return False


def _terms(word: str) -> list[str]:
    """Return the terms of a word, of many bigrams some from its beginning to its end."""
    terms = list(dict.fromkeys(term for run in runs(word) for term in _grams(run)))
    bigrams = [term for term in terms if not is_prefix(term)]
    if len(bigrams) < _TERMS_OF_WORD:
        return terms
    last, parts = len(bigrams) - 1, _TERMS_OF_WORD - 1
    return [bigrams[part * last // parts] for part in range(parts + 1)]


def _grams(run: str) -> list[str]:
    if len(run) == 1:
        return [f'"{run}" *']
    return [f'"{first}{second}"' for first, second in pairwise(run)]


def _few(expressions: list[str]) -> list[str]:
    """Return the first of them, up to the number of terms that still narrow, bigrams first."""
    kept, terms, prefixes = list[str](), 0, 0
    for one in sorted(dict.fromkeys(expressions), key=_prefixes):
        terms += one.count('"') // 2
        prefixes += _prefixes(one)
        if kept and (terms > _TERMS or prefixes > _PREFIXES):
            break
        kept.append(one)
    return kept


def _prefixes(terms: str) -> int:
    return terms.count('" *')


def _joined(operator: str, expressions: list[str]) -> str | None:
    if len(expressions) < 2:
        return expressions[0] if expressions else None
    return operator.join(f"({one})" for one in expressions)
