"""Tables: header cells, captions, layout, and cells that say nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.web.hit import Hit
from checks.web.page import Node, Page

_MOST = 3000


@dataclass
class Grid:
    """The cells by row and column, spans filled in."""

    rows: list[list[Node | None]] = field(default_factory=list)
    cells: list[Node] = field(default_factory=list)
    at: dict[int, tuple[int, int, int, int]] = field(default_factory=dict)


def grid(table: Node) -> Grid:
    found = Grid()
    rows = [r for r in table.walk("tr") if r.closest("table") is table][:_MOST]
    if not rows and any(table.walk("td", "th")):
        rows = [table]
    for index, row in enumerate(rows):
        while len(found.rows) <= index:
            found.rows.append([])
        column = 0
        for cell in [c for c in row.elements if c.tag in ("td", "th")]:
            line = found.rows[index]
            while column < len(line) and line[column] is not None:
                column += 1
            wide, high = _span(cell.get("colspan")), _span(cell.get("rowspan"))
            for down in range(min(high, len(rows) - index)):
                while len(found.rows) <= index + down:
                    found.rows.append([])
                target = found.rows[index + down]
                target.extend([None] * (column + wide - len(target)))
                target[column : column + wide] = [cell] * wide
            found.cells.append(cell)
            found.at[id(cell)] = (index, column, high, wide)
            column += wide
    return found


def _span(text: str) -> int:
    return min(int(text), 100) if text.strip().isdigit() and int(text) > 0 else 1


def _is_layout(table: Node) -> bool:
    return table.role in ("presentation", "none")


def tables(page: Page) -> Iterator[Hit]:
    for table in page.all("table"):
        if table.hidden or _is_layout(table):
            continue
        cells = grid(table)
        heads = [c for c in cells.cells if c.tag == "th"]
        data = [c for c in cells.cells if c.tag == "td"]
        wide = max((len(r) for r in cells.rows), default=0)
        inner = next(table.within("table"), None)
        if not table.text and not any(table.within("img", "input", "svg", "button")):
            yield Hit("table-empty", table)
            continue
        if inner is not None and not inner.hidden:
            yield Hit("table-nested", inner)
        if not heads and not table.closest("table") is not table:
            yield from _headerless(table, cells, wide)
            continue
        if not heads:
            continue
        yield from _headers(table, cells, heads, data)
        yield from _captions(table, heads, data)


def _headerless(table: Node, cells: Grid, wide: int) -> Iterator[Hit]:
    high = len(cells.rows)
    blocks = sum(any(c.within("p", "ul", "ol", "h1", "h2", "h3", "h4", "form", "div", "table")) for c in cells.cells)
    long = sum(len(c.text) > 200 for c in cells.cells)
    if high <= 1 or wide <= 1 or blocks + long >= len(cells.cells) / 2:
        if wide > 1 or high > 1:
            if blocks or long or any(table.within("img", "a")):
                yield Hit("table-layout", table, "likely")
        return
    if any(c.get("scope") or c.get("role") in ("columnheader", "rowheader") for c in cells.cells):
        return
    yield Hit("table-headers", table, "likely")


def _headers(table: Node, cells: Grid, heads: list[Node], data: list[Node]) -> Iterator[Hit]:
    for cell in heads:
        if (
            not cell.text
            and not any(cell.within("img", "svg", "input"))
            and not cell.get("aria-label")
            and not cell.hidden
        ):
            yield Hit("table-header-empty", cell)
    if not data:
        yield Hit("table-header-only", table, "likely", standard=("WCAG 2.2 1.3.1", "EN 301 549 9.1.3.1"))
        return
    top = all(c.tag == "th" for c in cells.cells if cells.at[id(c)][0] == 0 and c.text) and any(
        cells.at[id(c)][0] == 0 for c in heads)  # fmt: skip
    side = [c for c in heads if cells.at[id(c)][0] > 0 and cells.at[id(c)][1] == 0]
    if top and len(side) > 1 and not any(c.get("scope") or c.get("headers") for c in cells.cells):
        yield Hit("table-scope", table, "likely")
    empty = [c for c in data if not c.text and not any(c.within("img", "svg", "input", "select", "button", "canvas", "video"))
             and cells.at[id(c)][:2] != (0, 0)]  # fmt: skip
    if empty and len(empty) < len(data):
        yield Hit("table-empty-cells", empty[0], "likely", {"count": len(empty)})
    yield from _without_data(table, cells, heads)


def _without_data(table: Node, cells: Grid, heads: list[Node]) -> Iterator[Hit]:
    """Header cells that no data cell falls under, by position or by the headers attribute."""
    named = {i for c in cells.cells for i in c.get("headers").split()}
    if table.role not in ("", "grid", "table"):
        return
    for head in heads:
        row, column, high, wide = cells.at[id(head)]
        if head.silent or (head.role not in ("", "columnheader", "rowheader")) or not head.text:
            continue
        scope = head.get("scope").lower()
        down = scope in ("col", "colgroup") or (not scope and row == 0)
        along = scope in ("row", "rowgroup") or (not scope and row > 0)
        under = [c for r in cells.rows[row + high :] for c in r[column : column + wide] if c is not None]
        beside = [c for r in cells.rows[row : row + high] for i, c in enumerate(r) if c is not None and i != column]
        found = (down and any(_data(c, head) for c in under)) or (along and any(_data(c, head) for c in beside))
        if not found and not (down or along):
            found = any(_data(c, head) for c in (*under, *beside))
        if not found and not scope:
            found = (
                any(_data(c, head) for c in under)
                if row > 0
                else any(_data(c, head) for c in beside if column == 0 and len(cells.rows) == 1)
            )
        if not found and head.get("id") not in named:
            yield Hit("table-header-only", head, "likely")


def _data(cell: Node, head: Node) -> bool:
    """Whether `cell` may belong to `head`: a cell that names other headers does not."""
    own = cell.get("headers").split()
    below = cell.tag == "td" or (head.tag == "th" and cell.tag == "th" and cell.parent is not head.parent)
    return cell is not head and below and (not own or head.get("id") in own)


def _captions(table: Node, heads: list[Node], data: list[Node]) -> Iterator[Hit]:
    caption = next((e for e in table.elements if e.tag == "caption"), None)
    named = table.get("aria-label") or table.get("aria-labelledby") or table.get("title") or table.get("summary")
    figure = table.closest("figure")
    if caption is None and not named and len(data) >= 4 and not (figure is not None and any(figure.walk("figcaption"))):
        yield Hit("table-caption-missing", table, "likely")


def parts(page: Page) -> Iterator[Hit]:
    """Tables that are made of roles: a header cell in a column that no other row reaches."""
    for table in page.nodes:
        if table.role not in ("table", "grid", "treegrid") or table.hidden or table.tag == "table":
            continue
        rows = [[c for c in row.within() if c.role in ("columnheader", "rowheader", "cell", "gridcell")]
                for row in table.within() if row.role == "row"]  # fmt: skip
        if len(rows) < 2 or any(c.has("aria-colindex") or c.has("aria-colspan") for row in rows for c in row):
            continue
        widest = max((len(row) for row in rows[1:]), default=0)
        for index, cell in enumerate(rows[0]):
            if cell.role == "columnheader" and index >= widest and not cell.silent:
                yield Hit("table-header-only", cell, "likely")


RULES = (tables, parts)
