"""Photos that still hold the place where they were taken."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="photo-place",
    severity="moderate",
    title=Text("Foto bevat de plaats waar hij is gemaakt", "Photo holds the place where it was taken"),
    message=Text("In deze foto is vastgelegd waar hij is gemaakt (gps).",
                 "This photo records where it was taken (GPS)."),
    help=Text(
        "Haal de locatie weg: in Windows via Eigenschappen, Details, Persoonlijke gegevens verwijderen; op een Mac in "
        "Voorvertoning bij Toon infovenster, gps.",
        "Remove the location: in Windows under Properties, Details, Remove Personal Information; on a Mac in Preview "
        "under Show Inspector, GPS.",
    ),
    standard=("AVG/GDPR art. 5",),
    why=Text("Zo is te zien waar een leerling woont of naar school gaat.",
             "It shows where a pupil lives or goes to school."),
)  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if any(entry.name == "exif.place" for entry in document.metadata):
        place = document.images[0].location if document.images else None
        yield INFO.finding(place, "EXIF GPS")
