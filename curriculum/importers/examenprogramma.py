"""SLO curriculum-examenprogramma: the exam programmes in force, with their domains and eindtermen."""

import re

from curriculum.dataset import Dataset, Parsed, Record, ids, parents_of, words

FRAMEWORK = "examenprogramma"
_HEAD = re.compile(r"^(?:keuze|sub)?domein\s+[A-Z]?\d*\s*[:.]?\s*", re.IGNORECASE)


def recognises(dataset: Dataset) -> bool:
    return dataset.has("examenprogramma", "examenprogramma_domein_id")


def read(dataset: Dataset, parsed: Parsed) -> None:
    programmes, domains = dataset.records("examenprogramma"), dataset.records("domeinen")
    subdomains = dataset.records("subdomeinen")
    views = dataset.by_id("vakleergebieden")
    above = parents_of(programmes, "examenprogramma_domein_id")
    above |= parents_of(domains, "examenprogramma_subdomein_id")
    holders = parents_of([*subdomains, *domains], "examenprogramma_eindterm_id")
    groups = {r["id"]: r for r in (*domains, *subdomains)}
    known: set[str] = set()
    for record in programmes:
        known.add(record["id"])
        found = [views[v] for v in ids(record, "examenprogramma_vakleergebied_id") if v in views]
        parsed.add(
            FRAMEWORK,
            record,
            "programme",
            code=words(record, "prefix"),
            subjects=parsed.subjects([s for view in found for s in ids(view, "vakleergebied_id")]),
            slo_levels=parsed.level_names(ids(record, "niveau_id")),
            status="current",
        )
    for kind, records in (("domain", domains), ("subdomain", subdomains)):
        for record in records:
            parents = [p for p in above.get(record["id"], []) if p in known]
            if not parents:
                parsed.warn(f"{kind} {words(record, 'prefix')} belongs to no exam programme and is left out")
                continue
            known.add(record["id"])
            parsed.add(FRAMEWORK, record, kind, code=words(record, "prefix"), title=_title(record), parents=parents)
    for record in dataset.records("eindtermen"):
        parents = [p for p in holders.get(record["id"], []) if p in known]
        if not parents:
            parsed.warn(f"eindterm {words(record, 'prefix') or record['id']} belongs to no domain and is left out")
            continue
        holder = groups[parents[0]]
        parsed.add(
            FRAMEWORK,
            record,
            "eindterm",
            code=words(record, "prefix") or words(holder, "prefix"),
            title=_HEAD.sub("", _title(holder)),
            official=words(record, "title"),
            parents=parents,
            slo_levels=parsed.level_names(ids(record, "niveau_id")) or None,
        )


def _title(record: Record) -> str:
    """The name of a domain: the first line of its title, for a preamble goes on with a sentence."""
    return str(record.get("title") or "").strip().splitlines()[0].strip().rstrip(":") or words(record, "prefix")
