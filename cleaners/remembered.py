"""What was found out of lines, remembered for as long as their page is read."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

Found = TypeVar("Found")

_MOST = 8192
"""Lines remembered from one page to the next, by each function."""

_remembered: list[Any] = []


def remembered(function: Callable[[str], Found]) -> Callable[[str], Found]:
    """Have a function remember what it returned: many ask the same of a page's lines."""
    cached = cache(function)
    _remembered.append(cached)
    return cached


def forget() -> None:
    """Forget what more than 8,192 lines gave: at the beginning of a page."""
    for cached in _remembered:
        if cached.cache_info().currsize > _MOST:
            cached.cache_clear()
