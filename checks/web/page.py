"""A web page as the rules see it: its elements, and how a browser shows them where one has looked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

STYLE = ("display", "position", "weight", "slant", "color", "align", "transform", "decoration", "overflow_x",
         "overflow_y", "white_space", "line_height", "direction", "cursor", "opacity", "background", "indent",
         "clip", "clip_path", "float", "text_overflow", "letter_spacing", "font")  # fmt: skip
"""The order in which `probe.js` gives the computed style."""
_UNRENDERED = {"script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "datalist", "param",
               "source", "track"}  # fmt: skip
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)", re.IGNORECASE)
_BLOCKS = {"address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
           "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
           "header", "hr", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table",
           "td", "th", "tr", "ul"}  # fmt: skip
MOST = 30_000
"""Elements of one page that are looked at."""
_TABBABLE = {"button", "input", "select", "textarea", "iframe", "summary"}


@dataclass(eq=False)
class Node:
    """An element. `facts` is what the browser told of it, empty without one; `children` holds texts and elements."""

    tag: str
    attributes: dict[str, str]
    children: "list[Node | str]" = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    parent: "Node | None" = None
    number: int = -1
    line: int | None = None

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def has(self, name: str) -> bool:
        return name in self.attributes

    @property
    def elements(self) -> "list[Node]":
        return [c for c in self.children if isinstance(c, Node)]

    def walk(self, *tags: str) -> "Iterator[Node]":
        """This element and all in it, in the order of the page; of `tags` only, when given."""
        stack = [self]
        while stack:
            node = stack.pop()
            if not tags or node.tag in tags:
                yield node
            stack.extend(reversed(node.elements))

    def within(self, *tags: str) -> "Iterator[Node]":
        """As `walk`, without this element."""
        return (n for n in self.walk(*tags) if n is not self)

    def ancestors(self) -> "Iterator[Node]":
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def closest(self, *tags: str) -> "Node | None":
        return next((n for n in (self, *self.ancestors()) if n.tag in tags), None)

    @cached_property
    def role(self) -> str:
        """The first word of the role attribute, in lower case."""
        words = self.get("role").lower().split()
        return words[0] if words else ""

    @cached_property
    def hidden(self) -> bool:
        """Nobody sees it: not rendered, or made invisible."""
        if self.tag in _UNRENDERED:
            return True
        if self.facts:
            return bool(self.facts.get("h"))
        if self.has("hidden") or _HIDING.search(self.get("style")):
            return True
        if self.tag == "input" and self.get("type").lower() == "hidden":
            return True
        closed = self.parent is not None and self.parent.tag == "details" and not self.parent.has("open")
        return (closed and self.tag != "summary") or (self.parent is not None and self.parent.hidden)

    @cached_property
    def silent(self) -> bool:
        """Kept from people who listen: hidden, or under aria-hidden."""
        if self.hidden or self.get("aria-hidden").strip().lower() == "true":
            return True
        return any(a.get("aria-hidden").strip().lower() == "true" for a in self.ancestors())

    @cached_property
    def offscreen(self) -> bool:
        """Heard but not seen: moved out of the page, or clipped to nothing."""
        for node in (self, *self.ancestors()):
            if node.facts.get("b"):
                x, y, width, height = node.facts["b"]
                clipped = node.style("clip") not in ("", "auto") or "inset(5" in node.style("clip_path")
                tiny = width <= 1 and height <= 1 and "hidden" in node.style("overflow_x")
                far = x + max(width, 1) < 0 or y + max(height, 1) < 0
                indent = node.style("indent").startswith("-") and len(node.style("indent")) > 5
                if (clipped and node.style("position") == "absolute") or tiny or far or indent:
                    return True
            elif re.search(r"(left|top|text-indent)\s*:\s*-\d{3,}", node.get("style")):
                return True
        return False

    @property
    def visible(self) -> bool:
        return not self.hidden and not self.offscreen and self.style("opacity") != "0"

    def style(self, name: str) -> str:
        """A computed value by the name in `STYLE`; empty when no browser has looked."""
        values = self.facts.get("s")
        return str(values[STYLE.index(name)]) if values else ""

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """Left, top, width and height in CSS pixels, from the top of the page."""
        found = self.facts.get("b")
        return tuple(found) if found else None

    @property
    def size(self) -> float:
        return float(self.facts.get("fs") or 0)

    @cached_property
    def bold(self) -> bool:
        weight = self.style("weight")
        return int(weight) >= 600 if weight.isdigit() else self.tag in ("b", "strong", "th")

    @cached_property
    def text(self) -> str:
        """The text that is shown or read, with a space between blocks, on one line."""
        return " ".join(self._pieces(lambda n: n.hidden).split())

    @cached_property
    def seen(self) -> str:
        """The text that can be seen."""
        return " ".join(self._pieces(lambda n: not n.visible).split())

    @cached_property
    def heard(self) -> str:
        """The text that can be heard."""
        return " ".join(self._pieces(lambda n: n.silent).split())

    def _pieces(self, left_out: Any) -> str:
        out: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                out.append(item)
                continue
            if left_out(item) and item is not self:
                continue
            if item.tag in _UNRENDERED and item is not self:
                continue
            apart = item.tag in _BLOCKS or item.style("display") not in ("", "inline", "contents")
            if apart:
                out.append(" ")
                stack.append(" ")
            stack.extend(reversed(item.children))
        return "".join(out)

    @property
    def own_text(self) -> str:
        return " ".join("".join(c for c in self.children if isinstance(c, str)).split())

    @cached_property
    def focusable(self) -> bool:
        """Reached with the Tab key."""
        if self.hidden:
            return False
        if self.facts:
            return "ti" in self.facts and not self.facts.get("off") and self.tag not in ("dialog",)
        if self.has("disabled"):
            return False
        index = self.get("tabindex").strip()
        if re.fullmatch(r"[+-]?\d+", index):
            return int(index) >= 0
        return self.tag in _TABBABLE or (self.tag in ("a", "area") and self.has("href"))

    @cached_property
    def path(self) -> str:
        """The XPath, without the tbody that a parser may have added."""
        if self.parent is None:
            return f"/{self.tag}"
        above = self.parent.path
        if self.tag == "tbody" and not self.attributes:
            return above
        if self.tag in ("body", "head") and self.parent.parent is None:
            return f"{above}/{self.tag}"
        same = 0
        for sibling in self.parent.elements:
            if sibling.tag == self.tag:
                same += 1
            if sibling is self:
                break
        return f"{above}/{self.tag}[{max(same, 1)}]"

    @property
    def markup(self) -> str:
        """The start of the element as it is written, for evidence."""
        attributes = "".join(f' {k}="{v[:90]}"' for k, v in list(self.attributes.items())[:8])
        inside = self.text[:80]
        return f"<{self.tag}{attributes}>{inside}"


@dataclass(eq=False)
class Page:
    """A whole page. `browsed` says whether a browser showed it; `errors` are the parser's complaints, with lines."""

    root: Node
    browsed: bool = False
    source: str = ""
    errors: list[tuple[int, str]] = field(default_factory=list)
    view: dict[str, Any] = field(default_factory=dict)
    probes: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def nodes(self) -> list[Node]:
        return list(self.root.walk())

    @cached_property
    def ids(self) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for node in self.nodes:
            found.setdefault(node.get("id"), node)
        found.pop("", None)
        return found

    @cached_property
    def body(self) -> Node:
        return next((e for e in self.root.elements if e.tag == "body"), self.root)

    def all(self, *tags: str) -> list[Node]:
        return [n for n in self.nodes if n.tag in tags]

    @cached_property
    def whole(self) -> bool:
        """A page, and not a fragment that an editor will put in one."""
        return bool(re.search(r"<(!doctype|html|head|body)\b", self.source[:100_000], re.IGNORECASE)) or self.browsed

    @cached_property
    def language(self) -> str:
        return (self.root.get("lang") or self.root.get("xml:lang")).strip()

    @cached_property
    def by_number(self) -> dict[int, Node]:
        return {n.number: n for n in self.nodes if n.number >= 0}


def from_snapshot(plain: list[Any]) -> Node:
    """The tree from a flat list, of `probe.js` or `plain_of`: name, attributes, children and facts of each element.

    A child is a text or the number of an element, which is its place in the list. What is malformed is left out.
    """
    nodes = [
        Node(str(tag), dict(attributes), [], dict(facts), None, n)
        for n, (tag, attributes, _, facts) in enumerate(plain)
    ]
    for node, (_, _, children, _) in zip(nodes, plain, strict=True):
        for child in children:
            if isinstance(child, str):
                node.children.append(child)
            elif isinstance(child, int) and node.number < child < len(nodes) and nodes[child].parent is None:
                node.children.append(nodes[child])
                nodes[child].parent = node
    return nodes[0] if nodes else Node("html", {})


def plain_of(text: str) -> dict[str, Any]:
    """The page in `text` as a lenient parser sees it: its elements as a flat list, and the parser's complaints."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace") or b"<p></p>", parser)
    except etree.XMLSyntaxError:
        root = None
    nodes: list[list[Any]] = []
    if root is not None:
        _flatten(root, nodes)
    errors = [[int(e.line), str(e.message)[:200]] for e in parser.error_log][:200]
    return {"nodes": nodes, "errors": errors}


def _flatten(root: Any, nodes: list[list[Any]]) -> None:
    """Depth first, so that a child's number is higher than its parent's and the numbers follow the page."""
    stack: list[tuple[Any, list[Any] | None]] = [(root, None)]
    while stack and len(nodes) < MOST:
        element, parent = stack.pop()
        if isinstance(element, str):
            assert parent is not None
            parent[2].append(element)
            continue
        node: list[Any] = [str(element.tag).lower(), {str(k): str(v) for k, v in element.attrib.items()}, [], {}]
        if parent is not None:
            parent[2].append(len(nodes))
        nodes.append(node)
        below: list[tuple[Any, list[Any] | None]] = [(str(element.text), node)] if element.text else []
        for child in element:
            if isinstance(child.tag, str):
                below.append((child, node))
            if child.tail:
                below.append((str(child.tail), node))
        stack.extend(reversed(below))


def from_markup(text: str) -> Page:
    """The page in `text` by its markup alone, read in this process: for text of our own and for tests."""
    return from_plain(plain_of(text), text)


def from_plain(plain: dict[str, Any], text: str) -> Page:
    root = from_snapshot(plain["nodes"])
    return Page(root, source=text, errors=[(int(line), str(said)) for line, said in plain["errors"]])
