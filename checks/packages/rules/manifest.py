"""What a manifest leaves out: titles of parts, files that no resource lists, ids that are used twice."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from checks.engine import Rule
from checks.packages.engine import COURSES, Package
from checks.rule import CheckInfo, Text
from checks.spot import Spot
from documents.packages.manifest import Item
from documents.xml import local

TITLES = CheckInfo(
    id="package-title",
    severity="moderate",
    title=Text("Onderdeel van het pakket zonder titel", "Part of the package without a title"),
    message=Text(
        "{what} heeft in de inhoudsopgave geen titel die zegt wat het is.",
        "{what} has no title in the table of contents that says what it is.",
    ),
    help=Text(
        "Geef elk onderdeel in de cursus een titel, zoals “Les 2: breuken vereenvoudigen”.",
        "Give each part of the course a title, such as “Lesson 2: simplifying fractions”.",
    ),
    standard=("WCAG 2.2 2.4.2", "WCAG 2.2 2.4.6", "IMS Content Packaging 1.1.4"),
    formats=COURSES,
)
UNLISTED = CheckInfo(
    id="package-unlisted",
    severity="minor",
    title=Text("Bestanden die het manifest niet noemt", "Files that the manifest does not name"),
    message=Text(
        "In het pakket zitten {count} bestanden die het manifest niet noemt.",
        "The package holds {count} files that the manifest does not name.",
    ),
    help=Text(
        "Haal ze weg als ze niet nodig zijn, of neem ze op bij het onderdeel dat ze gebruikt.",
        "Remove them if they are not needed, or list them with the part that uses them.",
    ),
    standard=("IMS Content Packaging 1.1.4", "SCORM CAM 3.4"),
    why=Text(
        "Een leeromgeving mag weglaten wat niet genoemd is; dan ontbreken er plaatjes of bladzijden.",
        "A platform may leave out what is not named; then pictures or pages are missing.",
    ),
    formats=COURSES,
)
DOUBLE = CheckInfo(
    id="package-identifier",
    severity="moderate",
    title=Text("Kenmerk in het manifest komt dubbel voor", "Identifier in the manifest is used twice"),
    message=Text(
        "Het kenmerk “{id}” komt in het manifest {count} keer voor.",
        "The identifier “{id}” is in the manifest {count} times.",
    ),
    help=Text(
        "Maak het pakket opnieuw; elk onderdeel hoort een eigen kenmerk te hebben.",
        "Make the package again; each part should have an identifier of its own.",
    ),
    standard=("IMS Content Packaging 1.1.4",),
    why=Text(
        "Een leeromgeving toont dan het verkeerde onderdeel of weigert het pakket.",
        "A platform then shows the wrong part or refuses the package.",
    ),
    formats=COURSES,
)
_POOR = re.compile(
    r"(item|onderdeel|sco|untitled|naamloos|zonder titel|new page|nieuwe pagina|page|pagina|module|resource)?[\s_-]*\d*",
    re.I,
)
_FILE = re.compile(r"\S+\.(html?|pdf|docx?|pptx?|xml|swf|js)", re.I)
_SUPPORT = re.compile(
    r"\.(xsd|dtd|css|js|map|ico|woff2?|ttf|eot|otf|lock)$|(^|/)(course_settings|non_cc_assessments)/|(^|/)(\.|__MACOSX|Thumbs\.db|imsmanifest\.xml|metadata|imslrm|lom)",
    re.I,
)
"""What platforms read without being told, or what makes pages work: to name each would hide the rest."""


def find(package: Package) -> Iterator[Spot]:
    manifest, root, path = package.manifest, package.root, package.manifest_path
    if manifest is None or root is None or package.archive is None:
        return
    for item in _items(manifest.items):
        resource = manifest.resources.get(item.ref or "")
        title = item.title.strip()
        if resource is not None and (_POOR.fullmatch(title) or _FILE.fullmatch(title)):
            name = posixpath.basename(resource.href or resource.id)
            said = title or name
            yield Spot(
                TITLES.id,
                {"what": f"“{said[:80]}”"},
                evidence=f"{name}: “{title}”",
                part=resource.href if not resource.external else path,
                certainty="certain" if not title else "to-be-judged",
            )
    listed = {f for r in manifest.resources.values() for f in (*r.files, r.href) if f}
    folder = posixpath.dirname(path or "")
    left = [
        n
        for n in package.archive.names
        if n not in listed and not _SUPPORT.search(n) and n.startswith(f"{folder}/" if folder else "")
    ]
    # A resource that is given by its first page only names none of its files: that is a way of writing, not a slip.
    if left and manifest.resources and len(left) <= len(listed):
        yield Spot(UNLISTED.id, {"count": len(left)}, evidence=", ".join(sorted(left)[:8]), part=path)
    ids = Counter(
        e.get("identifier") for e in root.iter("*") if local(e.tag) in ("item", "resource") and e.get("identifier")
    )
    for id, count in ids.items():
        if count > 1:
            yield Spot(DOUBLE.id, {"id": str(id)[:80], "count": count}, evidence=id, part=path)


def _items(items: list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _items(item.children)


RULE = Rule((TITLES, UNLISTED, DOUBLE), find, COURSES)
