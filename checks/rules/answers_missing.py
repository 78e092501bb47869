"""Tasks to practise with, and nothing by which a learner can see whether the answer is right."""

import re
from collections.abc import Iterator

from checks.aids import kinds
from checks.rule import CheckInfo, Material, Text
from checks.tasks import Task, open_tasks
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="answers-missing",
    severity="minor",
    title=Text("Opdrachten zonder antwoorden", "Tasks without answers"),
    message=Text("Er staan {count} vragen en opdrachten in, maar geen antwoorden, uitwerkingen of beoordelingswijzer.",
                 "It holds {count} questions and tasks, but no answers, worked solutions or rubric."),
    why=Text("Zonder terugkoppeling weet een leerling niet of het goed gaat, en moet elke docent het zelf uitwerken.",
             "Without feedback a learner does not know how it goes, and every teacher has to work it out again."),
    help=Text(
        "Voeg een antwoordmodel of uitwerkingen toe, of zeg waar die staan. Bij open opdrachten helpt een lijst met "
        "waar goed werk aan voldoet.",
        "Add an answer key or worked solutions, or say where they are. With open tasks a list of what good work has "
        "helps.",
    ),
    standard=("IOL-kwaliteitsmodel: didactiek", "Achieve OER rubric IV"),
)  # fmt: skip
LEAST = 6
"""Questions and tasks; below this a text asks a question now and then and is no set of exercises."""
LEAST_WORDS = 2
"""Words in sentences a task."""
_CLOSED = re.compile(
    r"\b(noem|geef|bereken|reken|herleid|vereenvoudig|los|vertaal|vul|kruis|omcirkel|verbeter|benoem|verklaar|omschrijf|leg"
    r"|bepaal|bewijs|toon aan|hoeveel|welke?|wat|wie(ns)?|wanneer|waar|waarom|waardoor|hoe"
    r"|calculate|compute|solve|translate|fill|name|explain|prove|which|what|who|when|where|why|how)\b",
    re.IGNORECASE,
)
"""What has an answer that can be written down, as making something has not."""
_OWN = re.compile(
    r"\b(je (eigen|mening)|jullie|jouw|zelf|onderzoek|verslag|presentatie|discuss\w*|bespreek|verzin|bedenk|ontwerp|klasgeno\w+"
    r"|tweetal\w*|groepje\w*|vind je|your (own|opinion))\b",
    re.IGNORECASE,
)
_PROJECT = re.compile(
    r"(?<![^\W\d_])(onderzoek\w*|project\w*|verslag|werkstuk|discussie|debat|missie)(?![^\W\d_])",
    re.IGNORECASE,
)
"""What a title says of tasks that every learner answers in another way."""
_RESEARCH = re.compile(
    r"onderzoeksvra(ag|gen)|te onderzoeken|bereid[^.\n]{0,30} presentatie|maak een [\w ]{0,20}(presentatie|verslag|poster|werkstuk|filmpje|vlog)"
    r"|research questions?|prepare a presentation",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"antwoord(en|model|sleutel|blad)?\b(?! (op|in|geven|je)\b)|uitwerking|oplossing|nakijk|correctie|rubric|beoordeling"
    r"|beoordeeld|afgetekend (als|wanneer)|voorbeelduitwerking|controleer je|goed of fout|juist of onjuist|feedback|✓|✔|✅|☑|\bhint|spoiler"
    r"|\banswers?\b|\bsolutions?\b|\bcorrect\b|answer key|marking|worked example|modelantwoord|réponse|lösung",
    re.IGNORECASE,
)


def find(material: Material) -> Iterator[Finding]:
    found = material.tasks
    if len(found) < LEAST or material.document.truncated or material.document.format == "html":
        return  # A page may check answers by a program, of which its text shows nothing.
    if material.words < LEAST_WORDS * len(found):
        return  # A sheet with numbers to write the work beside.
    left = [task for task in open_tasks(material.document.text, found) if _asks(material.document.text, task)]
    said = sum(1 for task in found if not task.labelled)
    if len(left) < max(LEAST, said / 2) or material.found(_ANSWERS):
        return
    names = f"{material.given.title or ''}\n{material.document.title or ''}\n{material.document.text[:120]}"
    if (
        _PROJECT.search(names)
        or _RESEARCH.search(material.document.text)
        or kinds(material) & {"test", "plan", "reference", "survey"}
    ):
        return  # A test keeps its answers apart.
    first = left[0]
    yield INFO.finding(material.document.locate(first.start, first.end), material.snippet(first.start, first.end),
                       certainty="to-be-judged", count=len(left))  # fmt: skip


def _asks(text: str, task: Task) -> bool:
    said = text[task.start : task.end]
    return _CLOSED.search(said) is not None and not (_OWN.search(said) or task.kind in ("evaluate", "create"))
