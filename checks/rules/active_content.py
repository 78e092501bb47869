"""Macros, scripts, embedded objects: what would run, or fetch something, when a learner opens the file."""

from collections import defaultdict
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.document import Active
from schemas.finding import Finding

INFO = CheckInfo(
    id="active-content",
    severity="moderate",
    why=Text(
        "Veel scholen blokkeren bestanden met programma's erin; dan gaat het materiaal niet open.",
        "Many schools block files with programs in them; the material then does not open.",
    ),
    title=Text("Macro's, scripts of ingesloten bestanden", "Macros, scripts or embedded files"),
    message=Text("{what}: {names}. Er is hier niets van uitgevoerd of opgehaald.",
                 "{what}: {names}. None of it was run or fetched here."),
    help=Text(
        "Haal het weg als de les zonder kan, of leg uit wat het doet. Scholen blokkeren zulke bestanden vaak.",
        "Remove it if the lesson can do without, or explain what it does. Schools often block such files.",
    ),
)  # fmt: skip
_WHAT = {
    "macro": Text("Het bestand bevat macro's", "The file holds macros"),
    "script": Text("Het bestand bevat scripts", "The file holds scripts"),
    "control": Text("Het bestand bevat besturingselementen die een programma starten",
                    "The file holds controls that start a program"),
    "object": Text("In het bestand zit een ander bestand ingesloten", "Another file is embedded in the file"),
    "launch": Text("Het bestand kan een ander programma starten", "The file can start another program"),
    "remote": Text("Het bestand haalt bij het openen iets van elders, of stuurt iets op",
                   "The file fetches something from elsewhere, or sends something, when it is opened"),
}  # fmt: skip
_SEVERITY = {"macro": "serious", "launch": "serious", "control": "serious"}
_SHOWN = 3


def find(material: Material) -> Iterator[Finding]:
    kinds: dict[tuple[str, str | None], list[Active]] = defaultdict(list)
    for active in material.document.active:
        kinds[active.kind, active.location.part].append(active)
    for (kind, _), found in kinds.items():
        names = list(dict.fromkeys(active.name for active in found))
        shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        yield INFO.finding(found[0].location, shown, severity=_SEVERITY.get(kind), what=_WHAT[kind], names=shown)  # type: ignore[arg-type]
