"""A Creative Commons licence that does not exist, so that nobody knows what is allowed."""

from collections.abc import Iterator

from checks.licences import named
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="licence-invalid",
    severity="serious",
    title=Text("Licentie die niet bestaat", "Licence that does not exist"),
    message=Text("“{name}” is geen licentie van Creative Commons.", "“{name}” is not a licence of Creative Commons."),
    why=Text("Een licentie die niet bestaat, geeft niemand toestemming.",
             "A licence that does not exist gives nobody permission."),
    help=Text("Kies een van de zes licenties op creativecommons.org en neem de naam met versie over, zoals CC BY-SA 4.0.",
              "Choose one of the six licences at creativecommons.org and take over its name with its version, such as CC BY-SA 4.0."),
    standard=("NL-LOM 6.2", "IOL-kwaliteitsmodel: auteursrecht"),
    limit=3,
)  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    if not material.mentions("cc", "creativecommons"):
        return
    for licence in named(material.document.text):
        if not licence.valid:
            place = material.document.locate(licence.start, licence.end)
            yield INFO.finding(
                place, material.snippet(licence.start, licence.end), certainty="likely", name=licence.name
            )
