"""Questions as Moodle writes them: in its own XML format and in the question bank of a backup."""

import re
from typing import TYPE_CHECKING

from documents.packages.manifest import child, text_of
from documents.packages.questions import Answer, Question
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_CLOZE = re.compile(r"\{\d*:[A-Z_]+:([^{}]*)\}")


def html_of(element: "_Element | None", name: str) -> str:
    """The HTML in a child such as `<questiontext><text>…</text></questiontext>`, or right in it."""
    found = child(element, name)
    if found is None:
        return ""
    inner = child(found, "text")
    text = (inner if inner is not None else found).text or ""
    return "" if text.strip() == "$@NULL@$" else text


def question(element: "_Element") -> Question | None:
    """A question of the XML format; None for a category or something unknown."""
    kind = element.get("type") or ""
    if kind in ("category", ""):
        return None
    answers, pairs = [], []
    for answer in element:
        name = local(answer.tag)
        text = html_of(answer, "text") or (answer.text or "")
        if name == "answer":
            fraction = _fraction(answer.get("fraction"))
            right = None if kind in ("essay", "description") else fraction > 0
            answers.append(Answer(_truth(kind, text), right, html_of(answer, "feedback")))
        elif name == "subquestion":
            inner = child(answer, "answer")
            pairs.append((text, html_of(inner, "text") or (inner.text or "" if inner is not None else "")))
        elif name in ("dragbox", "selectoption", "drag", "drop"):
            answers.append(Answer(text))
    notes = [html_of(element, n) for n in ("generalfeedback", "graderinfo", "hint", "responsetemplate")]
    return Question(
        cloze(html_of(element, "questiontext")),
        title=" ".join(html_of(element, "name").split()),
        answers=[a for a in answers if a.html.strip()],
        pairs=[p for p in pairs if p[0].strip() or p[1].strip()],
        notes=[n for n in notes if n.strip()],
    )


def banked(element: "_Element") -> Question:
    """A question of a backup's `questions.xml`."""
    answers = []
    kind = text_of(element, "qtype")
    for answer in element.iter("{*}answer"):
        text = text_of(answer, "answertext") and html_of(answer, "answertext")
        right = _fraction(text_of(answer, "fraction")) > 0
        answers.append(Answer(_truth(kind, text or ""), right, html_of(answer, "feedback")))
    pairs = [
        (html_of(match, "questiontext"), html_of(match, "answertext"))
        for match in element.iter("{*}match")
        if child(match, "questiontext") is not None
    ]
    return Question(
        cloze(html_of(element, "questiontext")),
        title=text_of(element, "name"),
        answers=[a for a in answers if a.html.strip()],
        pairs=pairs,
        notes=[n for n in (html_of(element, "generalfeedback"),) if n.strip()],
    )


def cloze(text: str) -> str:
    """`{1:MULTICHOICE:=een~twee}` as `[een / twee]`: the answers without the marks of their scores."""

    def shown(found: re.Match[str]) -> str:
        answers = [re.sub(r"^(=|%-?\d+(\.\d+)?%)", "", a).split("#")[0] for a in re.split(r"(?<!\\)~", found[1])]
        return "[" + " / ".join(a for a in answers if a) + "]"

    return _CLOZE.sub(shown, text)


def _truth(kind: str, text: str) -> str:
    return {"true": "Waar", "false": "Niet waar"}.get(text.strip().lower(), text) if kind == "truefalse" else text


def _fraction(value: str | None) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 0.0
