"""The code of a page itself: ids, obsolete and broken markup, frames, what the head says, order and names."""

import re
from collections.abc import Iterator

from checks.web.hit import Hit
from checks.web.names import name, role_of
from checks.web.page import Node, Page

_OBSOLETE = {"center", "font", "basefont", "big", "strike", "tt", "acronym", "applet", "dir", "frameset", "frame"}


def code(page: Page) -> Iterator[Hit]:
    seen: dict[str, Node] = {}
    told: set[str] = set()
    for node in page.nodes:
        identity = node.get("id").strip()
        if identity and identity in seen and identity not in told and not _in_svg(node):
            told.add(identity)
            yield Hit("duplicate-id", node, values={"id": identity[:60]})
        seen.setdefault(identity, node)
        if node.tag in _OBSOLETE and not node.facts.get("ns"):
            yield Hit("element-obsolete", node, values={"tag": node.tag})
        if node.tag == "blink" and not node.hidden:
            yield Hit("blink", node)
        if node.tag == "marquee" and not node.hidden:
            yield Hit("marquee", node)
        if (
            node.tag == "pre"
            and not node.hidden
            and not any(node.within("code", "samp", "kbd"))
            and node.closest("code") is None
        ):
            if _drawn("".join(c for c in node.children if isinstance(c, str))):
                yield Hit("pre-text", node, "likely")
    for line, said in page.errors:
        if re.search(r"Unexpected end tag|Opening and ending tag mismatch|Misplaced|redefined", said) and not re.search(
            r": (p|br)$", said
        ):
            yield Hit("markup-broken", None, "likely", {"line": line, "what": said.strip()[:80]})


def _in_svg(node: Node) -> bool:
    return bool(node.facts.get("ns")) or node.closest("svg") is not None


def _drawn(text: str) -> bool:
    """Text in fixed letters that is laid out with spaces: a drawing or a table, and not a line of code."""
    lines = [x for x in text.splitlines() if x.strip()]
    marks = len(re.findall(r"[^\w\s]", text))
    columns = sum(bool(re.search(r"\S[ \t]{3,}\S", line)) for line in lines)
    return len(lines) >= 2 and (columns >= 2 or marks > 0.3 * max(len(text.strip()), 1) or _padded(lines))


def _padded(lines: list[str]) -> bool:
    return sum(line.startswith(("    ", "\t")) for line in lines) >= 2 or any("\t" in line.strip() for line in lines)


def frames(page: Page) -> Iterator[Hit]:
    named: dict[str, list[Node]] = {}
    for frame in page.all("iframe", "frame"):
        if frame.hidden or frame.silent or frame.role in ("none", "presentation"):
            continue
        said = name(page, frame)
        if not said:
            if frame.get("tabindex") != "-1" or not page.browsed:
                yield Hit("frame-title", frame)
            continue
        named.setdefault(said.lower(), []).append(frame)
        if re.fullmatch(
            r"(i?frame|embed(ded)?|video|youtube|vimeo|facebook|twitter|google( maps)?|content|inhoud|untitled|title|titel|widget|\S+\.(com|nl|org)|(https?://)\S+)",
            said,
            re.I,
        ):
            yield Hit("frame-title-quality", frame, "likely", {"title": said[:60]})
    beside = page.probes.get("beside")
    for same in named.values():
        sources = {f.get("src") or f.get("srcdoc") for f in same}
        if len(same) < 2 or len(sources) < 2:
            continue
        texts = [beside(f.get("src")) for f in same] if callable(beside) else [None]
        known = [t for t in texts if t is not None]
        if len(known) < len(texts):
            yield Hit("frame-title-unique", same[1], "to-be-judged")
        elif any(len(t & known[0]) < 0.25 * len(t | known[0]) for t in known):
            yield Hit("frame-title-unique", same[1], "likely")


def meta(page: Page) -> Iterator[Hit]:
    if page.browsed:
        return  # axe-core looks at these in the browser.
    if page.whole and page.root.tag == "html":
        if not page.language:
            yield Hit("html-has-lang", page.root)
        elif not _language_code(page.language):
            yield Hit("html-lang-valid", page.root)
        titles = [t for t in page.all("title") if t.closest("svg") is None]
        if not titles or not "".join(c for c in titles[0].children if isinstance(c, str)).strip():
            yield Hit("document-title", titles[0] if titles else page.root)
    refreshed = False
    for node in page.nodes:
        lang = node.get("lang").strip()
        if (
            node.has("lang")
            and node is not page.root
            and lang
            and not _language_code(lang)
            and _speaks(node)
            and not node.hidden
        ):
            yield Hit("valid-lang", node, values={"lang": lang[:40]})
        if node.tag == "meta" and node.get("name").lower() == "viewport":
            content = node.get("content").lower().replace(" ", "")
            scale = re.search(r"maximum-scale=(-?\d+(?:\.\d+)?)", content)
            most = float(scale[1]) if scale else 5.0
            if re.search(r"user-scalable=(no|0(?!\.?[1-9]))", content) or 0 <= most < 2:
                yield Hit("meta-viewport", node)
            elif 2 <= most < 5:
                yield Hit("meta-viewport-large", node)
        if node.tag == "meta" and node.get("http-equiv").lower() == "refresh":
            delay = re.match(r"\s*(\d+)(?![\w])", node.get("content"))
            if delay and not refreshed and 0 < int(delay[1]) <= 72_000:
                yield Hit("meta-refresh", node)
            refreshed = refreshed or delay is not None  # A browser goes by the first that it understands.


def _speaks(node: Node) -> bool:
    """Whether there is text in the node's own language, and not only in parts that name another."""
    left = [node]
    while left:
        part = left.pop()
        if part.own_text:
            return True
        left += [e for e in part.elements if not e.hidden and not e.get("lang").strip()]
    return False


def _language_code(code: str) -> bool:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", code):
        return False
    if len(code.split("-")[0]) == 3:
        return True  # ISO 639-3 has thousands of these, more than any list here.
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        return code.split("-")[0].lower() in Locale.parse("en").languages
    except UnknownLocaleError:
        return True


def order(page: Page) -> Iterator[Hit]:
    """Blocks that float to the right stand on the screen in the opposite order."""
    for node in page.nodes:
        row = [e for e in node.elements if _floats_right(e)]
        if len(row) >= 3 and len(row) >= len(node.elements) - 1 and all(e.text for e in row) and not node.hidden:
            yield Hit("reading-order", row[0], "likely")
    width = page.view.get("view")
    if page.browsed and width and page.view.get("width", 0) > width + 40:
        yield Hit("horizontal-scroll", page.body, "likely")


def _floats_right(node: Node) -> bool:
    return node.style("float") == "right" or bool(re.search(r"float\s*:\s*right", node.get("style")))


_WHOLE = {"button", "checkbox", "img", "menuitemcheckbox", "menuitemradio", "meter", "option", "progressbar", "radio",
          "scrollbar", "separator", "slider", "switch", "tab"}  # fmt: skip
"""Roles whose parts have none of their own."""


def roles(page: Page) -> Iterator[Hit]:
    """Names and descriptions on elements that may have none."""
    for node in page.nodes:
        if node.silent or node.tag in ("html", "head", "body"):
            continue
        plain = not node.role and node.tag in (
            "div",
            "span",
            "p",
            "b",
            "i",
            "em",
            "strong",
            "code",
            "del",
            "ins",
            "sub",
            "sup",
            "small",
            "caption",
            "figcaption",
            "s",
            "time",
            "mark",
            "q",
        )
        plain = plain or (not node.role and "-" in node.tag and not node.facts.get("ns") and not node.focusable)
        if not plain and node.role not in ("presentation", "none", "generic", "paragraph", "strong", "emphasis"):
            continue
        if plain and node.get("contenteditable"):
            continue
        if any(role_of(a) in _WHOLE for a in node.ancestors()):
            continue  # Read as one with what is around it: its own role and name play no part.
        if any(
            node.get(a).strip()
            for a in (
                "aria-label",
                "aria-labelledby",
                "aria-braillelabel",
                "aria-roledescription",
                "aria-brailleroledescription",
            )
        ):
            if plain or node.text:
                yield Hit("aria-prohibited-attr", node, "certain" if node.get("aria-label") else "likely")
        elif node.role and role_of(node) == "":
            continue


def disclosures(page: Page) -> Iterator[Hit]:
    for details in page.all("details"):
        first = next((e for e in details.elements if e.tag == "summary"), None)
        if first is not None and not first.hidden and not first.silent and not name(page, first):
            yield Hit("summary-name", first)


RULES = (code, frames, meta, order, roles, disclosures)
