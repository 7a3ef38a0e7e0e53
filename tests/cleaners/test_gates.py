"""Where a line is first searched for a few characters, the pattern behind cannot match without."""

import re
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from cleaners import editors, furniture, metadata, metalines, paywall, quality

GATES = [
    (furniture._MAY_NOTICE, furniture._NOTICE_INSIDE),
    (furniture._MAY_NOTICE, furniture._RIGHTS),
    (furniture._LATIN, furniture._RIGHTS),
    (furniture._MAY_FOLLOW, furniture._FOLLOW),
    (metalines._MAY_CRUMBS, metalines._CRUMBS),
    (metalines.MARK, metalines._CRUMBS),
    (metalines.MARK, metalines._SIGNED),
    (metalines.MARK, metalines._FIELD),
    (metalines.MARK, metalines._DATE),
    (metalines.MARK, metadata._SPEAKER),
    (metalines.MARK, metadata._TAGS),
    (metalines._DIGIT, metalines._DATE),
    (editors._MAY_OUTRO, editors._OUTRO),
    (paywall._MAY_WALL, paywall._WALL),
    (quality._ODD, quality._MOJIBAKE),
]


def needs(gate: re.Pattern[str], tree: Any, fold: bool) -> bool:
    """True when every match of a parsed pattern holds a character that the gate finds."""
    return any(item_needs(gate, op, value, fold) for op, value in tree)


def item_needs(gate: re.Pattern[str], op: Any, value: Any, fold: bool) -> bool:
    name = str(op)
    if name == "LITERAL":
        letter = chr(value)
        return all(map(gate.search, {letter.lower(), letter.upper()} if fold else letter))
    if name == "IN":
        return all(item_needs(gate, *member, fold) for member in value)
    if name == "RANGE":
        return all(gate.search(chr(code)) for code in range(value[0], value[1] + 1))
    if name == "CATEGORY":
        return str(value) == "CATEGORY_DIGIT" and gate.pattern == r"\d"
    if name == "BRANCH":
        return all(needs(gate, branch, fold) for branch in value[1])
    if name == "SUBPATTERN":
        return needs(gate, value[-1], fold)
    if name.endswith("_REPEAT"):
        return value[0] >= 1 and needs(gate, value[2], fold)
    return False


@pytest.mark.parametrize(("gate", "pattern"), GATES)
def test_nothing_that_matches_is_stopped(gate, pattern):
    fold = bool(pattern.flags & re.I)
    tree = parser.parse(pattern.pattern, pattern.flags)
    branches = next((value[1] for op, value in tree if str(op) == "BRANCH"), [tree])
    stopped = [branch for branch in branches if not needs(gate, branch, fold)]
    assert needs(gate, tree, fold), f"{gate.pattern} stops what these match: {stopped}"
