"""How Python runs a crawl: what was loaded is no garbage."""

import gc

YOUNG = 5_000
"""New objects between two looks for garbage among them (of itself 700): a page makes some 500 that
stay until it is stored, and one look at them is enough."""


def prepare() -> None:
    """Do so once all is loaded; a second call does nothing. To look for garbage first would take
    50 ms and find none."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
