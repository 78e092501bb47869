"""What a package names and does not hold, or holds and cannot be opened."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="package-files",
    severity="serious",
    title=Text("Pakket is niet compleet", "Package is not complete"),
    message=Text("Het pakket is niet heel: {what}", "The package is not whole: {what}"),
    help=Text(
        "Zet het bestand in het pakket of haal de verwijzing weg, en maak het pakket opnieuw.",
        "Put the file in the package or remove the reference, and make the package again.",
    ),
    standard=("IMS Content Packaging 1.1.4", "SCORM CAM 3.4"),
    why=Text("Een leerling krijgt op die plaats een foutmelding of een leeg scherm.",
             "In that place a pupil gets an error or an empty screen."),
)  # fmt: skip
_CODES = {"part-missing": "serious", "manifest-reference": "serious", "manifest-damaged": "critical", "part-damaged": "moderate",
          "read-damaged": "serious", "read-empty": "moderate"}  # fmt: skip
"""Problems that are faults of the package, and not limits of the program that read it."""


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if not document.parts and document.format not in ("h5p", "imscp", "imscc", "scorm", "qti", "moodle"):
        return
    name = document.source.replace("\\", "/")
    for problem in document.problems:
        if problem.code not in _CODES or (problem.location is None and problem.code != "manifest-damaged"):
            continue
        part = problem.location.part if problem.location else None
        what = Text(_short(problem.message, name), _short(problem.message_en or problem.message, name))
        yield INFO.finding(problem.location, part, severity=_CODES[problem.code], what=what)  # type: ignore[arg-type]


def _short(message: str, name: str) -> str:
    """The sentence without the name of the package before it."""
    head, _, rest = message.partition(": ")
    return rest if rest and name.endswith(head.strip()) else message
