"""What a tag of a PDF 2.0 file stands for: namespaces, role maps, and the standard types (ISO 32000-2, 14.8.6)."""

import re
from dataclasses import dataclass
from typing import Any

from checks.pdf.places import name

PDF2 = "http://iso.org/pdf2/ssn"
PDF1 = "http://iso.org/pdf/ssn"
MATHML = "http://www.w3.org/1998/Math/MathML"
_BOTH = frozenset({
    "Document", "Part", "Sect", "Div", "Span", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
    "THead", "TBody", "TFoot", "Caption", "Figure", "Formula", "Form", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "NonStruct", "H", "H1", "H2", "H3", "H4", "H5", "H6",
})  # fmt: skip
_ONE = _BOTH | frozenset({
    "Art", "BlockQuote", "TOC", "TOCI", "Index", "Private", "Quote", "Note", "Reference", "BibEntry", "Code",
})  # fmt: skip
_TWO = _BOTH | frozenset({
    "DocumentFragment", "Aside", "Title", "FENote", "Sub", "Em", "Strong", "Artifact",
})  # fmt: skip
_HEADING = re.compile(r"H[1-9]\d*")
_FURTHEST = 50


@dataclass(frozen=True)
class Role:
    """`type` is the standard type, None when there is none; `space` its namespace; `fault` why not."""

    type: str | None
    space: str | None = None
    fault: str | None = None


def standard(tag: str, space: str) -> bool:
    if space == PDF2:
        return tag in _TWO or bool(_HEADING.fullmatch(tag))
    return space == MATHML or (space == PDF1 and tag in _ONE)


class Roles:
    def __init__(self, root: Any) -> None:
        """`root` is the root of the structure tree, or None."""
        self.map = _names(root.get("/RoleMap")) if root is not None else {}
        self._known: dict[tuple[str, Any], Role] = {}

    def of(self, element: Any) -> Role:
        """The role of a structure element. Faults: circular, same-namespace, remapped, unmapped."""
        tag = name(element.get("/S"))
        space = element.get("/NS")
        key = (tag, space.objgen if space is not None else None)
        if key not in self._known:
            self._known[key] = self._resolve(tag, space)
        return self._known[key]

    def _resolve(self, tag: str, space: Any) -> Role:
        seen: set[tuple[str, Any]] = set()
        first = True
        started = _address(space) if space is not None else None
        while True:
            address = _address(space)
            key = (tag, address)
            if key in seen or len(seen) > _FURTHEST:
                return Role(None, fault="circular")
            seen.add(key)
            next_tag, next_space = self._mapped(tag, space)
            if standard(tag, address):
                if first and next_tag is not None and address == PDF1:
                    return Role(tag, address, "circular" if next_tag == tag else "remapped")
                return Role(tag, address)
            if next_tag is None:
                return Role(None, fault="unmapped")
            if next_space is not None and _address(next_space) in (started, address):
                return Role(None, fault="same-namespace")
            tag, space, first = next_tag, next_space, False

    def _mapped(self, tag: str, space: Any) -> tuple[str | None, Any]:
        import pikepdf

        if space is None:
            return self.map.get(tag), None
        target = _get(space.get("/RoleMapNS"), tag)
        if isinstance(target, pikepdf.Name):
            return name(target), None
        if isinstance(target, pikepdf.Array) and len(target) == 2:
            return name(target[0]), target[1]
        return None, None


def _address(space: Any) -> str:
    """The address of a namespace; without one a tag belongs to that of PDF 1.7."""
    return str(space.get("/NS", "")) if space is not None else PDF1


def _names(holder: Any) -> dict[str, str]:
    import pikepdf

    if not isinstance(holder, pikepdf.Dictionary):
        return {}
    return {str(k).lstrip("/"): name(v) for k, v in holder.items() if isinstance(v, pikepdf.Name)}


def _get(holder: Any, tag: str) -> Any:
    import pikepdf

    return holder.get(f"/{tag}") if isinstance(holder, pikepdf.Dictionary) else None
