"""SLO curriculum-kerndoelen: the generation of 2006, with those of special education."""

from curriculum.dataset import Dataset, Parsed, Record, ids, parents_of, words

FRAMEWORK = "kerndoelen-2006"
AREAS = (
    "Nederlands",
    "Engels",
    "Fries",
    "Rekenen en wiskunde",
    "Oriëntatie op jezelf en de wereld",
    "Kunstzinnige oriëntatie",
    "Bewegingsonderwijs",
    "Mens en natuur",
    "Mens en maatschappij",
    "Kunst en cultuur",
    "Bewegen en sport",
)
"""Learning areas that the kerndoelen are arranged in; other views (Biologie, Techniek) only group them once more."""
PHASES = ("fase ", "1F", "1S", "ob vmbo")


def recognises(dataset: Dataset) -> bool:
    return dataset.has("kerndoelen", "kerndoelLabel")


def read(dataset: Dataset, parsed: Parsed) -> None:
    views = sorted(dataset.records("vakleergebieden"), key=_area_first)
    in_view = parents_of(views, "kerndoel_domein_id", "kerndoel_id")
    in_domain = parents_of(dataset.records("domeinen"), "kerndoel_id")
    for view in views:
        subjects = parsed.subjects(ids(view, "vakleergebied_id"))
        parsed.add(FRAMEWORK, view, "set", subjects=subjects, slo_levels=[], status="current")
    for domain in dataset.records("domeinen"):
        parsed.add(FRAMEWORK, domain, "domain", parents=in_view.get(domain["id"]))
    for goal in dataset.records("kerndoelen"):
        domains = in_domain.get(goal["id"], [])
        above = domains + in_view.get(goal["id"], [])
        found = list(dict.fromkeys([*in_view.get(goal["id"], []), *(v for d in domains for v in in_view.get(d, []))]))
        slo_subjects = [s for view in views if view["id"] in found for s in ids(view, "vakleergebied_id")]
        code = words(goal, "prefix")
        names = parsed.level_names(ids(goal, "niveau_id"))
        parsed.add(
            FRAMEWORK,
            goal,
            "kerndoel",
            code=code,
            title=words(goal, "kerndoelLabel") or code,
            official=words(goal, "title"),
            parents=above[:1],
            subjects=parsed.subjects(slo_subjects),
            slo_levels=[n for n in names if not (code.startswith("PO ") and n.startswith(PHASES))],
        )


def _area_first(view: Record) -> tuple[bool, str]:
    title = words(view, "title")
    return (title not in AREAS, title)
