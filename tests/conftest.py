"""The order of the tests: what starts processes comes first, so that nothing long comes last."""

from pathlib import Path

ORDER = ("crawler", "pipelines")


def pytest_collection_modifyitems(items):
    folders = {Path(__file__).parent / name: place for place, name in enumerate(ORDER)}
    items.sort(
        key=lambda item: min(
            (folders[above] for above in item.path.parents if above in folders), default=len(ORDER)
        )
    )
