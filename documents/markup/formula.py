"""Formulas as text: MathML and Office's OMML become LaTeX, the notation that Markdown and LaTeX files use already."""

from typing import TYPE_CHECKING

from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 60
_LONGEST = 5000
_TEX = {"application/x-tex", "tex", "latex", "text/x-tex", "application/x-latex"}
_ACCENTS = {"\u0302": "hat", "^": "hat", "\u00af": "bar", "\u0305": "bar", "\u203e": "bar", "\u2192": "vec",
            "\u20d7": "vec", "~": "tilde", "\u0303": "tilde", "\u02d9": "dot", "\u0307": "dot"}  # fmt: skip
_UNSEEN = dict.fromkeys((0x2061, 0x2062, 0x2063, 0x2064))
"""Signs for "applied to", "times" and the like that nobody sees."""
_FUNCTIONS = {"sin", "cos", "tan", "log", "ln", "lim", "max", "min", "exp", "gcd", "arcsin", "arccos", "arctan"}
_LARGE = {"∑": r"\sum", "∫": r"\int", "∏": r"\prod", "⋃": r"\bigcup", "⋂": r"\bigcap", "∮": r"\oint", "": r"\int"}


def mathml(math: "_Element") -> str:
    """A <math> element as LaTeX: its own TeX annotation when it has one, else made from its elements."""
    for annotation in math.iter("*"):
        if local(annotation.tag) == "annotation" and (annotation.get("encoding") or "").lower() in _TEX:
            own = " ".join("".join(str(t) for t in annotation.itertext()).split())
            if own:
                return own[:_LONGEST]
    return _tidy(_mathml(math, 0) or math.get("alttext") or "")


def source_of(formula: "_Element") -> str:
    """The markup of a formula, with the declarations that it needs to stand by itself."""
    from lxml import etree

    return str(etree.tostring(formula, encoding="unicode", with_tail=False))


def _mathml(element: "_Element", depth: int) -> str:
    tag = local(element.tag)
    if not tag or depth > _DEEPEST or tag in ("annotation", "annotation-xml", "mphantom"):
        return ""
    if tag in ("mi", "mn", "mo", "ms"):
        return _token("".join(str(t) for t in element.itertext()).strip())
    if tag == "mtext":
        text = " ".join("".join(str(t) for t in element.itertext()).split())
        return rf"\text{{{text}}}" if text else " "
    if tag == "mspace":
        return " "
    parts = [_mathml(child, depth + 1) for child in element if local(child.tag)]
    a, b, c = [*parts, "", "", ""][:3]
    match tag:
        case "mfrac":
            return rf"\frac{{{a}}}{{{b}}}"
        case "msup":
            return f"{_base(a)}^{{{b}}}"
        case "msub":
            return f"{_base(a)}_{{{b}}}"
        case "msubsup" | "munderover":
            return f"{_base(a)}_{{{b}}}^{{{c}}}"
        case "munder":
            return f"{_base(a)}_{{{b}}}"
        case "mover":
            accent = _ACCENTS.get(b.strip())
            return rf"\{accent}{{{a}}}" if accent else f"{_base(a)}^{{{b}}}"
        case "msqrt":
            return rf"\sqrt{{{''.join(parts)}}}"
        case "mroot":
            return rf"\sqrt[{b}]{{{a}}}"
        case "mfenced":
            separator = (element.get("separators") or ",").strip()[:1]
            return (element.get("open") or "(") + separator.join(parts) + (element.get("close") or ")")
        case "mtable":
            return r" \\ ".join(parts)
        case "mtr" | "mlabeledtr":
            return " & ".join(parts)
        case "semantics":
            return a
    return "".join(parts)


def omml(element: "_Element", depth: int = 0) -> str:
    """An m:oMath element, or anything in one, as LaTeX."""
    return _tidy(_omml(element, depth))


def _omml(element: "_Element", depth: int) -> str:
    tag = local(element.tag)
    if not tag or depth > _DEEPEST or tag.endswith("Pr"):
        return ""
    if tag == "t":
        return _token(element.text or "")

    def part(name: str) -> str:
        return "".join(_omml(child, depth + 1) for child in element if local(child.tag) == name)

    match tag:
        case "f":
            return rf"\frac{{{part('num')}}}{{{part('den')}}}"
        case "sSup":
            return f"{_base(part('e'))}^{{{part('sup')}}}"
        case "sSub":
            return f"{_base(part('e'))}_{{{part('sub')}}}"
        case "sSubSup":
            return f"{_base(part('e'))}_{{{part('sub')}}}^{{{part('sup')}}}"
        case "sPre":
            return f"{{}}_{{{part('sub')}}}^{{{part('sup')}}}{part('e')}"
        case "rad":
            degree = part("deg")
            return (rf"\sqrt[{degree}]" if degree else r"\sqrt") + f"{{{part('e')}}}"
        case "nary":
            sign = _property(element, "chr") or "∫"
            bounds = "".join(f"{mark}{{{part(name)}}}" for mark, name in (("_", "sub"), ("^", "sup")) if part(name))
            return f"{_LARGE.get(sign, sign)}{bounds} {part('e')}"
        case "d":
            inner = (_property(element, "sepChr") or "|").join(
                _omml(child, depth + 1) for child in element if local(child.tag) == "e"
            )
            opening, closing = _property(element, "begChr"), _property(element, "endChr")
            return ("(" if opening is None else opening) + inner + (")" if closing is None else closing)
        case "acc" | "bar" | "groupChr":
            accent = _ACCENTS.get(_property(element, "chr") or "\u0302", "bar" if tag == "bar" else "hat")
            return rf"\{accent}{{{part('e')}}}"
        case "limLow":
            return f"{_base(part('e'))}_{{{part('lim')}}}"
        case "limUpp":
            return f"{_base(part('e'))}^{{{part('lim')}}}"
        case "func":
            return f"{part('fName')} {part('e')}"
        case "m":
            rows = (
                " & ".join(_omml(cell, depth + 2) for cell in row if local(cell.tag) == "e")
                for row in element
                if local(row.tag) == "mr"
            )
            return r" \\ ".join(rows)
        case "eqArr":
            return r" \\ ".join(_omml(child, depth + 1) for child in element if local(child.tag) == "e")
    return "".join(_omml(child, depth + 1) for child in element)


def _property(element: "_Element", name: str) -> str | None:
    """The value of a setting such as the sign of a sum; None when it is not set."""
    for settings in element:
        if local(settings.tag).endswith("Pr"):
            for child in settings:
                if local(child.tag) == name:
                    return next((str(v) for k, v in child.attrib.items() if str(k).endswith("val")), "")
    return None


def _token(text: str) -> str:
    text = text.translate(_UNSEEN)
    if text in _FUNCTIONS:
        return rf"\{text} "
    return _LARGE.get(text, text)


def _base(text: str) -> str:
    """What an exponent stands on, in braces when it is more than one sign, command or bracketed group."""
    plain = text.strip()
    single = len(plain) <= 1 or plain.isalnum() or (plain.startswith("\\") and plain[1:].isalpha())
    closed = plain[:1] == "(" and plain[-1:] == ")"
    return plain if single or closed else f"{{{plain}}}"


def _tidy(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
