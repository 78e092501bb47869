"""/desk/materials/{id}/compare/{other}: what differs between two materials that are like each other."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from api.auth import SettingsIn, find_material
from api.desk import cards, vocabulary, words
from api.desk import visitor as who
from api.desk.render import page
from api.i18n import _, language_of, translate
from api.problems import not_found
from documents.fingerprint import MOST_PICTURES, common_pictures, normal_words
from schemas.common import Language
from schemas.document import Document
from store import duplicates
from store.blobs import Blobs, open_blobs
from store.database import reading
from store.materials import load_document
from store.tables import Material

router = APIRouter()
_LINES = 5000
_SHOWN = 60
_LINE_CHARS = 600
_WORDS, _LIKE = 2000, 0.4
"""Of more words, or of lines that are less alike than this, no single word is marked."""


@dataclass(frozen=True)
class Side:
    material: Material
    document: Document | None

    @property
    def lines(self) -> list[str]:
        text = self.document.text if self.document else ""
        return [" ".join(line.split())[:_LINE_CHARS] for line in text.splitlines() if line.strip()][:_LINES]


def _side(material: Material, blobs: Blobs) -> Side:
    material.platform  # noqa: B018 - loaded while the session is open
    return Side(material, load_document(blobs, material))


@router.get("/materials/{material_id}/compare/{other_id}")
def compare(
    request: Request,
    settings: SettingsIn,
    me: who.Watcher,
    material_id: UUID,
    other_id: UUID,
    context: Annotated[str, Query(alias="from", max_length=2000)] = "",
) -> Response:
    language = language_of(request)
    with reading(settings) as db:
        material = find_material(db, me.principal, material_id)
        other = find_material(db, me.principal, other_id)
        found = next((f for f in duplicates.of(db, material, me.principal.scope) if f.material.id == other.id), None)
        if found is None:
            raise not_found()
        blobs = open_blobs(settings)
        sides = (_side(other, blobs), _side(material, blobs))
        rows = _rows(db, sides, language)
    changed = differences(sides[0].lines, sides[1].lines)
    values = {
        "sides": sides,
        "rows": rows,
        "kind": found.kind,
        "likeness": found.likeness,
        "places": len(changed),
        "differences": [marked(gone, come) for gone, come in changed[:_SHOWN]],
        "context": context,
    }
    return page(request, "desk/compare.html", values)


def differences(before: list[str], after: list[str]) -> list[tuple[list[str], list[str]]]:
    """Runs of lines that only one of two texts has. A line that differs only in its form counts as the same."""
    first, second = [" ".join(normal_words(line)) for line in before], [" ".join(normal_words(line)) for line in after]
    found = []
    for kind, a, b, c, d in SequenceMatcher(
        None, first, second, autojunk=len(first) + len(second) > 4000
    ).get_opcodes():
        if kind == "equal":
            continue
        gone = [line for line, words in zip(before[a:b], first[a:b], strict=True) if words]
        come = [line for line, words in zip(after[c:d], second[c:d], strict=True) if words]
        # The same words on lines cut at another place are no difference.
        if " ".join(first[a:b]).split() != " ".join(second[c:d]).split():
            found.append((gone, come))
    return found


Line = list[tuple[str, bool]]
"""Runs of words of a line, and whether only this side has them."""


def marked(gone: list[str], come: list[str]) -> tuple[list[Line], list[Line]]:
    """The lines of both sides with the words that differ; where little is the same, nothing stands out."""
    sides = [[(number, word) for number, line in enumerate(lines) for word in line.split()] for lines in (gone, come)]
    before, after = ([word for _number, word in side] for side in sides)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    whole = not (before and after) or len(before) + len(after) > _WORDS or matcher.ratio() < _LIKE
    same = [set[int](), set[int]()]
    for a, b, size in matcher.get_matching_blocks() if not whole else ():
        same[0].update(range(a, a + size))
        same[1].update(range(b, b + size))
    first, second = (
        _lines(side, len(lines), kept if not whole else set(range(len(side))))
        for side, lines, kept in zip(sides, (gone, come), same, strict=True)
    )
    return first, second


def _lines(words: list[tuple[int, str]], count: int, same: set[int]) -> list[Line]:
    made: list[Line] = [[] for _ in range(count)]
    for at, (number, word) in enumerate(words):
        line, differs = made[number], at not in same
        if line and line[-1][1] == differs:
            line[-1] = (f"{line[-1][0]} {word}", differs)
        else:
            line.append((word, differs))
    return made


def _rows(db: Session, sides: tuple[Side, Side], language: Language) -> list[tuple[str, list[str], bool]]:
    """(what, both values, whether they are the same) for everything that people compare at a glance."""
    say = words.Words(language)

    def of(text: str, value: Any) -> tuple[str, list[str], bool]:
        both = [str(value(side) or "") for side in sides]
        return translate(language, text), both, both[0] == both[1]

    def best(field: str) -> Any:
        def labels(side: Side) -> str:
            rows = [s for s in side.material.suggestions if s.field == field and not s.abstained]
            kept = [s for s in rows if s.state == "accepted"] or [s for s in rows if s.state == "proposed"][:2]
            return ", ".join(vocabulary.label_of(field, cards.value_of(s.value), language) for s in kept)

        return labels

    def shared(side: Side) -> str:
        one, other = (s.document.image_hashes[:MOST_PICTURES] if s.document else [] for s in sides)
        mine = side.document.image_hashes if side.document else []
        return f"{len(mine)} ({common_pictures(one, other)} =)" if mine else ""

    made = [
        of(_("File"), lambda s: s.material.source),
        of(_("Format"), lambda s: s.material.format),
        of(_("Platform"), lambda s: s.material.platform.name),
        of(_("Language"), lambda s: s.material.language),
        of(_("Words"), lambda s: len(normal_words(s.document.text)) if s.document else ""),
        of(_("Pictures"), shared),
        of(_("Subject"), best("subject")),
        of(_("Level"), best("level")),
        of(_("Licence"), best("licence")),
        of(_("State"), lambda s: say("material", s.material.state)),
    ]
    return [row for row in made if any(row[1])]
