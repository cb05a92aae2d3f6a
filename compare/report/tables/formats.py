"""Rows of any view as a table of a terminal, as JSON, CSV or Markdown.

Rows enter, text leaves. A row is shown by its fields; a view that knows better registers its kind of row with
`as_cells`, and with `as_few_cells` where it has more columns than a terminal holds.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import singledispatch

import msgspec
from tabulate import tabulate

NARROW = 16  # characters under which a column of prose cannot be read; a convention
MARGIN = 2  # characters between two columns in tabulate's format "simple"
OVER = 2  # characters by which tabulate makes a column wider than its header

# A terminal obeys control characters, and bidirectional overrides reorder what follows: a text that carries
# them could fake the rest of a table. Shown as the replacement character.
CONTROLS = dict.fromkeys(
    [*range(10), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"
)

Cells = dict[str, str]  # column header to what stands under it


def as_json(rows: Iterable[object]) -> str:
    """Write the rows of a view as a JSON list of objects, one for each row, keys in a stable order."""
    return json.dumps([msgspec.to_builtins(row) for row in rows], ensure_ascii=False, indent=1)


def as_table(rows: Sequence[object], *, width: int) -> str:
    """Write the rows of a view as a table whose cells are wrapped so that it fits a terminal.

    Where columns would be narrower than `NARROW`, those of `as_few_cells` stand in their place.

    Args:
        rows: Rows of one view; "(none)" where there are none.
        width: Of the terminal, in characters. A table of many short columns may exceed it.
    """
    if not rows:
        return "(none)"
    columns = [as_cells(row) for row in rows]
    if len({header for cells in columns for header in cells}) * (NARROW + MARGIN) > width:
        columns = [as_few_cells(row) for row in rows]
    headers = list(dict.fromkeys(header for cells in columns for header in cells))
    body = [[cells.get(header, "").translate(CONTROLS) for header in headers] for cells in columns]
    shown = [header.translate(CONTROLS) for header in headers]
    widths = _widths([[header + OVER * " " for header in shown], *body], width - MARGIN * (len(headers) - 1))
    wrapped = {"maxcolwidths": widths, "maxheadercolwidths": [max(1, w - OVER) for w in widths]}
    return str(tabulate(body, shown, tablefmt="simple", disable_numparse=True, **wrapped))


def as_csv(rows: Sequence[object]) -> str:
    """Write the rows of a view as CSV (RFC 4180) with a header row; one cell for each column of the table.

    A cell that a spreadsheet would take for a formula is led by an apostrophe.
    """
    columns = [as_cells(row) for row in rows]
    headers = list(dict.fromkeys(header for cells in columns for header in cells))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(map(_harmless, headers))
    writer.writerows([_harmless(cells.get(header, "")) for header in headers] for cells in columns)
    return text.getvalue()


def as_markdown(rows: Sequence[object]) -> str:
    """Write the rows of a view as a Markdown table; "(none)" where there are none."""
    if not rows:
        return "(none)"
    columns = [as_cells(row) for row in rows]
    headers = list(dict.fromkeys(header for cells in columns for header in cells))
    body = [[_one_line(cells.get(header, "")) for header in headers] for cells in columns]
    return str(tabulate(body, [_one_line(h) for h in headers], tablefmt="github", disable_numparse=True))


@singledispatch
def as_cells(row: object) -> Cells:
    """Cells of a row by header: its fields as they are, where no better form is registered."""
    return {name: _cell(value) for name, value in msgspec.to_builtins(row).items()}


@singledispatch
def as_few_cells(row: object) -> Cells:
    """The same in fewer columns, where a row has more than a terminal holds."""
    return as_cells(row)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    return "" if value is None else str(value)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _one_line(cell: str) -> str:
    """A cell of Markdown: no line break, no column mark, no markup of HTML."""
    plain = cell.translate(CONTROLS).replace("\\", "\\\\").replace("|", "\\|")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _widths(table: list[list[str]], room: int) -> list[int]:
    """Widths of the columns: short ones keep theirs, long ones share what is left."""
    columns = zip(*table, strict=True)
    natural = [max(len(line) for cell in column for line in cell.split("\n")) for column in columns]
    widths = dict.fromkeys(range(len(natural)), 0)
    for done, column in enumerate(sorted(widths, key=lambda c: natural[c])):
        widths[column] = max(1, min(natural[column], max(NARROW, room // (len(natural) - done))))
        room -= widths[column]
    return list(widths.values())


def percent(count: int, total: int) -> str:
    """Write count / total in whole percent; "0 %" and "100 %" only where they are exact."""
    if not total:
        return "-"
    share = 100 * count / total
    if 0 < share < 1:
        return "<1 %"
    return ">99 %" if 99 < share < 100 else f"{share:.0f} %"


def days(first: date, last: date) -> str:
    """Write a span of days, one date where both ends are equal."""
    return f"{first}" if first == last else f"{first} to {last}"
