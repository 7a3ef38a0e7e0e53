"""A page or pattern whose time explodes fails its test, where it would hold up the whole run."""

import signal

import pytest

HUNG = 60  # seconds; the slowest test of this folder takes under one


@pytest.fixture(autouse=True)
def never_hang():
    def hung(number, frame):
        pytest.fail(f"no end after {HUNG} s")

    before = signal.signal(signal.SIGALRM, hung)
    signal.alarm(HUNG)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
