"""Inside a child process: one task after the other, bounded in CPU and memory, until our parent
goes.
"""

import ctypes
import gc
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

STOPS = (signal.SIGINT, signal.SIGTERM)
_PR_SET_PDEATHSIG = 1

Function = Callable[..., Any]


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Let the kernel end us when it is spent: no code of ours would run inside a stuck parser."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def work(pipe: Connection, function: Function, memory: int) -> None:
    """Answer each task that comes through the pipe with what the function makes of it."""
    for number in STOPS:  # meant for our parent, who then ends us
        signal.signal(number, signal.SIG_IGN)
    _begin(memory)
    with suppress(OSError, EOFError):  # nobody is there to hear from us
        pipe.send_bytes(b"ready")
        while True:
            pipe.send_bytes(_answer(function, pipe.recv_bytes()))


def _answer(function: Function, task: bytes) -> bytes:
    """Return whether it failed, and the result or the error, as bytes."""
    try:
        seconds, arguments = pickle.loads(task)
        with cpu_limit(seconds):
            found = function(*arguments)
        return pickle.dumps((False, found))
    except Exception as error:
        error.add_note(traceback.format_exc())
        return pickle.dumps((True, error))


def _begin(memory: int) -> None:
    """Make a child ready: what is loaded for good is no garbage to look through."""
    gc.freeze()
    _bound_memory(memory)
    _end_with_parent()


def _bound_memory(more: int) -> None:
    """Let a page that takes too much memory fail, before the machine does."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _end_with_parent() -> None:
    """End this process when the crawler is gone, however it went."""
    if sys.platform == "linux":  # the kernel sees to it, even while a page holds us up
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
