"""An approved record with its terms looked up: labels that a platform gave become ids of the vocabularies."""

import re
from dataclasses import dataclass

import curriculum
from exchange.vocabularies import codes, labels, licence_code, lists
from schemas.common import Term
from schemas.record import ApprovedPart, ApprovedRecord, ApprovedValue
from schemas.suggestion import FieldName, Value

OBK = "http://purl.edustandaard.nl/begrippenkader"
SLO = "https://opendata.slo.nl/curriculum/uuid"
SCHEMES = (OBK, SLO, "http://purl.edustandaard.nl/concept")


OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "html": "text/html",
    "md": "text/markdown",
    "txt": "text/plain",
    "tex": "application/x-tex",
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "ipynb": "application/x-ipynb+json",
}


AGES = re.compile(r"\d{1,2}-\d{1,3}")
DURATION = re.compile(r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")


@dataclass(frozen=True)
class Concept:
    """A term with its full URI, or with none when the platform's label is in no vocabulary we know."""

    uri: str | None
    label: str
    framework: str | None = None

    @property
    def scheme(self) -> str | None:
        """The list that holds the term, when it is one of those that Edurep follows."""
        scheme = self.uri.rsplit("/", 1)[0] if self.uri else None
        return scheme if scheme in SCHEMES else None

    @property
    def uuid(self) -> str | None:
        """The bare id within its list; None for a term of another list, which NL-LOM cannot name that way."""
        return self.uri.rsplit("/", 1)[-1] if self.uri and self.scheme else None


def texts(record: ApprovedRecord, field: FieldName) -> list[str]:
    return [_code(v.value) for v in record.fields.get(field, [])]


def first(record: ApprovedRecord, field: FieldName) -> str | None:
    return next(iter(texts(record, field)), None)


def prose(record: ApprovedRecord, field: FieldName) -> str | None:
    """The label of a single value: for title and description, which are text."""
    found = record.fields.get(field)
    if not found:
        return None
    value = found[0].value
    return value if isinstance(value, str) else value.label


def _code(value: Value) -> str:
    return value if isinstance(value, str) else value.id


def subjects(record: ApprovedRecord) -> list[Concept]:
    graph = curriculum.load()
    found = []
    for value in _values(record, "subject"):
        subject = graph.find_subject(_code(value))
        found.append(Concept(subject.uri, subject.label) if subject else _loose(value))
    return found


def levels(record: ApprovedRecord) -> list[Concept]:
    graph = curriculum.load()
    found = []
    for value in _values(record, "level"):
        level = graph.find_level(_code(value))
        found.append(Concept(level.uri, level.label) if level else _loose(value))
    return found


def goals(record: ApprovedRecord) -> list[Concept]:
    graph = curriculum.load()
    found = []
    for value in _values(record, "goal"):
        goal = graph.goal(_code(value))
        if goal is None:
            found.append(_loose(value))
        else:
            label = f"{goal.code}: {goal.title}" if goal.title else goal.code
            found.append(Concept(graph.goal_uri(goal.id), label, goal.framework))
    return found


def _values(record: ApprovedRecord, field: FieldName) -> list[Value]:
    return [v.value for v in record.fields.get(field, [])]


def _loose(value: Value) -> Concept:
    if isinstance(value, Term):
        return Concept(value.id if "://" in value.id else None, value.label)
    return Concept(value if "://" in value else None, value)


def coded(record: ApprovedRecord, field: FieldName, name: str) -> list[str]:
    """The values of a field that are codes of value list `name`; a Dutch or English label counts too."""
    found = [code(text, name) for text in texts(record, field)]
    return list(dict.fromkeys(c for c in found if c is not None))


def code(text: str, name: str) -> str | None:
    """The code of value list `name` that `text` is, by its code or by its label in either language."""
    if text in codes(name):
        return text
    by_label = {label.casefold(): code for lang in ("nl", "en") for code, label in labels(name, lang).items()}
    return by_label.get(text.casefold())


def age_range(record: ApprovedRecord) -> str | None:
    """The typical age as `12-14`; another form cannot be exchanged."""
    text = (first(record, "age_range") or "").replace("–", "-").replace(" ", "")
    return text if AGES.fullmatch(text) else None


def learning_time(record: ApprovedRecord) -> str | None:
    """The learning time as an ISO 8601 duration without weeks, such as `PT50M`."""
    text = (first(record, "learning_time") or "").strip()
    return text if DURATION.fullmatch(text) else None


def licence(record: ApprovedRecord) -> str | None:
    given = first(record, "licence")
    return licence_code(given) if given else None


def access_rights(record: ApprovedRecord) -> str | None:
    return next(iter(coded(record, "access_rights", "access_rights")), None)


def cost(record: ApprovedRecord) -> str | None:
    """Whether using it costs money: as a person said, else `no` when the approved licence is an open one.

    An open licence lets everyone use the material without paying, so that `no` follows from what was approved.
    """
    said = next(iter(coded(record, "cost", "cost")), None)
    return said or ("no" if (licence(record) or "").startswith(("cc", "pdm")) else None)


def contexts(record: ApprovedRecord) -> list[str]:
    """The school sectors that the approved levels belong to, in the order of the list."""
    by_level = lists()["context"]["levels"]
    wanted = {by_level.get(level.uuid) for level in levels(record)}
    return [code for code in labels("context") if code in wanted]


def identifier(record: ApprovedRecord) -> str:
    return record.identifier or f"urn:uuid:{record.material_id}"


def part_record(record: ApprovedRecord, part: ApprovedPart) -> ApprovedRecord:
    """What was decided about a part, in the shape of a record, so that its terms are looked up in the same way.

    Its title is the one that a curator chose, else what the package calls it.
    """
    named = [ApprovedValue(value=part.title or part.path or part.id, by="platform")]
    return record.model_copy(
        update={"identifier": f"{identifier(record)}#{part.id}", "location": None, "parts": [], "format": part.format,
                "bytes": None, "authors": [], "publisher": None, "fields": {"title": named} | part.fields}
    )  # fmt: skip


def media_type(record: ApprovedRecord) -> str | None:
    return MEDIA_TYPES.get(record.format or "")
