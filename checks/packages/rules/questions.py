"""Questions that no answer is right for, and answers that a pupil hears nothing about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.engine import Rule
from checks.packages.engine import H5P, TESTS, Library, Package
from checks.rule import CheckInfo, Text
from checks.spot import Spot
from documents.markup.fragment import plain
from documents.packages.qti2 import plain_name

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMATS = TESTS | H5P
RIGHT = CheckInfo(
    id="question-without-answer",
    severity="serious",
    title=Text("Vraag zonder goed antwoord", "Question without a right answer"),
    message=Text(
        "Bij de vraag “{asked}” is geen antwoord als goed aangewezen.",
        "No answer is marked as right for the question “{asked}”.",
    ),
    help=Text(
        "Wijs het goede antwoord aan. Is er geen goed of fout, maak er dan een peiling of open vraag van.",
        "Mark the right answer. If nothing is right or wrong, make it a poll or an open question.",
    ),
    standard=("IOL-kwaliteitsmodel: toetsing",),
    why=Text("Wat een leerling ook kiest, het wordt fout gerekend.", "Whatever a pupil chooses is counted wrong."),
    formats=FORMATS,
)
FEEDBACK = CheckInfo(
    id="question-without-feedback",
    severity="minor",
    title=Text("Vragen zonder uitleg bij het antwoord", "Questions without an explanation of the answer"),
    message=Text(
        "Bij {count} van de {total} vragen krijgt een leerling geen uitleg bij het antwoord.",
        "With {count} of the {total} questions a pupil gets no explanation of the answer.",
    ),
    help=Text(
        "Schrijf bij elk antwoord waarom het goed of fout is, of waar de uitleg staat.",
        "Write with each answer why it is right or wrong, or where it is explained.",
    ),
    standard=("IOL-kwaliteitsmodel: toetsing",),
    why=Text(
        "Van een kruisje leert niemand; uitleg maakt van een toets een oefening.",
        "Nobody learns from a cross; an explanation turns a test into practice.",
    ),
    formats=FORMATS,
)
_LEAST = 3
"""Questions below which missing explanations say nothing about the whole."""


@dataclass(frozen=True)
class _Question:
    """`right` is None where right and wrong do not apply or cannot be told."""

    asked: str
    right: bool | None
    explained: bool
    part: str | None
    selector: str | None = None


def find(package: Package) -> Iterator[Spot]:
    if package.archive is not None and "h5p.json" in package.archive:
        questions = list(_h5p(package))
    else:
        questions = [q for path, root in package.tests for q in _qti(path, root)]
    for question in questions:
        if question.right is False:
            asked = question.asked[:80] or "…"
            yield Spot(
                RIGHT.id,
                {"asked": asked},
                quote=question.asked or None,
                part=question.part,
                selector=question.selector,
                certainty="likely",
            )
    bare = [q for q in questions if not q.explained and q.right is not None]
    total = sum(q.right is not None for q in questions)
    if total >= _LEAST and len(bare) > total / 2:
        yield Spot(FEEDBACK.id, {"count": len(bare), "total": total}, quote=bare[0].asked or None, part=bare[0].part)


def _qti(path: str | None, root: "_Element") -> Iterator[_Question]:
    if plain_name(root.tag) == "assessmentitem":
        yield _item2(path, root)
        return
    for item in root.iter("{*}item"):
        yield _item1(path, item)


def _item2(path: str | None, item: "_Element") -> _Question:
    names = {plain_name(e.tag) for e in item.iter("*")}
    chosen = names & {
        "choiceinteraction",
        "inlinechoiceinteraction",
        "orderinteraction",
        "matchinteraction",
        "hotspotinteraction",
        "gapmatchinteraction",
    }
    right = bool(names & {"correctresponse", "mapentry", "areamapentry"}) if chosen else None
    explained = bool(names & {"modalfeedback", "feedbackinline", "feedbackblock"})
    body = next((e for e in item.iter("*") if plain_name(e.tag) in ("prompt", "itembody")), None)
    asked = " ".join("".join(str(t) for t in body.itertext("*")).split()) if body is not None else ""
    return _Question(asked[:200], right, explained, path)


def _item1(path: str | None, item: "_Element") -> _Question:
    """QTI 1.2: an answer is right when a condition on it gives points."""
    choices = [e for e in item.iter("{*}response_lid") if next(iter(e.iter("{*}response_label")), None) is not None]
    scores = [(v.text or "").strip() for v in item.iter("{*}setvar")]
    points = any(s.replace(".", "", 1).isdecimal() and float(s) > 0 for s in scores)
    survey = any((f.text or "").strip().lower().endswith("survey") for f in item.iter("{*}fieldentry"))
    right = points if choices and not survey and next(iter(item.iter("{*}resprocessing")), None) is not None else None
    explained = any("".join(str(t) for t in f.itertext("*")).strip() for f in item.iter("{*}itemfeedback"))
    text = next((t.text or "" for t in item.iter("{*}mattext")), "")
    ident = item.get("ident") or ""
    return _Question(
        plain(text)[:200], right, explained, path, f"//item[@ident='{ident}']" if ident and "'" not in ident else None
    )


def _h5p(package: Package) -> Iterator[_Question]:
    for library in package.libraries:
        params = library.params
        if library.kind == "h5p.multichoice":
            answers = [a for a in params.get("answers") or [] if isinstance(a, dict)]
            if answers:
                right = any(a.get("correct") is True for a in answers)
                yield _question(library, "question", right, any(map(_replies, answers)))
        elif library.kind == "h5p.truefalse":
            behaviour = params.get("behaviour")
            said = behaviour if isinstance(behaviour, dict) else {}
            yield _question(
                library, "question", True, bool(said.get("feedbackOnCorrect") or said.get("feedbackOnWrong"))
            )


def _replies(answer: dict[str, object]) -> bool:
    said = answer.get("tipsAndFeedback")
    found = said if isinstance(said, dict) else {}
    return any(plain(str(found.get(k) or "")) for k in ("chosenFeedback", "notChosenFeedback"))


def _question(library: Library, key: str, right: bool, explained: bool) -> _Question:
    asked = plain(str(library.params.get(key) or library.title))
    return _Question(asked[:200], right, explained, "content/content.json", library.path or "/")


RULE = Rule((RIGHT, FEEDBACK), find, FORMATS)
