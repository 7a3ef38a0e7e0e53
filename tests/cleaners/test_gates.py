"""Where a line is first searched for a few characters, the pattern behind cannot match without."""

import random
import re
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from cleaners import script
from cleaners.facts import labels, writers
from cleaners.lines import calls, editors, entries, furniture, metalines, notices, paywall
from cleaners.refused import failures
from cleaners.speech import outline, quality

GATES = [
    (notices._MAY_NOTICE, notices._NOTICE_INSIDE),
    (notices._MAY_NOTICE, notices._RIGHTS),
    (notices._LATIN, notices._RIGHTS),
    (furniture._MAY_CREDIT, furniture._CREDIT),
    (furniture._MAY_CREDIT, furniture._STAFF_LINE),
    (calls._MAY_FOLLOW, calls._FOLLOW),
    (metalines._MAY_CRUMBS, metalines._CRUMBS),
    (metalines.MARK, metalines._CRUMBS),
    (metalines.MARK, metalines._SIGNED),
    (metalines.MARK, metalines._FIELD),
    (metalines.MARK, metalines._DATE),
    (metalines.MARK, labels._TAGS),
    (writers._MAY_SOURCE, writers._SOURCE),
    (writers._MAY_SIGN, writers._SPEAKER),
    (writers._MAY_SIGN, writers._WROTE),
    (writers._MAY_SIGN, writers._BY),
    (writers._MAY_SIGN, writers._SIGNED),
    (writers._MAY_SIGN, writers._REPORTER),
    (outline._MAY_PART, outline._FAREWELL),
    (paywall._MAY_WALL, paywall._WALL),
    (re.compile(f"[{quality._ODD}]"), quality._MOJIBAKE),
]


# Gates of words: these are tried on what the patterns match.
WORDS = [
    (editors._MAY_OUTRO, editors._OUTRO),
    (failures._MAY_FAIL, failures._ANY),
    (metalines._MAY_FIELD, metalines._FIELD),
    (metalines._MAY_DATE, metalines._DATE),
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


def sample(tree: Any, chance: random.Random) -> str:
    """A string that a parsed pattern is likely to match: what looks around is not minded."""
    return "".join(item_sample(str(op), value, chance) for op, value in tree)


def item_sample(name: str, value: Any, chance: random.Random) -> str:
    if name == "LITERAL":
        return chr(value)
    if name == "IN":
        return sample([chance.choice(value)], chance)
    if name == "RANGE":
        return chr(chance.randint(*value))
    if name == "CATEGORY":
        return "7" if "DIGIT" in str(value) else " "
    if name == "BRANCH":
        return sample(chance.choice(value[1]), chance)
    if name == "SUBPATTERN":
        return sample(value[-1], chance)
    if name.endswith("_REPEAT"):
        times = chance.randint(value[0], min(value[1], value[0] + 2))
        return "".join(sample(value[2], chance) for _ in range(times))
    return "某" if name in ("ANY", "NOT_LITERAL") else ""


@pytest.mark.parametrize(("gate", "pattern"), WORDS)
def test_what_a_pattern_matches_has_a_word_of_its_gate(gate, pattern):
    chance = random.Random(1)
    tree = parser.parse(pattern.pattern, pattern.flags)
    tried = [sample(tree, chance) for _ in range(5000)]
    matched = [text for text in tried if pattern.search(text)]
    assert len(matched) > 4000
    assert [text for text in matched if not gate.search(text)] == []


def firsts(tree: Any) -> tuple[set[str], bool]:
    """The characters that a match may begin with, and whether it may be empty."""
    found: set[str] = set()
    for op, value in tree:
        letters, empty = item_firsts(str(op), value)
        found |= letters
        if not empty:
            return found, False
    return found, True


def item_firsts(name: str, value: Any) -> tuple[set[str], bool]:
    if name == "LITERAL":
        return {chr(value)}, False
    if name == "IN":
        return set().union(*(item_firsts(str(op), part)[0] for op, part in value)), False
    if name == "CATEGORY":
        assert str(value) == "CATEGORY_SPACE"  # no line begins with one
        return set(), False
    if name == "BRANCH":
        each = [firsts(branch) for branch in value[1]]
        return set().union(*(letters for letters, _ in each)), any(empty for _, empty in each)
    if name == "SUBPATTERN":
        return firsts(value[-1])
    if name.endswith("_REPEAT"):
        letters, empty = firsts(value[2])
        return letters, empty or value[0] == 0
    assert name == "AT", name
    return set(), True


def test_a_button_to_answer_begins_with_a_known_character():
    letters, _ = firsts(parser.parse(entries._ANSWER.pattern))
    both = {case for letter in letters for case in letter.lower() + letter.upper()}
    assert both <= entries._ANSWERS


@pytest.mark.parametrize("pattern", [furniture._CUT, furniture._ABOUT])
def test_what_ends_a_text_begins_with_a_known_character(pattern):
    letters, _ = firsts(parser.parse(pattern.pattern))
    both = letters | {
        chr(code) for code in script._SIMPLE if script.simplified(chr(code)) in letters
    }
    assert both <= furniture._MAY_CUT
