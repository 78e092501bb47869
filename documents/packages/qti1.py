"""QTI 1.2, as Common Cartridge and older platforms write quizzes and question banks."""

from typing import TYPE_CHECKING

from documents.builder import Builder
from documents.markup.fragment import write_html
from documents.packages.questions import Answer, Question, write_question
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLAIN_TITLES = {"question", "vraag", "item", ""}
_FLOWS = {"flow", "flow_mat", "flow_label", "material", "presentation", "render_choice", "response_label", "section",
          "assessment", "objectbank", "presentation_material", "rubric", "objectives"}  # fmt: skip


def write_quiz(root: "_Element", builder: Builder) -> None:
    """Every question in `root` with the texts above them."""
    holder = next((e for e in root.iter("*") if local(e.tag) in ("assessment", "objectbank")), root)
    builder.title = holder.get("title") or None
    if builder.title:
        builder.add_heading(builder.title, 1)
    for element in holder.iter("*"):
        if local(element.tag) == "section" and element.get("title") and holder is not root:
            title = element.get("title") or ""
            if title != builder.title and title.lower() not in ("root section", "root_section"):
                builder.add_heading(title, 2)
        elif local(element.tag) in ("presentation_material", "rubric"):
            write_html(builder, _material(element))
        elif local(element.tag) == "item":
            number = sum(1 for _ in element.itersiblings("{*}item", preceding=True)) + 1
            write_question(builder, _question(element), 2, number)


def _question(item: "_Element") -> Question:
    presentation = _first(item, "presentation")
    if presentation is None:
        return Question("", title=item.get("title") or "")
    right = _right(item)
    feedback = {f.get("ident") or "": _material(f) for f in item.iter("{*}itemfeedback")}
    of_answer = _feedback_of_answers(item)
    asked = [_material(e) for e in _outside_answers(presentation)]
    answers: list[Answer] = []
    pairs: list[tuple[str, str]] = []
    responses = list(presentation.iter("{*}response_lid", "{*}response_str", "{*}response_num", "{*}response_grp"))
    several = len(responses) > 1
    for response in responses:
        id = response.get("ident") or ""
        labels = {e.get("ident") or "": _material(e) for e in response.iter("{*}response_label")}
        chosen = right.get(id, set())
        if several and labels and local(response.tag) == "response_lid":
            # Matching: each line has a list of its own to choose from.
            line = next((_material(e) for e in response if local(e.tag) in ("material", "flow_mat")), "")
            pairs.append((line, next((labels[c] for c in chosen if c in labels), "")))
            continue
        for ident, text in labels.items():
            said = feedback.pop(of_answer.get((id, ident), ""), "")
            answers.append(Answer(text, ident in chosen if right else None, said))
        if not labels:
            answers += [Answer(text, True) for text in sorted(chosen)]
    title = " ".join((item.get("title") or "").split())
    return Question(
        "\n".join(asked),
        title="" if title.lower() in _PLAIN_TITLES else title,
        answers=answers,
        pairs=pairs,
        notes=[text for text in feedback.values() if text],
        selector=f"//item[@ident='{item.get('ident')}']" if "'" not in (item.get("ident") or "'") else None,
    )


def _outside_answers(presentation: "_Element") -> list["_Element"]:
    found = []
    for element in presentation.iter("{*}material"):
        above = {local(a.tag) for a in element.iterancestors()}
        if not above & {"response_label", "render_choice", "response_lid", "response_str", "response_num"}:
            found.append(element)
    return found


def _right(item: "_Element") -> dict[str, set[str]]:
    """Per response the values that give points."""
    found: dict[str, set[str]] = {}
    for condition in item.iter("{*}respcondition"):
        points = [(v.text or "").strip() for v in condition.iter("{*}setvar")]
        if not any(p.replace(".", "", 1).isdecimal() and float(p) > 0 for p in points):
            continue
        for equal in condition.iter("{*}varequal"):
            if not any(local(a.tag) == "not" for a in equal.iterancestors()):
                found.setdefault(equal.get("respident") or "", set()).add((equal.text or "").strip())
    return found


def _feedback_of_answers(item: "_Element") -> dict[tuple[str, str], str]:
    """Which feedback belongs to which answer: a condition of one answer that shows one feedback and gives no points."""
    found: dict[tuple[str, str], str] = {}
    for condition in item.iter("{*}respcondition"):
        equal, shown = list(condition.iter("{*}varequal")), list(condition.iter("{*}displayfeedback"))
        if len(equal) == 1 and len(shown) == 1 and not list(condition.iter("{*}setvar")):
            key = (equal[0].get("respident") or "", (equal[0].text or "").strip())
            found[key] = shown[0].get("linkrefid") or ""
    return found


def _material(element: "_Element") -> str:
    """The texts of all materials in `element`, as HTML; pictures that are named but not shown are left out."""
    texts = []
    for text in element.iter("{*}mattext", "{*}matemtext"):
        content = "".join(str(t) for t in text.itertext("*")).strip()
        if content:
            texts.append(content)
    return "\n".join(texts)


def _first(element: "_Element", name: str) -> "_Element | None":
    return next(iter(element.iter(f"{{*}}{name}")), None)
