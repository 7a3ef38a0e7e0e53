"""Traditional characters and the simplified ones they are known by."""

from functools import cache
from importlib.resources import files


@cache
def simplified_forms() -> dict[int, int]:
    """Return the code point of each traditional character with that of its simplified one.

    One by one, as OpenCC maps single characters (simplified.txt): 乾 is 干 in 乾隆, too.
    """
    lines = files("pipelines").joinpath("simplified.txt").read_text("utf-8").splitlines()
    pairs = [pair for line in lines if not line.startswith("#") for pair in line.split()]
    return {ord(pair[0]): ord(pair[1]) for pair in pairs}
