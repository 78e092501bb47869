"""Charts in Office files: their titles and the numbers behind them, as a table."""

from typing import TYPE_CHECKING

from documents.builder import Builder
from documents.office.package import Package, Relation
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_POINTS = 200
_MOST_SERIES = 25


def write_charts(package: Package, part: str, frame: "_Element", builder: Builder) -> bool:
    """Writes the charts that `frame`, in `part`, shows; whether there was one."""
    found = False
    for element in frame.iter("*"):
        if local(element.tag) != "chart":
            continue
        id = next((str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), None)
        relation: Relation | None = package.target(part, id)
        root = package.optional(relation.target, builder) if relation and not relation.external else None
        if root is not None:
            _write(root, builder)
            found = True
    return found


def _write(chart: "_Element", builder: Builder) -> None:
    for title in chart.iter("*"):
        if local(title.tag) == "title":
            builder.line("".join(e.text or "" for e in title.iter("*") if local(e.tag) == "t"))
    columns: list[list[str]] = []
    names: list[str] = []
    for series in (e for e in chart.iter("*") if local(e.tag) == "ser"):
        cells = {local(e.tag): _points(e) for e in series if local(e.tag) in ("tx", "cat", "val", "xVal", "yVal")}
        labels = cells.get("cat") or cells.get("xVal") or []
        if not columns and labels:
            names.append("")
            columns.append(labels)
        names.append(" ".join(cells.get("tx") or []))
        columns.append(cells.get("val") or cells.get("yVal") or [])
        if len(columns) > _MOST_SERIES:
            break
    if not columns:
        return
    builder.new_line(2)
    mark = builder.mark()
    rows = [names, *([c[n] if n < len(c) else "" for c in columns] for n in range(max(map(len, columns))))]
    for row in rows:
        builder.new_line()
        filled = False
        for cell in row:
            if cell.strip():
                if filled:
                    builder.tab()
                builder.inline(cell)
                filled = True
    builder.table(builder.close(mark), rows, has_header=True)
    builder.new_line(2)


def _points(element: "_Element") -> list[str]:
    """The values that the chart was last drawn with; numbers without the noise of binary fractions."""
    found: list[str] = []
    for value in element.iter("*"):
        if local(value.tag) == "v" and len(found) < _MOST_POINTS:
            text = (value.text or "").strip()
            try:
                found.append(f"{float(text):.10g}" if "." in text else text)
            except ValueError:
                found.append(text)
    return found
