"""SLO curriculum-fo: the kerndoelen of 2025 and the exam programmes that go with them."""

import re

from curriculum.dataset import Dataset, Parsed, Record, ids, parents_of, words

GOALS, EXAMS = "kerndoelen-2025", "examenprogramma-2025"
_HEAD = re.compile(r"^(?:keuze|sub)?domein\b\s*[A-Z]?\d*\s*[:;.]?\s*", re.IGNORECASE)
_TRACKS = (("bb", "bb vmbo bb"), ("kb", "bb vmbo kb"), ("gl", "bb vmbo gl"), ("tl", "bb vmbo tl"), ("tk", "bb vmbo tl"))


def recognises(dataset: Dataset) -> bool:
    return dataset.has("doelzinnen", "soort") and dataset.has("sets", "settype")


def read(dataset: Dataset, parsed: Parsed) -> None:
    sets, domains = dataset.records("sets"), dataset.records("domeinen")
    subdomains, sentences = dataset.records("subdomeinen"), dataset.records("kernzinnen")
    groups = {r["id"]: r for r in (*domains, *subdomains, *sentences)}
    above = parents_of(sets, "fo_domein_id")
    above |= parents_of(domains, "fo_subdomein_id", "fo_kernzin_id", "fo_doelzin_id")
    for child, found in parents_of([*subdomains, *sentences], "fo_doelzin_id").items():
        above.setdefault(child, found)
    levels = _levels(dataset, parsed)
    beside = {p: sorted({v for c in found for v in levels.get(c, ())}) for p, found in _siblings(above).items()}
    framework: dict[str, str] = {}
    for record in sets:
        framework[record["id"]] = name = EXAMS if record.get("settype") == "examenprogramma" else GOALS
        title = words(record, "title")
        parsed.add(
            name,
            record,
            "set",
            code=words(record, "prefix"),
            subjects=parsed.subjects(ids(record, "vakleergebied_id")),
            slo_levels=parsed.level_names(ids(record, "niveau_id")) or _levels_in(title),
            status=words(record, "status"),
        )
    for kind, records in (("domain", domains), ("subdomain", subdomains), ("kernzin", sentences)):
        for record in records:
            parents = [p for p in above.get(record["id"], []) if p in framework]
            if not parents:
                parsed.warn(f"{kind} {words(record, 'title')} belongs to no set and is left out")
                continue
            framework[record["id"]] = framework[parents[0]]
            sentence = kind == "kernzin"
            parsed.add(
                framework[parents[0]],
                record,
                kind,
                code="" if sentence else words(record, "prefix"),
                title=words(record, "title") if sentence else _full_name(record),
                official=words(record, "description") if sentence else "",
                parents=parents,
            )
    for record in dataset.records("doelzinnen"):
        parents = [p for p in above.get(record["id"], []) if p in framework]
        if not parents:
            parsed.warn(f"{words(record, 'title')} ({record['id']}) belongs to no set and is left out")
            continue
        goal = record.get("soort") == "kerndoel"
        head, _, name = words(record, "title").partition(" - ")
        if goal:
            head = f"Kerndoel {words(groups[parents[0]], 'prefix')}{words(record, 'prefix')}"
        parsed.add(
            framework[parents[0]],
            record,
            "kerndoel" if goal else "eindterm",
            code=head,
            title=name or (head if goal or parents[0] not in groups else _name(groups[parents[0]])),
            official=words(record, "description"),
            parents=parents,
            slo_levels=levels.get(record["id"]) or beside.get(parents[0]) or None,
        )
    _elaborate(dataset, parsed, framework, above)


def _siblings(above: dict[str, list[str]]) -> dict[str, list[str]]:
    """Group id to the ids under it: a doelzin without levels takes those of its neighbours."""
    found: dict[str, list[str]] = {}
    for child, parents in above.items():
        found.setdefault(parents[0], []).append(child)
    return found


def _name(record: Record) -> str:
    """The name of a domain without its letter, which stands in the title or in the description."""
    title, other = (_HEAD.sub("", words(record, key)) for key in ("title", "description"))
    return title or other or words(record, "title")


def _full_name(record: Record) -> str:
    title, name = words(record, "title"), _name(record)
    return title if name in title else f"{title}: {name}"


def _levels_in(title: str) -> list[str]:
    """Levels named in the title of an exam programme; `[]` when it names none."""
    words_in = set(re.split(r"[^a-z]+", title.lower()))
    if "vmbo" in words_in:
        return list(dict.fromkeys(level for short, level in _TRACKS if short in words_in)) or ["bb vmbo"]
    return [f"bb {school}" for school in ("havo", "vwo") if school in words_in]


def _levels(dataset: Dataset, parsed: Parsed) -> dict[str, list[str]]:
    """Levels per doelzin: SLO notes them on the elaborations and illustrations only."""
    parts = {r["id"]: ids(r, "niveau_id") for t in ("uitwerkingen", "illustraties") for r in dataset.records(t)}
    found: dict[str, list[str]] = {}
    for record in dataset.records("doelzinnen"):
        names = [
            level
            for part in (*ids(record, "fo_uitwerking_id"), *ids(record, "fo_illustratie_id"))
            for level in parts.get(part, ())
        ]
        found[record["id"]] = sorted(parsed.level_names(names))
    return found


def _elaborate(dataset: Dataset, parsed: Parsed, framework: dict[str, str], above: dict[str, list[str]]) -> None:
    for table, key, kind in (
        ("uitwerkingen", "fo_uitwerking_id", "uitwerking"),
        ("illustraties", "fo_illustratie_id", "illustratie"),
    ):
        parts = dataset.by_id(table)
        for record in dataset.records("doelzinnen"):
            name = next((framework[p] for p in above.get(record["id"], []) if p in framework), None)
            for part in (parts[p] for p in ids(record, key) if name and p in parts):
                levels = parsed.level_names(ids(part, "niveau_id"))
                parsed.elaborate(str(name), record["id"], words(part, "description"), kind, levels)
