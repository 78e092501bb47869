"""A CASE package (1EdTech, CFPackage as JSON): one document with its items and their tree."""

from curriculum.dataset import Dataset, Parsed, Record, words
from curriculum.errors import CurriculumError
from curriculum.naming import fold, uuid_in


def recognises(dataset: Dataset) -> bool:
    return isinstance(_package(dataset).get("CFDocument"), dict)


def read(dataset: Dataset, parsed: Parsed) -> None:
    package = _package(dataset)
    document = package["CFDocument"]
    root, title = uuid_in(str(document.get("identifier", ""))), words(document, "title")
    if not root or not title:
        raise CurriculumError(f"{dataset.name}: the CFDocument has no identifier or no title")
    framework = f"case-{fold(title).replace(' ', '-')[:60]}"
    parsed.labels[framework] = title
    status = words(document, "adoptionStatus").lower() or "current"
    parsed.add(
        framework, {"id": root}, "set", title=title, subjects=_subjects(document, parsed), slo_levels=[], status=status
    )
    items = {i: item for item in package.get("CFItems") or [] if (i := uuid_in(str(item.get("identifier", ""))))}
    parent: dict[str, str] = {}
    replaces: dict[str, list[str]] = {}
    for link in package.get("CFAssociations") or []:
        origin, target = (_end(link, side) for side in ("originNodeURI", "destinationNodeURI"))
        if not origin or not target:
            continue
        if link.get("associationType") == "isChildOf":
            parent.setdefault(origin, target)
        elif link.get("associationType") == "replacedBy":
            replaces.setdefault(target, []).append(origin)
    groups = set(parent.values())
    for item_id in _top_down(items, parent):
        item = items[item_id]
        above = parent.get(item_id, root)
        full = words(item, "fullStatement")
        parsed.add(
            framework,
            {"id": item_id, "replaces": replaces.get(item_id, [])},
            "grouping" if item_id in groups else "item",
            code=words(item, "humanCodingScheme"),
            title=words(item, "abbreviatedStatement") or (full if len(full) <= 80 else full[:77].rstrip() + "…"),
            official=full,
            parents=[above if above in items or above == root else root],
            subjects=_subjects(item, parsed) or None,
            slo_levels=_levels(item, parsed) or None,
        )


def _package(dataset: Dataset) -> Record:
    """The package, also when a server wrapped it in an object of its own."""
    document = dataset.document
    inner = document.get("CFPackage")
    return inner if isinstance(inner, dict) else document


def _end(link: Record, side: str) -> str | None:
    node = link.get(side)
    value = node.get("identifier") or node.get("uri") if isinstance(node, dict) else node
    return uuid_in(str(value)) if value else None


def _top_down(items: dict[str, Record], parent: dict[str, str]) -> list[str]:
    """Parents before children; a circle is broken where it is met."""
    ordered: dict[str, None] = {}
    for item_id in items:
        chain: list[str] = []
        current: str | None = item_id
        while current in items and current not in ordered and current not in chain:
            chain.append(current)
            current = parent.get(current)
        ordered.update(dict.fromkeys(reversed(chain)))
    return list(ordered)


def _subjects(record: Record, parsed: Parsed) -> list[str]:
    found = (parsed.terms.find_subject(str(name)) for name in record.get("subject") or [])
    return [subject.uri.rsplit("/", 1)[-1] for subject in found if subject]


def _levels(record: Record, parsed: Parsed) -> list[str]:
    found = (parsed.terms.slo_level(str(name)) for name in record.get("educationLevel") or [])
    return [level.title for level in found if level]
