"""SLO curriculum-referentiekader: domains and topics of language and numeracy, 1F to 4S."""

from curriculum.dataset import Dataset, Parsed, ids, parents_of, words

FRAMEWORK = "referentiekader"
_LAYERS = (
    ("ref.vakleergebieden", "set", "ref_domein_id"),
    ("ref.domeinen", "domain", "ref_subdomein_id"),
    ("ref.subdomeinen", "subdomain", "ref_onderwerp_id"),
    ("ref.onderwerpen", "onderwerp", "ref_deelonderwerp_id"),
    ("ref.deelonderwerpen", "deelonderwerp", ""),
)


def recognises(dataset: Dataset) -> bool:
    return dataset.has("ref.onderwerpen", "prefix")


def read(dataset: Dataset, parsed: Parsed) -> None:
    above: dict[str, list[str]] = {}
    for table, kind, children in _LAYERS:
        records = dataset.records(table)
        for record in records:
            top = kind == "set"
            parsed.add(
                FRAMEWORK,
                record,
                kind,
                code=words(record, "prefix"),
                official=words(record, "description"),
                parents=above.get(record["id"]),
                subjects=parsed.subjects(ids(record, "vakleergebied_id")) if top else None,
                slo_levels=parsed.level_names(ids(record, "niveau_id")) if top else None,
                status="current" if top else "",
            )
        above = parents_of(records, children) if children else {}
