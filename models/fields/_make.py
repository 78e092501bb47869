"""Short ways to make suggestions and abstentions that look the same in every field."""

from models.calibration import Calibrator, band
from models.material import Material
from schemas.common import Location, Term
from schemas.suggestion import Evidence, FieldName, Method, Provenance, Suggestion, Value

RULES_VERSION = "1"


def suggestion(
    material: Material,
    field: FieldName,
    value: Value,
    confidence: float,
    evidence: list[Evidence],
    method: Method,
    *,
    model: str | None = None,
    vocabulary: str | None = None,
    calibrator: Calibrator | None = None,
) -> Suggestion:
    """A suggestion with its band from the settings. `model` is set for learned values and takes their version;
    `calibrator` is the one that made the confidence of a learned value, where there is one."""
    sure, likely = material.settings.sure_precision, material.settings.likely_precision
    if calibrator:
        sure, likely = calibrator.bars(sure=sure, likely=likely)
    version = material.models.version if model else RULES_VERSION
    return Suggestion(
        field=field,
        value=value,
        confidence=min(1.0, max(0.0, confidence)),
        band=band(confidence, sure=sure, likely=likely),
        evidence=evidence,
        provenance=Provenance(method=method, model=model, version=version, vocabulary=vocabulary),
    )


def abstain(
    material: Material, field: FieldName, confidence: float, why: str, why_en: str, *, vocabulary: str | None = None
) -> Suggestion:
    """No value: the evidence is too thin, and the reason says so."""
    return Suggestion(
        field=field,
        value=None,
        confidence=min(1.0, max(0.0, confidence)),
        abstained=True,
        evidence=[Evidence(quote="", why=why, why_en=why_en)],
        provenance=Provenance(method="abstained", version=material.models.version, vocabulary=vocabulary),
    )


def outside(quote: str, why: str, why_en: str) -> Evidence:
    """Evidence that stands outside the text: a file name, embedded metadata, a given value."""
    return Evidence(quote=quote, location=Location(), why=why, why_en=why_en)


def in_text(material: Material, start: int, end: int, why: str, why_en: str) -> Evidence:
    document = material.document
    return Evidence(quote=document.text[start:end], location=document.locate(start, end), why=why, why_en=why_en)


def term(uri: str, label: str) -> Term:
    return Term(id=uri, label=label)
