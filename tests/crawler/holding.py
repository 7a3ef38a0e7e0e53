"""A server that stops answering in mid-crawl, so that a test can do what it has to just then."""

import threading
from contextlib import contextmanager

LONGEST = 60


@contextmanager
def held(server, count):
    """Answer so many more requests, and the next ones at the end of the block.

    Gives an event that is set when one of them has come; `server` is a benchmarks.SiteServer,
    whose one thread answers one request after the other.
    """
    answer, last = server.answer, len(server.requests) + count
    reached, go_on = threading.Event(), threading.Event()

    def wait(path):
        if len(server.requests) >= last:
            reached.set()
            go_on.wait(LONGEST)
        return answer(path)

    server.answer = wait
    try:
        yield reached
    finally:
        server.answer = answer
        go_on.set()
