"""A workbook (XLSX) as `Office`: sheets, merged cells, drawings, comments."""

import re
from typing import TYPE_CHECKING

from checks.office.model import Office, Remark, Sheet, Thing, Where
from checks.office.parts import local, optional
from documents.office.package import Package, picture, relation_id

if TYPE_CHECKING:
    pass

_RED = re.compile(r"\[(red|rood)\]", re.IGNORECASE)
_MOST = 500


def load(package: Package) -> Office:
    office = Office("xlsx")
    root = package.part(package.main)
    relations = package.relations(package.main)
    office.macros = any(r.kind == "vbaProject" for r in relations.values())
    red = _red_formats(package)
    sheets = [e for e in root.iter("*") if local(e.tag) == "sheet"] if root is not None else []
    for number, entry in enumerate(sheets[:_MOST], 1):
        relation = relations.get(relation_id(entry) or "")
        if relation is None or relation.external:
            continue
        page = optional(package, relation.target)
        if page is None or local(page.tag) != "worksheet":
            continue
        where = Where(relation.target, None, number)
        sheet = Sheet(where, entry.get("name") or "", number, entry.get("state") in ("hidden", "veryHidden"))
        sheet.merged = [e.get("ref") or "" for e in page.iter("*") if local(e.tag) == "mergeCell"]
        cells = [e for e in page.iter("*") if local(e.tag) == "c"]
        sheet.empty = not any(local(v.tag) in ("v", "is") for cell in cells for v in cell)
        sheet.red_only = any(cell.get("s") in red for cell in cells)
        office.sheets.append(sheet)
        for other in package.relations(relation.target).values():
            if other.kind == "drawing" and not other.external:
                sheet.empty = not _drawings(package, office, other.target, number) and sheet.empty
            elif other.kind == "table" and not other.external:
                table = optional(package, other.target)
                if table is not None and table.get("headerRowCount") == "0":
                    sheet.headless.append(table.get("displayName") or table.get("name") or "")
            elif other.kind == "comments" and not other.external:
                _comments(package, office, other.target, number)
    return office


def _red_formats(package: Package) -> set[str]:
    """Numbers of cell styles that show a negative number in red without a sign."""
    target = next((r.target for r in package.relations(package.main).values() if r.kind == "styles"), None)
    root = optional(package, target)
    if root is None:
        return set()
    formats = {e.get("numFmtId"): e.get("formatCode") or "" for e in root.iter("*") if local(e.tag) == "numFmt"}
    cells = next((e for e in root if local(e.tag) == "cellXfs"), None)
    found = set()
    for number, style in enumerate(cells if cells is not None else ()):
        negative = formats.get(style.get("numFmtId"), "").split(";")[1:2]
        if negative and _RED.search(negative[0]) and not re.search(r"[-(−]", _RED.sub("", negative[0])):
            found.add(str(number))
    return found


def _drawings(package: Package, office: Office, part: str, number: int) -> bool:
    root = optional(package, part)
    before = len(office.things)
    for anchor in root if root is not None else ():
        for shape in anchor:
            kind = local(shape.tag)
            if kind not in ("pic", "graphicFrame", "sp", "grpSp"):
                continue
            details = next((e for e in shape.iter("*") if local(e.tag) == "cNvPr"), None)
            if details is None:
                continue
            alt, decorative = picture(details)
            text = " ".join("".join(e.text or "" for e in shape.iter("*") if local(e.tag) == "t").split())
            name = {"pic": "picture", "graphicFrame": "chart", "sp": "shape", "grpSp": "group"}[kind]
            if kind == "sp" and (text or details.getparent() is None):
                continue  # A text box says what it is itself.
            where = Where(part, f"/wsDr/{kind}[{len(office.things) - before + 1}]", number)
            office.things.append(Thing(where, name, details.get("name") or "", alt, decorative, text=text))  # type: ignore[arg-type]
    return len(office.things) > before


def _comments(package: Package, office: Office, part: str, number: int) -> None:
    root = optional(package, part)
    for comment in (e for e in root.iter("*") if local(e.tag) == "comment") if root is not None else ():
        text = "".join(e.text or "" for e in comment.iter("*") if local(e.tag) == "t")
        office.remarks.append(Remark(Where(part, comment.get("ref"), number), text, "comment"))
