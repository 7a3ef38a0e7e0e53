"""Profiles read from their TOML files, and all that may be wrong with them, by table and key."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from cleaners.rules import Clean, Extract, Rules, xpath
from crawler.alternatives import alternatives
from crawler.discovery.addresses import normalise
from crawler.profile import Discover, ProfileError, SiteProfile
from crawler.setting_values import KNOWN, OF_ALL_SITES, expected_of, kind, nearest
from pipelines.report import FIELDS
from pipelines.visits.revisit import Revisit

BUILT_IN = Path(__file__).parent / "profiles"

TABLES = {
    "discover": tuple(f.name for f in fields(Discover)),
    "revisit": tuple(f.name for f in fields(Revisit)),
    "extract": tuple(f.name for f in fields(Extract)),
    "clean": tuple(f.name for f in fields(Clean)),
    "expect": FIELDS,
    "settings": None,
}
_DOMAIN = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
_PATTERNS = {("discover", key) for key in ("article", "list", "ignore")} | {("clean", "drop_lines")}
_SELECTORS = {("extract", key) for key in TABLES["extract"] or ()} | {("clean", "drop")}


def profile_files(folders: Iterable[str | Path]) -> dict[str, Path]:
    """Return the profile files by site name, the built-in ones and those in `folders`.

    A later folder wins over an earlier one; a relative one counts from the project root.
    """
    places = [BUILT_IN, *(BUILT_IN.parents[1] / folder for folder in folders)]
    return {file.stem: file for place in places for file in sorted(place.glob("*.toml"))}


def find_profile(name: str, folders: Iterable[str | Path]) -> SiteProfile:
    """Return the profile of that name; ProfileError names the nearest ones if there is none."""
    files = profile_files(folders)
    if name not in files:
        raise ProfileError(f"there is no site {name!r}; {alternatives(name, sorted(files))}")
    return load_profile(files[name])


def load_profile(file: Path) -> SiteProfile:
    """Read one profile; ProfileError says what is wrong, by file, table and key."""
    try:
        text = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{file.name}: cannot be read: {error}") from None
    title, per_host = text.pop("title", file.stem), text.pop("per_host", False)
    if not isinstance(title, str):
        raise ProfileError(f"{file.name}: title must be a string, not {title!r}")
    if not isinstance(per_host, bool):
        raise ProfileError(f"{file.name}: per_host must be true or false, not {per_host!r}")
    group = _strings(file.name + ":", "", "group", text.pop("group", []))
    _check_names(text, ("title", "group", "per_host", *TABLES), f"{file.name}: a profile has no")
    tables = {name: _table(file, name, text.get(name, {})) for name in TABLES}
    return SiteProfile(
        name=file.stem,
        title=title,
        group=group,
        per_host=per_host,
        discover=Discover(**tables["discover"]),
        revisit=_revisit(file, tables["revisit"]),
        rules=Rules(Extract(**tables["extract"]), Clean(**tables["clean"])),
        expect=tables["expect"],
        settings=tables["settings"],
    )


def _check_names(found: Iterable[str], known: Iterable[str], complaint: str) -> None:
    for name in found:
        if name not in known:
            raise ProfileError(f"{complaint} {name!r}; it knows {', '.join(known)}")


def _table(file: Path, name: str, table: object) -> dict[str, Any]:
    where = f"{file.name}: [{name}]"
    if not isinstance(table, dict):
        raise ProfileError(f"{where} must be a table, not {table!r}")
    if name == "settings":
        return {key.upper(): _setting(where, key, value) for key, value in table.items()}
    _check_names(table, TABLES[name] or (), f"{where} has no key")
    if name == "revisit":
        checked = {key: _share if key == "sections" else _count for key in table}
        return {key: checked[key](f"{where} {key}", value) for key, value in table.items()}
    if name == "expect":
        return {key: _share(f"{where} {key}", value) for key, value in table.items()}
    return {key: _strings(where, name, key, value) for key, value in table.items()}


def _strings(where: str, table: str, key: str, value: object) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
        raise ProfileError(f"{where} {key} must be a string or a list of strings, not {value!r}")
    for text in values:
        _check_string(f"{where} {key}", (table, key), text)
    return tuple(values)


def _check_string(where: str, kind: tuple[str, str], text: str) -> None:
    try:
        if kind in _PATTERNS:
            re.compile(text)
        elif kind in _SELECTORS:
            xpath(text)
    except re.error as error:
        raise ProfileError(f"{where}: {text!r} is not a regular expression: {error}") from None
    except ValueError as error:
        raise ProfileError(f"{where}: {text!r} is not a CSS or XPath selector: {error}") from None
    if kind in (("discover", "start"), ("discover", "sitemap")) and normalise(text) is None:
        raise ProfileError(f"{where}: {text!r} is not a web address (http://… or https://…)")
    if kind == ("discover", "domains") and not _DOMAIN.fullmatch(text):
        raise ProfileError(f"{where}: {text!r} is not a host such as www.abc.com or .abc.com")


def _revisit(file: Path, table: Mapping[str, Any]) -> Revisit:
    revisit = Revisit(**table)
    if revisit.least > revisit.most:
        raise ProfileError(
            f"{file.name}: [revisit] least must not be more than most,"
            f" not {revisit.least} and {revisit.most}"
        )
    return revisit


def _count(where: str, value: object) -> int | float:
    """Return a number of days, or of articles, above 0 and below what a calendar can hold."""
    wanted = "a number of articles, 1 to 1000" if where.endswith(" known") else "days, above 0"
    whole = isinstance(value, int) or not where.endswith(" known")
    limit = 1000 if where.endswith(" known") else 36500
    if isinstance(value, bool) or not isinstance(value, int | float) or not whole:
        raise ProfileError(f"{where} must be {wanted}, not {value!r}")
    if not 0 < value <= limit:
        raise ProfileError(f"{where} must be {wanted}, not {value!r}")
    return value


def _share(where: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ProfileError(f"{where} must be a share between 0 and 1, not {value!r}")
    return float(value)


def _setting(where: str, key: str, value: object) -> object:
    name = key.upper()
    if name not in KNOWN:
        hint = f"; did you mean {near.lower()}?" if (near := nearest(name)) else ""
        raise ProfileError(f"{where} has no key {key!r}: there is no such setting{hint}")
    if name in OF_ALL_SITES:
        raise ProfileError(f"{where} {key} is one for all sites: say it with -s {name}=…")
    wanted = kind(KNOWN[name])
    if wanted and kind(value) != wanted:
        raise ProfileError(f"{where} {key} must be {wanted}, not {value!r}")
    if expected := expected_of(name, value):
        raise ProfileError(f"{where} {key} must be {expected}, not {value!r}")
    return value
