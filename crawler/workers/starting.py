"""How processes of ours are started: uninterrupted, and loading no more than they need."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from pathlib import Path

from crawler.workers.bounded import STOPS


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off Ctrl-C and SIGTERM to the end of the block; what is started in it never has them."""
    resource_tracker.ensure_running()  # as it starts, it lets them in again
    masked = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        with _put_off():
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, masked)


@contextmanager
def _put_off() -> Iterator[None]:
    """Handlers run in the main thread, whichever thread a signal came to."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.signal(number, lambda n, frame: came.append(n)) for number in STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for first in came[:1]:
            signal.raise_signal(first)


@contextmanager
def bare() -> Iterator[None]:
    """What is started in the block loads no script of Scrapy's, as what we were started with: it
    takes 0.1 s and 26 MB, and a child has no use for it.
    """
    main = sys.modules["__main__"]
    spec, path = main.__spec__, getattr(main, "__file__", None)
    name = spec.name if spec else Path(path or "").stem
    if name.partition(".")[0] != "scrapy":
        yield
        return
    main.__spec__ = main.__file__ = None
    try:
        yield
    finally:
        main.__spec__, main.__file__ = spec, path
