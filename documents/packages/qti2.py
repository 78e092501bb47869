"""QTI 2 and 3: one item as a small web page with its right answers marked."""

from typing import TYPE_CHECKING

from documents.builder import Builder
from documents.packages.questions import RIGHT
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAGS = {
    "itembody": "body", "prompt": "p", "simplechoice": "li", "choiceinteraction": "ul", "orderinteraction": "ol",
    "inlinechoice": "option", "simpleassociablechoice": "li", "simplematchset": "ul", "matchinteraction": "div",
    "associateinteraction": "ul", "gaptext": "li", "gapimg": "li", "hottext": "span", "rubricblock": "div",
    "modalfeedback": "div", "feedbackblock": "div", "feedbackinline": "div", "inlinechoiceinteraction": "span",
    "textentryinteraction": "span", "extendedtextinteraction": "div", "stimulusbody": "body",
    "graphicgapmatchinteraction": "div", "hotspotinteraction": "div", "uploadinteraction": "div",
}  # fmt: skip
_DROPPED = {"responsedeclaration", "outcomedeclaration", "responseprocessing", "templatedeclaration", "stylesheet",
            "templateprocessing", "contextdeclaration", "catalog", "cataloginfo", "companionmaterialsinfo"}  # fmt: skip
_DEEPEST = 200


def plain_name(tag: object) -> str:
    """`simplechoice` for `simpleChoice` of QTI 2 and `qti-simple-choice` of QTI 3."""
    name = local(tag)
    return (name[4:].replace("-", "") if name.startswith("qti-") else name).lower()


def write_item(root: "_Element", builder: Builder) -> None:
    """An item, or a stimulus that several items share."""
    from documents.markup.walk import Walker
    from documents.xml import W3

    builder.declare_language(root.get(f"{W3}lang") or root.get("lang"))
    builder.title = " ".join((root.get("title") or "").split()) or None
    if builder.title:
        builder.add_heading(builder.title, 1)
    right, open_answers = _right(root)
    page = _page(root, right)
    Walker(builder, selectors=False).walk(page)
    for answers in open_answers:
        builder.line(RIGHT + " / ".join(answers))


def _right(root: "_Element") -> tuple[set[str], list[list[str]]]:
    """Identifiers of right choices, and the right answers to questions that are typed."""
    used = {e.get("identifier") for e in root.iter("*") if plain_name(e.tag) != "responsedeclaration"}
    right: set[str] = set()
    typed: list[list[str]] = []
    for declaration in root.iter("*"):
        if plain_name(declaration.tag) != "responsedeclaration":
            continue
        correct = next((e for e in declaration if plain_name(e.tag) == "correctresponse"), None)
        values = [(v.text or "").strip() for v in correct] if correct is not None else []
        if (declaration.get("base-type") or declaration.get("baseType")) == "identifier":
            right.update(v for v in values if v in used)
        elif values:
            also = [e.get("map-key") or e.get("mapKey") or "" for e in declaration.iter("*")
                    if plain_name(e.tag) == "mapentry"]  # fmt: skip
            typed.append(list(dict.fromkeys(v for v in (*values, *also) if v))[:10])
    return right, typed


def _page(root: "_Element", right: set[str]) -> "_Element":
    """The item with the names of HTML, so that it can be walked as a page."""
    from lxml import etree

    page = etree.Element("body")
    for child in root:
        if plain_name(child.tag) in ("itembody", "modalfeedback", "stimulusbody", "rubricblock"):
            part = etree.SubElement(page, "div")
            part.text = child.text
            _copy(child, part, right, 0)
    return page


def _copy(source: "_Element", target: "_Element", right: set[str], depth: int) -> None:
    from lxml import etree

    if depth > _DEEPEST:
        return
    for child in source:
        name = plain_name(child.tag)
        if not name or name in _DROPPED:
            if child.tail:
                _after(target, child.tail)
            continue
        made = etree.SubElement(target, _TAGS.get(name, name if name.isalnum() else "div"))
        for key, value in child.attrib.items():
            made.set(local(key), value)
        made.text, made.tail = child.text, child.tail
        if child.get("identifier") in right and name in ("simplechoice", "inlinechoice", "hottext", "gaptext"):
            made.text = RIGHT + (child.text or "").lstrip()
        _copy(child, made, right, depth + 1)


def _after(target: "_Element", text: str) -> None:
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text
