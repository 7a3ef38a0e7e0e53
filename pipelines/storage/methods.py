"""Methods of what has a database file open, made of functions that take its connection."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from pipelines.storage.database import OpenFile, plain_errors, reading, writing

P = ParamSpec("P")
R = TypeVar("R")
Function = Callable[Concatenate[sqlite3.Connection, P], R]
Method = Callable[Concatenate[OpenFile, P], R]


def asks(function: Function[P, R]) -> Method[P, R]:
    """Return a method that asks the file with one query."""
    return _within(lambda file: plain_errors(file.path), function)


def reads(function: Function[P, R]) -> Method[P, R]:
    """Return a method whose queries all see one state of the file."""
    return _within(lambda file: reading(file.connection, file.path), function)


def writes(function: Function[P, R]) -> Method[P, R]:
    """Return a method that is one writing transaction."""
    return _within(lambda file: writing(file.connection, file.path), function)


def _within(
    context: Callable[[OpenFile], AbstractContextManager[None]], function: Function[P, R]
) -> Method[P, R]:
    @wraps(function)
    def method(file: OpenFile, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with context(file):
            return function(file.connection, *args, **kwargs)

    return method
