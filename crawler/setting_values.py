"""What each setting may be, and what to say of a value that it may not be."""

import difflib
import logging
from collections.abc import Callable, Iterable, Mapping

from scrapy.settings import BaseSettings, default_settings

from crawler import settings as our_settings
from crawler.numbers import expectation

KNOWN: Mapping[str, object] = {
    name: value
    for module in (default_settings, our_settings)
    for name, value in vars(module).items()
    if name.isupper()
}
"""The settings of Scrapy and of this project, with their defaults."""

OF_ALL_SITES = ("CORPUS", "PROJECT_ROOT", "PROFILES_DIRS", "SPIDER_LOADER_CLASS", "COMMANDS_MODULE")
"""Settings that no one site may have for itself: every command must find the same corpus."""

_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    ((int, float), "a number"),
    (str, "a string"),
    ((list, tuple), "a list"),
    (Mapping, "a table"),
)
_LEVELS = [*logging.getLevelNamesMapping()]
_READERS: Mapping[str, Callable[[BaseSettings, str], object]] = {
    "true or false": BaseSettings.getbool,
    "a number": BaseSettings.getfloat,
}


def kind(value: object) -> str:
    """Return what a person calls the type of a setting's value; nothing for None: any."""
    return next((name for types, name in _KINDS if isinstance(value, types)), "")


def nearest(name: str, *, cutoff: float = 0.6) -> str:
    """Return the known setting with the likest name, "" if none is like it."""
    return next(iter(difflib.get_close_matches(name.upper(), KNOWN, n=1, cutoff=cutoff)), "")


def expected_of(name: str, value: object) -> str:
    """Return what is expected of a setting, as Scrapy reads it; "" if the value is that."""
    if value is None:
        return ""
    if name == "LOG_LEVEL" and isinstance(value, str) and value not in _LEVELS:
        return f"one of {', '.join(_LEVELS)}"
    return expectation(name, value) or _unread(name, value)


def _unread(name: str, value: object) -> str:
    wanted = kind(KNOWN.get(name))
    if wanted not in _READERS:
        return ""
    try:
        _READERS[wanted](BaseSettings({name: value}), name)
    except (TypeError, ValueError):
        return wanted
    return ""


def wrong_setting(settings: BaseSettings) -> str:
    """Return which setting cannot be what it is, in one line; "" if all can."""
    for name in filter(settings.getpriority, KNOWN):  # only to look at an old one warns
        if expected := expected_of(name, settings.get(name)):
            return f"{name}={settings.get(name)}: expected {expected}"
    return ""


def misspelt(names: Iterable[str]) -> str:
    """Return which of these names nearly is that of a setting, in one line; "" if none.

    Others pass: a package that is installed besides may know them.
    """
    for name in names:
        if name not in KNOWN and (near := nearest(name, cutoff=0.85)):
            return f"there is no setting {name}; did you mean {near}?"
    return ""
