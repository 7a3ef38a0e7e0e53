"""What may have been meant by a name that is not there."""

import difflib
from collections.abc import Sequence

_MOST = 10


def alternatives(name: str, known: Sequence[str]) -> str:
    """Return the nearest of the known names as a question, or else what there is."""
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(near)}?"
    if len(known) == 1:
        return f"there is only {known[0]}"
    more = f" and {len(known) - _MOST} more" if len(known) > _MOST else ""
    return f"there are {', '.join(known[:_MOST]) or 'none'}{more}"
