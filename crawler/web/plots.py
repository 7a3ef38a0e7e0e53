"""Plots as inline SVG: colours come from the style sheet, so that they follow dark and light."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

_YEARS = 60  # bars of a plot

_BAR = Markup('<rect x="{}" y="{:.2f}" width="8" height="{:.2f}"><title>{}：{:,}</title></rect>')
_BARS = Markup(
    '<svg class="plot bars" viewBox="0 0 {} 100" preserveAspectRatio="none" role="img"'
    ' aria-label="{}">{}</svg>'
)
_PIECE = Markup(
    '<rect class="{}" x="{:.3f}" y="0" width="{:.3f}" height="1"><title>{}：{:,}</title></rect>'
)
_STACK = Markup(
    '<svg class="plot stack" viewBox="0 0 100 1" preserveAspectRatio="none" role="img"'
    ' aria-label="{}">{}</svg>'
)
_SQUARE = Markup('<rect class="{}" x="{}" y="0" width="7" height="12"><title>{}</title></rect>')
_SQUARES = Markup(
    '<svg class="plot squares" viewBox="0 0 {0} 12" width="{0}" height="12" role="img"'
    ' aria-label="{1}">{2}</svg>'
)


def bars(found: Sequence[Mapping[str, Any]], label: str) -> Markup:
    """Return upright bars of `value` and `count`; nonzero ones can always be seen."""
    most = max((one["count"] for one in found), default=0) or 1
    drawn = []
    for number, one in enumerate(found):
        height = max(1.5, 100 * one["count"] / most) if one["count"] else 0.0
        bar = _BAR.format(number * 10 + 1, 100 - height, height, one["value"], one["count"])
        drawn.append(bar)
    return _BARS.format(max(1, len(found)) * 10, label, Markup().join(drawn))


def every_year(found: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return the years with those between them that have nothing; as they are if far apart."""
    counts = {int(one["value"]): one["count"] for one in found if str(one["value"]).isdecimal()}
    if len(counts) < len(found) or not counts or max(counts) - min(counts) >= _YEARS:
        return found
    years = range(min(counts), max(counts) + 1)
    return [{"value": f"{year:04}", "count": counts.get(year, 0)} for year in years]


def stack(parts: Sequence[tuple[str, str, float]], label: str, whole: float = 0) -> Markup:
    """Return one lying bar of (class, name, amount); of `whole`, if that is more than they are."""
    total = max(whole, sum(amount for _, _, amount in parts)) or 1
    drawn, at = [], 0.0
    for kind, name, amount in parts:
        width = 100 * amount / total
        drawn.append(_PIECE.format(kind, at, width, name, amount))
        at += width
    return _STACK.format(label, Markup().join(drawn))


def squares(found: Sequence[tuple[str, str]], label: str) -> Markup:
    """Return a row of squares of (class, what it says when pointed at)."""
    drawn = [_SQUARE.format(kind, number * 9, text) for number, (kind, text) in enumerate(found)]
    return _SQUARES.format(max(1, len(found)) * 9, label, Markup().join(drawn))
