"""A material as the worker leaves it, platforms and tokens: what the API's tests begin with."""

from collections.abc import Sequence
from pathlib import Path

import curriculum
import documents
from config.settings import Settings
from schemas.common import Term
from schemas.document import Document
from schemas.finding import Finding
from schemas.material import EnrichResult, Given, MaterialSummary
from schemas.suggestion import Evidence, FieldName, Provenance, Suggestion, Value
from store import jobs, materials, tokens
from store.blobs import open_blobs
from store.database import session
from store.tables import Material

LESSON = """# Fotosynthese in de klas

In deze biologieles voor havo 3 leer je hoe een plant met **licht** glucose maakt.

| Stof | Waar komt die vandaan? | Wat doet de plant ermee? |
|------|------------------------|--------------------------|
| water | uit de bodem, door de wortels | gaat naar het blad |
| koolstofdioxide | uit de lucht, door de huidmondjes | wordt glucose |

## Proef met waterpest

Zet een takje waterpest in een glas en tel de belletjes per minuut. Verplaats daarna de lamp.

Lees meer op [deze pagina](https://voorbeeld.example/fotosynthese).
"""


def subject(name: str) -> Term:
    found = curriculum.load().find_subject(name)
    assert found is not None, name
    return Term(id=found.uri, label=found.label)


def level(name: str) -> Term:
    found = curriculum.load().find_level(name)
    assert found is not None, name
    return Term(id=found.uri, label=found.label)


def read_lesson(folder: Path, text: str = LESSON, name: str = "fotosynthese.md") -> Document:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text)
    return documents.read_here(path, name=name)


def suggestion(document: Document, field: FieldName, value: Value, quote: str, confidence: float) -> Suggestion:
    """One with its passage in the text: `quote` must stand there."""
    start = document.text.index(quote)
    evidence = Evidence(
        quote=quote,
        location=document.locate(start, start + len(quote)),
        why="De tekst zegt het zelf.",
        why_en="The text says so itself.",
    )
    band = "sure" if confidence > 0.9 else "likely" if confidence > 0.7 else "unsure"
    return Suggestion(
        field=field,
        value=value,
        confidence=confidence,
        band=band,
        evidence=[evidence],
        provenance=Provenance(method="stated"),
    )


def suggestions(document: Document) -> list[Suggestion]:
    return [
        suggestion(document, "title", "Fotosynthese in de klas", "Fotosynthese in de klas", 0.97),
        suggestion(document, "language", "nl", "hoe een plant", 0.99),
        suggestion(document, "subject", subject("Natuurkunde"), "licht", 0.55),
        suggestion(document, "level", level("havo"), "havo 3", 0.93),
        suggestion(document, "keyword", "waterpest", "waterpest", 0.8),
        Suggestion(
            field="goal",
            value=None,
            confidence=0.1,
            abstained=True,
            evidence=[Evidence(quote="", why="De tekst zegt te weinig.", why_en="The text says too little.")],
            provenance=Provenance(method="linear-model", vocabulary="kerndoelen-2006"),
        ),
    ]


def findings(document: Document, link: str = "deze pagina") -> list[Finding]:
    start = document.text.index(link)
    return [
        Finding(
            check="link-text",
            severity="serious",
            standard=["WCAG 2.4.4"],
            message="Een link zegt niet waar hij heen gaat: ‘deze pagina’.",
            message_en="A link does not say where it leads: ‘deze pagina’.",
            help="Noem in de linktekst wat er achter de link staat.",
            help_en="Name in the link text what is behind the link.",
            location=document.locate(start, start + len(link)),
            evidence=link,
        ),
        Finding(
            check="licence-missing",
            severity="moderate",
            message="Er staat geen licentie in het materiaal.",
            message_en="The material names no licence.",
            help="Zet de licentie onder aan het materiaal.",
            help_en="Put the licence at the end of the material.",
        ),
    ]


def platform_token(settings: Settings, name: str) -> tuple[str, str]:
    """The id of a platform and a token of it."""
    with session(settings) as db:
        platform = materials.platform_named(db, name)
        return platform.id, tokens.create(db, "platform", f"koppeling {name}", platform.id)


def token(settings: Settings, role: tokens.Role, name: str = "Noor") -> str:
    with session(settings) as db:
        return tokens.create(db, role, name)


def enriched(
    settings: Settings,
    platform: str = "Lessenbank",
    *,
    given: Given | None = None,
    text: str = LESSON,
    found: Sequence[Suggestion] | None = None,
    document: Document | None = None,
) -> str:
    """The id of a material whose enrichment has ended; its document and suggestions are stored.

    A `document` of one's own has no findings.
    """
    judged = [] if document else None
    document = document or read_lesson(settings.home / "made", text)
    with session(settings) as db:
        material, job = materials.submit(
            db,
            platform_id=materials.platform_named(db, platform).id,
            source="fotosynthese.md",
            given=given or Given(),
            url="https://voorbeeld.example/fotosynthese.md",
            size=document.bytes,
        )
        material_id, job_id = material.id, job.id
    _finish(
        settings,
        job_id,
        document,
        suggestions(document) if found is None else list(found),
        findings(document) if judged is None else judged,
    )
    return material_id


def checked_again(settings: Settings, material_id: str, link: str = "deze pagina") -> None:
    """The same material enriched anew, the text of its link perhaps changed meanwhile."""
    document = read_lesson(settings.home / "made", LESSON.replace("deze pagina", link))
    with session(settings) as db:
        material = db.get(Material, material_id)
        assert material is not None
        material.state = "queued"
        job_id = jobs.enqueue(db, material, "interactive").id
    _finish(settings, job_id, document, suggestions(document), findings(document, link))


def _finish(
    settings: Settings, job_id: str, document: Document, suggested: list[Suggestion], found: list[Finding]
) -> None:
    blobs = open_blobs(settings)
    with session(settings) as db:
        claim = jobs.claim(db, job_id, "test", lease=45, limit=3)
        assert claim is not None
    summary = MaterialSummary(
        source=document.source, sha256=document.sha256, format=document.format, title=document.title, language="nl"
    )
    result = EnrichResult(
        material=summary,
        status="done",
        suggestions=suggested,
        findings=found,
        timings={"read": 0.01, "classify": 0.02, "check": 0.01},
    )
    key = materials.save_document(blobs, claim, document)
    with session(settings) as db:
        assert materials.save_result(db, claim, result, key)
