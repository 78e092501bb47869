"""SLO curriculum-erk: the can-do descriptions of the Common European Framework, with their scales."""

from curriculum.dataset import Dataset, Parsed, ids, parents_of, words

FRAMEWORK = "erk"
_LAYERS = (
    ("erk.gebieden", "set", ("erk_categorie_id", "erk_schaal_id")),
    ("erk.categorieen", "domain", ("erk_taalactiviteit_id", "erk_schaal_id")),
    ("erk.taalactiviteiten", "subdomain", ("erk_schaal_id",)),
    ("erk.schalen", "schaal", ("erk_candobeschrijving_id",)),
)


def recognises(dataset: Dataset) -> bool:
    return dataset.has("erk.candobeschrijvingen", "niveau_id")


def read(dataset: Dataset, parsed: Parsed) -> None:
    views = dataset.records("erk.vakleergebieden")
    subjects = parsed.subjects([s for view in views for s in ids(view, "vakleergebied_id")])
    above: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for table, kind, children in _LAYERS:
        records = dataset.records(table)
        for record in records:
            titles[record["id"]] = words(record, "title")
            parents = above.get(record["id"])
            top = not parents
            parsed.add(
                FRAMEWORK,
                record,
                kind,
                code=words(record, "prefix"),
                parents=parents[:1] if parents else None,
                subjects=subjects if top else None,
                slo_levels=[] if top else None,
                status="current" if top else "",
            )
        for child, found in parents_of(records, *children).items():
            above.setdefault(child, []).extend(found)
    examples = dataset.by_id("erk.voorbeelden")
    for record in dataset.records("erk.candobeschrijvingen"):
        parents = [p for p in above.get(record["id"], []) if p in titles][:1]
        if record.get("isempty") or not parents:
            continue
        levels = parsed.level_names(ids(record, "niveau_id"))
        name = " ".join(levels)
        parsed.add(
            FRAMEWORK,
            record,
            "candobeschrijving",
            code=words(record, "prefix") or name,
            title=f"{titles[parents[0]]} ({name})" if name else titles[parents[0]],
            official=words(record, "title"),
            parents=parents,
            slo_levels=levels,
        )
        for example in (examples[e] for e in ids(record, "erk_voorbeeld_id") if e in examples):
            parsed.elaborate(FRAMEWORK, record["id"], words(example, "title"), "voorbeeld", levels)
