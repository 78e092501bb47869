"""Headings, lists, tables, skipping what is repeated, and the code itself."""

import re
from collections.abc import Iterator

from checks.rule import Text
from checks.web.hit import Hit
from checks.web.names import name
from checks.web.page import Node, Page

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BULLET = re.compile(r"\s*([*•·▪●○‣–—-]|\(?[0-9]{1,2}[.)]|[a-z][.)])\s+\S")
_FIRST = Text(
    "De eerste kop is van niveau {level}; een niveau hoger ontbreekt.",
    "The first heading is of level {level}; one above it is missing.",
)
_AFTER = Text(
    "Na een kop van niveau {before} komt een kop van niveau {level}.",
    "After a heading of level {before} comes a heading of level {level}.",
)
_STRAY = {"script", "style", "template"}


def headings(page: Page) -> Iterator[Hit]:
    last = 1
    first = True
    found = [n for n in page.nodes if (n.tag in _HEADINGS or n.role == "heading") and not n.silent]
    for node in found:
        if node.role and node.role != "heading":
            continue
        level = int(node.tag[1]) if node.tag in _HEADINGS and not node.has("aria-level") else _level(node)
        if level > last + 1:
            yield Hit(
                "headings-order", node, message=_FIRST if first else _AFTER, values={"level": level, "before": last}
            )
        last, first = level, False
        if not name(page, node) and page.whole:
            yield Hit("heading-empty", node)


def _level(node: Node) -> int:
    digits = re.fullmatch(r"\s*([1-9])\s*", node.get("aria-level"))
    return int(digits[1]) if digits else 2


def first_heading(page: Page) -> Iterator[Hit]:
    main = any(n.tag == "h1" or (n.role == "heading" and _level(n) == 1) for n in page.nodes if not n.silent)
    words = len(page.body.text.split())
    if page.whole and not main and words >= 8 and not page.browsed:
        yield Hit("heading-one-missing", page.body, "likely")
    paragraphs = [p for p in page.all("p") if len(p.text) > 80]
    parts = sum(n.tag in (*_HEADINGS, "li", "table", "hr") or n.role == "heading" for n in page.nodes if not n.hidden)
    if words >= 350 and len(paragraphs) >= 4 and parts <= words / 500 + 1:
        yield Hit("headings-missing", page.body, "likely", {"words": round(words, -1)})


def fake_headings(page: Page) -> Iterator[Hit]:
    for node in page.all("p", "div", "strong", "b", "span", "font"):
        text = node.text
        if (
            node.hidden
            or not 3 <= len(text) <= 90
            or text[-1:] in ".,;:?!"
            or any(node.within("input", "img", "a", "li", "p", "div", "br"))
        ):
            continue
        if node.tag in ("strong", "b", "span", "font") and (node.parent is None or node.parent.text != text):
            alone = node.tag in ("strong", "b") and node.parent is not None and _stands_alone(node)
            if not alone:
                continue
        if node.closest(
            *_HEADINGS,
            "li",
            "td",
            "th",
            "label",
            "a",
            "button",
            "legend",
            "caption",
            "figcaption",
            "dt",
            "summary",
            "nav",
            "header",
            "footer",
            "blockquote",
            "table",
        ):
            continue
        if node.parent is not None and node.parent.text == text and node.parent.tag in ("p", "div") and node.tag != "p":
            continue  # The block is looked at itself.
        after = _after(node)
        if after is None or len(after.text) < max(40, 1.5 * len(text)):
            continue
        inner = next((e for e in node.within() if e.text == text), node)
        bold = node.bold or inner.bold or inner.tag in ("b", "strong")
        grown = bool(after.size) and inner.size >= 1.2 * after.size
        if (bold and not after.bold) or grown:
            yield Hit("heading-fake", node, "likely", {"text": text[:80]})


def _stands_alone(node: Node) -> bool:
    """An element in a row of blocks, with no text of its own beside it."""
    parent = node.parent
    assert parent is not None
    around = [c for c in parent.children if c is not node]
    blocks = all(
        isinstance(c, str) or c.tag in ("p", "div", "ul", "ol", "table", "br", "h1", "h2", "h3") for c in around
    )
    return blocks and not any(isinstance(c, str) and c.strip() for c in around) and len(parent.elements) > 1


def _after(node: Node) -> Node | None:
    siblings = node.parent.elements if node.parent is not None else []
    index = next((i for i, s in enumerate(siblings) if s is node), -1)
    return next((s for s in siblings[index + 1 :] if s.text), None) if index >= 0 else None


def paragraphs(page: Page) -> Iterator[Hit]:
    for node in page.all("p"):
        inside = [e for e in node.elements if e.tag not in ("br", "span", "b", "i", "strong", "em")]
        generated = node.facts.get("bf") or node.facts.get("af")
        if (
            not node.hidden
            and not node.text.replace("\xa0", "").strip()
            and not inside
            and not generated
            and not node.get("id")
        ):
            yield Hit("paragraph-empty", node)
    for node in page.nodes:
        for side in ("bf", "af"):
            text = str(node.facts.get(side) or "")
            if len(re.findall(r"[^\W\d_]", text)) >= 3 and not node.silent and len(text.split()) <= 12:
                yield Hit("css-content", node, "likely", {"text": text[:60]})


def fake_lists(page: Page) -> Iterator[Hit]:
    for node in page.all("p", "div", "td", "main", "section", "article", "body", "pre"):
        lines: list[str] = [""]
        for child in node.children:
            if isinstance(child, str):
                lines[-1] += child
            elif child.tag == "br":
                lines.append("")
            elif child.tag in ("p", "div", "ul", "ol", "table", *_HEADINGS):
                lines.append("\0")
                lines.append("")
            else:
                lines[-1] += child.text
        run = 0
        for line in lines:
            run = run + 1 if _BULLET.match(line) else 0
            if run == 2 and not node.hidden and node.tag != "pre":
                yield Hit("list-fake", node, "likely")
                break
    for node in page.nodes:
        items = [e for e in node.elements if e.tag == "p"]
        run = 0
        for item in items:
            run = run + 1 if _BULLET.match(item.text) and len(item.text) < 200 else 0
            if run == 3 and not item.hidden:
                yield Hit("list-fake", item, "likely")
                break


def lists(page: Page) -> Iterator[Hit]:
    for node in page.all("li"):
        parent = node.parent
        if node.silent or node.role or parent is None:
            continue
        if parent.tag not in ("ul", "ol", "menu") and parent.role not in ("list", "directory") and not parent.role:
            yield Hit("listitem", node)
    for node in page.all("ul", "ol"):
        if node.silent or node.role not in ("", "list"):
            continue
        wrong = [
            e
            for e in node.elements
            if e.tag not in ("li", *_STRAY)
            and not e.hidden
            and e.role not in ("listitem", "presentation", "none", "group")
        ]
        loose = any(isinstance(c, str) and c.strip() for c in node.children)
        if wrong or loose:
            yield Hit("list", node)
        elif not page.browsed:
            continue
        if wrong and not any(e.tag == "li" or e.role == "listitem" for e in node.elements):
            yield Hit(
                "aria-required-children",
                node,
                message=Text("Deze lijst heeft geen lijstpunten.", "This list has no list items."),
            )
    for node in page.all("dt", "dd"):
        parent = node.parent
        if parent is not None and parent.tag == "div":
            parent = parent.parent
        if parent is not None and parent.tag != "dl" and not node.silent and not node.role:
            yield Hit("dlitem", node)


def bypass(page: Page) -> Iterator[Hit]:
    """A page that starts with a menu or another repeated block needs a way past it: a heading, main, a link."""
    if not page.whole:
        return
    found = repeated(page)
    if found is None or any(n.tag == "main" or n.role == "main" for n in page.nodes if not n.silent):
        return
    first, content = found
    if not page.browsed:
        yield Hit("landmarks", page.root, "likely", standard=("Best practice", "ACT b40fd1"))
    start = page.nodes.index(content)
    heads = [
        n
        for n in page.nodes[start:]
        if (n.tag in _HEADINGS or n.role == "heading") and not n.silent and n.visible and name(page, n)
    ]
    around = [e for e in page.body.elements if _repeats(e)]
    own = [h for h in heads if not any(r is h or r in list(h.ancestors()) for r in around)]
    if own or _skips(page, content) or _collapses(page):
        return
    yield Hit("bypass", first, "likely", standard=(
        "WCAG 2.2 2.4.1", "EN 301 549 9.2.4.1", "ACT cf77f2", "ACT 047fe0", "ACT b40fd1", "ACT ye5d6e", "ACT 3e12e1"))  # fmt: skip


def _repeats(node: Node) -> bool:
    return not node.hidden and (
        node.tag in ("nav", "aside", "header") or node.role in ("navigation", "complementary", "banner")
    )


def repeated(page: Page) -> tuple[Node, Node] | None:
    """The first block that pages of a site have in common, and the content after it; None when there is no such pair."""
    blocks = [e for e in page.body.elements if not e.hidden and e.tag not in _STRAY]
    first = next((n for n, e in enumerate(blocks) if _repeats(e)), None)
    if first is None or not blocks[first].text:
        return None
    inside = (e for e in blocks[first + 1 :] if e.tag in ("div", "section", "article", "p", "main") or e.role == "main")
    content = next(inside, None)
    return (blocks[first], content) if content is not None else None


def _skips(page: Page, content: Node) -> bool:
    order = {id(n): i for i, n in enumerate(page.nodes)}
    for node in page.nodes:
        goal = node.get("href") if node.tag == "a" else ""
        if not goal.startswith("#"):
            found = re.search(r"['\"](#[\w-]+)['\"]", node.get("onclick"))
            goal = found[1] if found else ""
        target = page.ids.get(goal[1:]) if len(goal) > 1 else None
        if target is None:
            continue
        last_before = order[id(content)] - 1
        near = target is content or content in list(target.ancestors())
        end = not target.text and last_before - order[id(target)] <= 1
        if (near and not _deep(target, content)) or end:
            return True
    return False


def _deep(target: Node, content: Node) -> bool:
    """Whether readable text of the content comes before the target."""
    for node in content.walk():
        if node is target:
            return False
        if node.own_text:
            return True
    return False


def _collapses(page: Page) -> bool:
    said = page.probes.get("collapsed")
    if isinstance(said, bool):
        return said
    for node in page.nodes:
        if (
            node.has("aria-expanded")
            or node.tag == "summary"
            or re.search(r"toggle|collapse|hide", node.get("onclick"), re.I)
        ):
            return True
    return False


RULES = (headings, first_heading, fake_headings, paragraphs, fake_lists, lists, bypass)
