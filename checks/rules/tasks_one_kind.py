"""Many questions that all ask to remember: none to explain, to apply or to weigh."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="tasks-one-kind",
    severity="minor",
    title=Text("Alle vragen vragen om weetjes", "All questions ask for facts"),
    message=Text("Van de {known} vragen waarvan de vorm iets zegt, vragen er {facts} om iets op te noemen of op te "
                 "zoeken; geen vraagt om uitleg, toepassing, vergelijking of een oordeel.",
                 "Of the {known} questions whose form tells, {facts} ask to name or look up something; none asks to "
                 "explain, apply, compare or judge."),
    why=Text("Een mengeling van weten, begrijpen en toepassen laat zien of een leerling de stof ook kan gebruiken.",
             "A mix of knowing, understanding and applying shows whether a learner can use the matter."),
    help=Text(
        "Voeg enkele vragen toe die met “waarom”, “leg uit”, “vergelijk” of “bedenk” beginnen.",
        "Add some questions that start with “why”, “explain”, “compare” or “think up”.",
    ),
    standard=("IOL-kwaliteitsmodel: didactiek", "Achieve OER rubric VII"),
)  # fmt: skip
LEAST = 10


def find(material: Material) -> Iterator[Finding]:
    kinds = [task.kind for task in material.tasks if task.kind]
    if material.language not in ("nl", "en") or len(kinds) < LEAST or set(kinds) != {"remember"}:
        return
    first = next(task for task in material.tasks if task.kind)
    yield INFO.finding(material.document.locate(first.start, first.end), material.snippet(first.start, first.end),
                       certainty="to-be-judged", known=len(kinds), facts=len(kinds))  # fmt: skip
