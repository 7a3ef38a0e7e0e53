"""What holds for all tests: their order, Ctrl-C, no proxy, and no hurry for examples."""

import os
import signal
from pathlib import Path

from hypothesis import HealthCheck, settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell does so to what it starts with &
    signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ |= {"no_proxy": "*", "NO_PROXY": "*"}  # all servers of tests are on loopback

settings.register_profile(
    "unhurried", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")

ORDER = ("crawler", "pipelines")
"""What starts processes comes first, so that nothing long comes last."""


def pytest_collection_modifyitems(items):
    folders = {Path(__file__).parent / name: place for place, name in enumerate(ORDER)}
    items.sort(
        key=lambda item: min(
            (folders[above] for above in item.path.parents if above in folders), default=len(ORDER)
        )
    )
