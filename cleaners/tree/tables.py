"""Tables of data: the short cells of a row make one line, those of a layout stay apart."""

from dataclasses import replace

from cleaners.text import has_stop
from cleaners.tree.blocks import Block, Line, Reading
from cleaners.tree.tags import HEADINGS

# A row of data is labels and values; one of its cells may hold a longer value.
_LABEL, _VALUE = 30, 120


def join_rows(reading: Reading) -> Reading:
    """The reading with each row of data as one line, its cells joined by one space.

    A row of data has two cells or more that hold text, one short line each, without links,
    headings or full sentences. All other rows stay as they are: their cells are paragraphs.
    """
    rows = {
        block.start: number
        for number, block in enumerate(reading.blocks)
        if block.end - block.start > 1 and block.tag == "tr" and _is_data(reading, number)
    }
    return _joined(reading, rows) if rows else reading


def _is_data(reading: Reading, row: int) -> bool:
    block = reading.blocks[row]
    lines = reading.lines[block.start : block.end]
    if not all(map(_is_value, lines)) or sum(len(line.text) > _LABEL for line in lines) > 1:
        return False
    filled = [cell for cell in _inside(reading, row) if cell.end > cell.start]
    cells = [cell for cell in filled if cell.parent == row]
    return len(cells) == len(lines) and all(cell.end - cell.start == 1 for cell in filled)


def _inside(reading: Reading, row: int) -> list[Block]:
    end = row + 1
    while end < len(reading.blocks) and reading.blocks[end].parent >= row:
        end += 1
    return reading.blocks[row + 1 : end]


def _is_value(line: Line) -> bool:
    text = line.text
    if line.linked * 2 > len(text) or line.tag in HEADINGS or len(text) > _VALUE:
        return False
    return not (len(text) > _LABEL and has_stop(text) and text.endswith(("。", "！", "？")))


def _joined(reading: Reading, rows: dict[int, int]) -> Reading:
    lines: list[Line] = []
    places: list[tuple[int, int]] = []  # for each old line: its new number, its row or -1
    row, end = -1, 0
    for number, line in enumerate(reading.lines):
        if number in rows:
            row = rows[number]
            end = reading.blocks[row].end
            lines.append(_one_line(reading.lines[number:end], row))
        elif number >= end:
            row = -1
            lines.append(line)
        places.append((len(lines) - 1, row))
    places.append((len(lines), -1))
    blocks = [_placed(block, number, places) for number, block in enumerate(reading.blocks)]
    return Reading(lines, blocks, reading.elements)


def _placed(block: Block, number: int, places: list[tuple[int, int]]) -> Block:
    start, row = places[block.start]
    empty = block.end == block.start or (row >= 0 and number > row)
    return replace(block, start=start, end=start if empty else places[block.end - 1][0] + 1)


def _one_line(cells: list[Line], row: int) -> Line:
    return Line(
        " ".join(cell.text for cell in cells),
        sum(cell.plain for cell in cells),
        sum(cell.linked for cell in cells),
        sum(cell.links for cell in cells),
        row,
        "tr",
    )
