"""Without a profile: which block of a page is its text."""

from collections.abc import Sequence, Set
from itertools import accumulate

from cleaners.dates import has_date
from cleaners.lines.entries import reads_as_text, repeated, teasers
from cleaners.lines.furniture import is_furniture
from cleaners.lines.metalines import is_breadcrumb, is_meta
from cleaners.place.continued import continued
from cleaners.place.joined import joined
from cleaners.place.kept import kept_lines
from cleaners.place.lead import lead_lines
from cleaners.place.narrow import LINKS_BETWEEN, LONGER, innermost, site_lines
from cleaners.place.sequence import titled_article
from cleaners.place.values import line_values
from cleaners.speech.outline import salutation
from cleaners.text import has_stop
from cleaners.tree.blocks import Block, Line, Reading

Body = tuple[Block, list[Line]]

# How far the hints of class names are believed, and the value a body must have for it: names
# mislead on a few sites, but without them footers and comments read as texts too.
_TRUST = ((-3, 30.0), (-2, 30.0), (0, 300.0), (-3, 1.0))
# A short text where one belongs gives way to what only looks like furniture when that is
# worth this many times more: a disclaimer or a dialogue is not, a body named as one is.
_OUTWEIGHS = 10
# More lines below its title than this no text begins on most pages.
_FAR = 30
# A text of so much worth, with links of the site below it, is the page's unless what stands
# below those is worth much more.
_SHORT_TEXT = 40.0
_SENTENCE = 8
_HEAD_LINES = 4
# A heading has at least so many times more below it than above it, of a text that it heads;
# what stands above the title counts a fifth (see `values`).
_HEADED, _HEADINGS = 15, frozenset(["h1", "h2", "h3"])


def find_body(reading: Reading, title_at: int | None) -> Body | None:
    """The block that holds the text and its lines without furniture; None on an empty page.

    The body is the block whose lines are worth most (see `values.line_values`), narrowed to
    the innermost one that loses no sentence. `title_at` is the number of the title's line.
    """
    if not reading.lines or not reading.blocks:
        return None
    others = repeated(reading, title_at)
    beside = others | teasers(reading)
    short = 0.0
    for lowest, least in _TRUST:
        values = line_values(reading, title_at, lowest, beside)
        sums = [0.0, *accumulate(values)]
        worth = [sums[block.end] - sums[block.start] for block in reading.blocks]
        best = worth.index(max(worth))
        enough = worth[best] >= max(least, _OUTWEIGHS * short if lowest > -3 else 0.0)
        if enough and not (lowest < 0 and _misled(reading, title_at, best, worth[best], beside)):
            best = _above_furniture(reading, best, title_at, worth)
            best = titled_article(reading, best, title_at, worth)
            inner = innermost(reading, best, worth, values)
            whole = continued(reading, inner, title_at, values)
            body = joined(reading, whole, title_at, values, others)
            kept = kept_lines(
                reading, body, others | _head(reading, body, title_at, values), named=lowest < 0
            )
            return body, lead_lines(reading, body, kept, title_at) + kept
        if lowest == -3 and _is_short_text(reading, reading.blocks[best], title_at):
            short = worth[best]
    return None


def _misled(
    reading: Reading, title_at: int | None, best: int, worth: float, beside: Set[int]
) -> bool:
    """True when far more text than `best` holds stands between the title and it, in blocks
    whose names alone speak against them."""
    end = reading.blocks[best].start
    if title_at is None or end - title_at <= _FAR:
        return False
    values = line_values(reading, title_at, 0, beside)[title_at:end]
    return sum(value for value in values if value > 0) >= max(_TRUST[2][1], LONGER * worth)


def _above_furniture(reading: Reading, best: int, title_at: int | None, worth: list[float]) -> int:
    """The text between the title and a site's links, rather than one that only stands below
    those links: a notice at the foot of a page. One much longer is the text all the same."""
    if title_at is None:
        return best
    start, least = reading.blocks[best].start, max(_SHORT_TEXT, worth[best] / LONGER)
    blocks = reading.blocks
    above = [
        number
        for number, value in enumerate(worth)
        if value >= least and title_at <= blocks[number].start < blocks[number].end <= start
    ]
    if not above:
        return best
    first = max(above, key=worth.__getitem__)
    links = site_lines(reading, reading.blocks[first].end, start)
    return first if links >= LINKS_BETWEEN else best


def _is_short_text(reading: Reading, block: Block, title_at: int | None) -> bool:
    """True for a block below the title, named as one of text, with a sentence in it."""
    if title_at is None or block.start <= title_at or block.hint < 1:
        return False
    lines = reading.lines[block.start : block.end]
    return any(
        line.linked == 0 and len(line.text) >= _SENTENCE and has_stop(line.text) for line in lines
    )


def told_above(reading: Reading, body: Block, title_at: int | None) -> bool:
    """True when a dated line like 时间：… 来源：… stands between the title and the body.

    Then one inside the body is the author's own, as in a notice that begins with its day.
    """
    above = reading.lines[title_at : body.start] if title_at is not None else []
    return any(
        has_date(line.text) and is_meta(line.text) and not is_breadcrumb(line.text)
        for line in above
    )


def _head(reading: Reading, body: Block, title_at: int | None, values: Sequence[float]) -> set[int]:
    """The numbers of the lines of a body above the title, where none of them reads as text: the
    name of a section, of so few lines at most, or the head of a page that is one block; or
    where a heading stands above by far the most of what is worth anything."""
    if title_at == body.start and reading.lines[title_at].tag in _HEADINGS:
        return {title_at}
    if title_at is None or title_at <= body.start:
        return set()
    above = range(body.start, title_at)
    below = reading.lines[title_at + 1 : title_at + 2]
    if below and salutation(below[0].text):
        return set(above)
    if reading.lines[title_at].tag in _HEADINGS:
        before, behind = (
            sum(value for value in values[start:end] if value > 0)
            for start, end in ((body.start, title_at), (title_at, body.end))
        )
        if before * _HEADED <= behind:
            return set(above)
    if body.tag != "body" and title_at - body.start > _HEAD_LINES:
        return set()
    lines = (reading.lines[number] for number in above)
    said = any(reads_as_text(line) and not is_furniture(line.text) for line in lines)
    return set() if said else set(above)
