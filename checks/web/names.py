"""The name that assistive technology gives an element, after the accessible name computation of W3C."""

from checks.web.page import Node, Page

_NAMED_BY_CONTENT = {"button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem",
                     "menuitemcheckbox", "menuitemradio", "option", "radio", "row", "rowheader", "switch", "tab",
                     "tooltip", "treeitem"}  # fmt: skip
_CONTENT_TAGS = {"a", "button", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "option", "label", "legend",
                 "caption", "figcaption", "output"}  # fmt: skip
_LABELLED = {"input", "select", "textarea", "meter", "progress", "output"}
_DEEP = 40
ROLES = {"a": "link", "area": "link", "button": "button", "summary": "button", "img": "img", "h1": "heading",
         "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "nav": "navigation",
         "main": "main", "aside": "complementary", "ul": "list", "ol": "list", "li": "listitem", "table": "table",
         "select": "combobox", "textarea": "textbox", "th": "columnheader", "td": "cell", "tr": "row",
         "fieldset": "group", "form": "form", "iframe": "iframe", "dialog": "dialog", "option": "option"}  # fmt: skip
_INPUTS = {"checkbox": "checkbox", "radio": "radio", "button": "button", "submit": "button", "reset": "button",
           "image": "button", "range": "slider", "number": "spinbutton", "hidden": ""}  # fmt: skip


def role_of(node: Node) -> str:
    """The role that the element has, stated or of its own."""
    if node.role:
        return node.role
    if node.tag == "input":
        return _INPUTS.get(node.get("type").lower(), "textbox")
    if node.tag in ("a", "area") and not node.has("href"):
        return ""
    return ROLES.get(node.tag, "")


def name(page: Page, node: Node) -> str:
    """The name, on one line; empty when there is none."""
    known = page.probes.setdefault("names", {})
    if node not in known:
        known[node] = " ".join(_name(page, node, referenced=False, inside=False, depth=0, asked=node).split())
    return str(known[node])


def _name(page: Page, node: Node, *, referenced: bool, inside: bool, depth: int, asked: Node) -> str:
    """`asked` is the element whose name it is: it adds nothing to its own name."""
    if depth > 0 and node is asked and not referenced:
        return ""
    if depth > _DEEP or (node.hidden and not referenced):
        return ""
    if not referenced and node.get("aria-hidden").lower() == "true":
        return ""
    if not referenced and (targets := [page.ids[i] for i in node.get("aria-labelledby").split() if i in page.ids]):
        found = " ".join(_name(page, t, referenced=True, inside=True, depth=depth + 1, asked=asked) for t in targets)
        if found.strip():
            return found
    if node.get("aria-label").strip():
        return node.get("aria-label")
    if (native := _native(page, node, depth, asked)) is not None and native.strip():
        return native
    role = role_of(node)
    if inside or referenced or role in _NAMED_BY_CONTENT or node.tag in _CONTENT_TAGS:
        if inside and role in ("textbox", "searchbox", "combobox") and node.facts.get("v"):
            return str(node.facts["v"])
        content = _content(page, node, depth, asked, hidden=referenced and node.hidden)
        if content.strip():
            return content
    if node.tag == "button" and (labelled := _labelled(page, node, depth, asked)).strip():
        return labelled
    if node.get("title").strip() and node.role not in ("presentation", "none"):
        return node.get("title")
    return node.get("placeholder") if node.tag in ("input", "textarea") and not inside else ""


def _content(page: Page, node: Node, depth: int, asked: Node, *, hidden: bool) -> str:
    pieces = [str(node.facts.get("bf") or "")]
    for child in node.children:
        if isinstance(child, str):
            pieces.append(child)
        elif child.tag in ("script", "style", "template", "noscript"):
            continue
        else:
            part = (
                child.text
                if hidden
                else _name(page, child, referenced=False, inside=True, depth=depth + 1, asked=asked)
            )
            inline = child.style("display") in ("inline", "") and child.tag not in ("div", "p", "br", "li", "td")
            pieces.append(part if inline else f" {part} ")
    pieces.append(str(node.facts.get("af") or ""))
    return "".join(pieces)


def _native(page: Page, node: Node, depth: int, asked: Node) -> str | None:
    """What HTML itself says: alt, label, caption, legend, value."""
    if node.tag in ("img", "area") or (node.tag == "input" and node.get("type").lower() == "image"):
        own = node.get("alt") or (node.get("title") if node.get("alt") is None else "")
        return own or (_labelled(page, node, depth, asked) if node.tag == "input" else "")
    if node.tag in _LABELLED:
        kind = node.get("type").lower()
        if node.tag == "input" and kind in ("submit", "reset", "button"):
            own = node.get("value") or {"submit": "Submit", "reset": "Reset"}.get(kind, "")
            return own or _labelled(page, node, depth, asked)
        return _labelled(page, node, depth, asked)
    child = {"fieldset": "legend", "table": "caption", "figure": "figcaption"}.get(node.tag)
    if child:
        inner = next((e for e in node.elements if e.tag == child), None)
        return _content(page, inner, depth + 1, asked, hidden=False) if inner else None
    if node.tag == "svg":
        inner = next((e for e in node.elements if e.tag == "title"), None)
        return "".join(c for c in inner.children if isinstance(c, str)) if inner else None
    return None


def _labelled(page: Page, node: Node, depth: int, asked: Node) -> str:
    return " ".join(_name(page, label, referenced=True, inside=True, depth=depth + 1, asked=asked)
                    for label in labels(page, node))  # fmt: skip


def labels(page: Page, node: Node) -> list[Node]:
    """The label elements of a form field."""
    found = page.probes.get("labels")
    if found is None:
        found = page.probes["labels"] = {}
        for label in page.all("label"):
            if label.get("for"):
                found.setdefault(label.get("for"), []).append(label)
    here = list(found.get(node.get("id"), [])) if node.get("id") else []
    around = node.closest("label")
    if around is not None and around is not node and not around.has("for"):
        here.append(around)
    return here
