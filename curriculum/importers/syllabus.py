"""SLO curriculum-syllabus: what exam years ask of an eindterm; these texts are elaborations, not goals."""

from curriculum.dataset import Dataset, Parsed, Record, ids, words

FILE = "syllabus"
_HOLDERS = ("examenprogramma_eindterm_id", "examenprogramma_subdomein_id", "examenprogramma_domein_id")


def recognises(dataset: Dataset) -> bool:
    return dataset.has("syllabus", "syllabus_specifieke_eindterm_id")


def read(dataset: Dataset, parsed: Parsed) -> None:
    programme: dict[str, list[str]] = {}
    for record in dataset.records("syllabus"):
        for part in ids(record, "syllabus_specifieke_eindterm_id") + ids(record, "syllabus_toelichting_id"):
            programme.setdefault(part, ids(record, "examenprogramma_id"))
    notes: dict[str, list[str]] = {}
    lost = 0
    for record in dataset.records("specifieke_eindtermen"):
        goals = _goals(record) or programme.get(record["id"], [])
        lost += not goals
        for part in ids(record, "syllabus_toelichting_id") + ids(record, "syllabus_vakbegrip_id"):
            notes.setdefault(part, goals)
        for goal in goals:
            parsed.elaborate(FILE, goal, words(record, "title"), "specifieke-eindterm")
    for table, kind in (("toelichtingen", "toelichting"), ("vakbegrippen", "vakbegrip")):
        for record in dataset.records(table):
            for goal in _goals(record) or notes.get(record["id"]) or programme.get(record["id"], []):
                parsed.elaborate(FILE, goal, words(record, "title"), kind)
    if lost:
        parsed.warn(f"{lost} specifieke eindtermen belong to no eindterm, domain or programme and are left out")


def _goals(record: Record) -> list[str]:
    """The narrowest goals that a record names."""
    return next((found for key in _HOLDERS if (found := ids(record, key))), [])
