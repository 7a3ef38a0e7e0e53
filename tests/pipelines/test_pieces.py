from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from pipelines.duplicates.pieces import pieces

PAIRS = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=30)


def tied_by(pairs):
    tied = defaultdict(set)
    for one, other in pairs:
        tied[one].add(other)
        tied[other].add(one)
    return tied


def around(start, tied):
    found = {start}
    while new := {other for one in found for other in tied[one]} - found:
        found |= new
    return frozenset(found)


@given(PAIRS, st.sets(st.integers(0, 25), min_size=1))
def test_all_pieces_but_one(pairs, starts):
    tied = tied_by(pairs)
    smaller, rest = pieces(tied.__getitem__, sorted(starts))
    found = [frozenset(members) for members in smaller]
    assert {*found, around(rest, tied)} == {around(start, tied) for start in starts}
    assert len(found) == len({around(start, tied) for start in starts}) - 1


def test_most_of_the_largest_piece_is_not_looked_at():
    line = tied_by([(number, number + 1) for number in range(10_000)])
    asked = []
    smaller, rest = pieces(lambda one: asked.append(one) or line[one], [5_000, -1, -2])
    assert (sorted(smaller), rest) == ([[-2], [-1]], 5_000)
    assert len(asked) < 10
