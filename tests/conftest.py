"""What holds for all tests: their order, no proxy, and no hurry for examples of hypothesis."""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

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
