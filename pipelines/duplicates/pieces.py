"""What hangs together around some of the members of a graph, without a walk through most of it."""

from collections.abc import Callable, Iterable, Sequence


class _Pieces:
    """Grows a piece around each of some members, one step of each in turn."""

    def __init__(self, tied: Callable[[int], Iterable[int]], starts: Sequence[int]) -> None:
        self.tied = tied
        self.piece_of = {start: start for start in starts}
        self.members = {start: [start] for start in starts}
        self.waiting = {start: [start] for start in starts}
        """Members of which it is not known yet what they are tied to."""

    def step(self, piece: int) -> None:
        for other in self.tied(self.waiting[piece].pop()):
            if other not in self.piece_of:
                self.piece_of[other] = piece
                self.members[piece].append(other)
                self.waiting[piece].append(other)
            elif self.piece_of[other] != piece:
                piece = self.join(piece, self.piece_of[other])

    def join(self, *pieces: int) -> int:
        smaller, larger = sorted(pieces, key=lambda piece: len(self.members[piece]))
        members = self.members.pop(smaller)
        self.piece_of.update(dict.fromkeys(members, larger))
        self.members[larger] += members
        self.waiting[larger] += self.waiting.pop(smaller)
        return larger


def pieces(
    tied: Callable[[int], Iterable[int]], starts: Sequence[int]
) -> tuple[list[list[int]], int]:
    """Return the members of all pieces that have a start but of one, and one member of that: as a
    rule the largest, as it takes the most steps.

    `tied` gives what a member is tied to. It takes the time of the smaller pieces: when one is
    left, it is not known how far it goes.
    """
    growing = _Pieces(tied, starts)
    whole = []
    while len(growing.members) > 1:
        for piece in list(growing.members):
            if growing.waiting.get(piece):
                growing.step(piece)
            elif piece in growing.members:
                whole.append(growing.members.pop(piece))
    if growing.members:
        return whole, next(iter(growing.members))
    *smaller, largest = sorted(whole, key=len)
    return smaller, largest[0]
