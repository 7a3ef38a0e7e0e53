"""Texts without end that vary as real ones do, by the thousand, from a seed.

Words of common characters stand in phrases, and both are as frequent as Zipf's law has them; each
text repeats words of its own besides. Set by 275 real Chinese pages (474,000 characters of gold
text): their pieces of 2,000 characters hold 942 to 1,545 different bigrams, in the middle 1,344,
all of them 83,000, of which the most frequent 1,000 make 31 % and 10,000 67 % of the text. Here
they hold 1,264 to 1,539, in the middle 1,419, all of 474,000 characters 97,000, the most frequent
of which make 39 % and 69 %: somewhat more work for an index.
"""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

_WORDS, _PHRASES = 50_000, 60_000
_LENGTHS = (0.10, 0.66, 0.14, 0.10)  # the share of words of one to four characters
_OWN = 80  # words of its own that a text repeats
_MARKS = (*"，，，，，，、、；", "。", "。", "。\n")
_NUMBERS = range(10, 100)


class Prose:
    """Writes texts; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self._laws: dict[tuple[int, int, float], npt.NDArray[np.float64]] = {}
        characters = common_characters(self.chance)
        sizes = self.chance.choice([1, 2, 3, 4], _WORDS, p=_LENGTHS)
        letters = characters[self._zipf(sizes.sum(), len(characters), 30, 1.3)]
        words = joined(letters, sizes)
        self.words = np.array([*words, *_MARKS, *map(str, _NUMBERS)], dtype=object)
        sizes = self.chance.integers(2, 6, _PHRASES)
        phrases = joined(self.words[self._word(int(sizes.sum()))], sizes)
        self.phrases = np.array(phrases, dtype=object)

    def text(self, length: int) -> str:
        """Return paragraphs of so many characters in all."""
        count = length // 2 + 50
        kind = self.chance.random(count)
        repeats = self.chance.uniform(0.15, 0.7)
        own = self._word(_OWN)[self._zipf(count, _OWN, 2, 1.0)]
        words = np.where(kind < repeats, own, self._word(count))
        marks = self.chance.integers(_WORDS, _WORDS + len(_MARKS), count)
        numbers = self.chance.integers(_WORDS + len(_MARKS), len(self.words), count)
        pieces = self.words[np.where(kind > 0.84, marks, np.where(kind > 0.83, numbers, words))]
        stock = np.flatnonzero((kind > 0.63) & (kind < 0.83))
        pieces[stock] = self.phrases[self._zipf(len(stock), _PHRASES, 60, 0.9)]
        return "".join(pieces.tolist())[:length]

    def title(self) -> str:
        return "".join(self.words[self._word(6)].tolist())

    def copy(self, text: str) -> str:
        """Return a text with a tenth of it, in one place, written anew."""
        new = len(text) // 10
        at = int(self.chance.integers(0, len(text) - new))
        return text[:at] + self.text(new) + text[at + new :]

    def _word(self, count: int) -> Numbers:
        return self._zipf(count, _WORDS, 20, 1.2)

    def _zipf(self, count: int, many: int, shift: int, exponent: float) -> Numbers:
        """Return numbers below `many`, frequent as Zipf's law in Mandelbrot's form has them."""
        law = (many, shift, exponent)
        if law not in self._laws:
            shares = (np.arange(many) + shift) ** -exponent
            self._laws[law] = shares.cumsum() / shares.sum()
        return self._laws[law].searchsorted(self.chance.random(count))


def joined(pieces: npt.NDArray[np.generic], sizes: Numbers) -> list[str]:
    """Return strings of so many pieces each."""
    return ["".join(some) for some in np.split(pieces, sizes.cumsum()[:-1])]


def common_characters(chance: np.random.Generator) -> npt.NDArray[np.str_]:
    """Return the 3,755 common characters of GB 2312 in random order."""
    cells = [bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    found = np.array([cell.decode("gb2312") for cell in cells if cell < b"\xd7\xfa"])
    chance.shuffle(found)
    return found
