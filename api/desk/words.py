"""The desk's words for fields, states, bands and reasons, and for terms from the vocabularies."""

from dataclasses import dataclass
from typing import Any

from api.i18n import _, translate
from schemas.common import Language

FIELDS = {
    "title": _("Title"),
    "description": _("Description"),
    "language": _("Language"),
    "keyword": _("Keywords"),
    "subject": _("Subject"),
    "level": _("Level"),
    "age_range": _("Age"),
    "goal": _("Curriculum goals"),
    "resource_type": _("Kind of material"),
    "end_user_role": _("Meant for"),
    "aggregation_level": _("Size"),
    "licence": _("Licence"),
    "difficulty": _("Difficulty"),
    "learning_time": _("Learning time"),
    "access_rights": _("Access"),
    "cost": _("Costs money"),
}
ORDER = (
    "subject", "level", "goal", "title", "description", "keyword", "language", "resource_type", "end_user_role",
    "licence", "access_rights", "cost", "aggregation_level", "age_range", "difficulty", "learning_time",
)  # fmt: skip
"""What matters most for finding a material comes first."""
BANDS = {"sure": _("sure"), "likely": _("likely"), "unsure": _("unsure")}
STATES = {
    "proposed": _("to be judged"),
    "accepted": _("accepted"),
    "rejected": _("rejected"),
    "replaced": _("replaced"),
    "deferred": _("for later"),
    "superseded": _("out of date"),
}
MATERIAL_STATES = {
    "queued": _("waiting"),
    "working": _("being read"),
    "ready": _("to be judged"),
    "decided": _("done"),
    "failed": _("failed"),
}
JOB_STATES = {
    "queued": _("waiting"),
    "running": _("running"),
    "done": _("done"),
    "partial": _("partly read"),
    "failed": _("failed"),
    "dead": _("given up"),
}
QUEUES = {
    "interactive": _("one by one"),
    "bulk": _("in bulk"),
    "webhook": _("messages to platforms"),
}
STAGES = {
    "fetch": _("fetching"),
    "read": _("reading"),
    "classify": _("classifying"),
    "check": _("checking"),
    "save": _("saving"),
}
SEVERITIES = {
    "critical": _("critical"),
    "serious": _("serious"),
    "moderate": _("moderate"),
    "minor": _("minor"),
}
CERTAINTIES = {"certain": _("certain"), "likely": _("likely"), "to-be-judged": _("judge this yourself")}
REASONS = {
    "wrong": _("is not right"),
    "too-broad": _("too broad"),
    "too-narrow": _("too narrow"),
    "not-in-material": _("not in the material"),
    "other": _("something else"),
}
FINDING_STATES = {
    "open": _("to be judged"),
    "confirmed": _("confirmed"),
    "dismissed": _("dismissed"),
    "mended": _("mended"),
}
FINDING_REASONS = {
    "no-problem": _("no problem here"),
    "wrong": _("is not right"),
    "intended": _("meant to be so"),
    "elsewhere": _("solved in another way"),
    "other": _("something else"),
}
ACTIONS = {
    "accept": _("accepted"),
    "reject": _("rejected"),
    "replace": _("replaced"),
    "defer": _("put off"),
    "undo": _("undid a decision"),
    "close": _("called it done"),
    "reopen": _("opened it again"),
}
FRAMEWORKS = {
    "kerndoelen-2006": _("Kerndoelen 2006"),
    "kerndoelen-2025": _("Kerndoelen 2025"),
    "examenprogramma": _("Exam programme"),
    "examenprogramma-2025": _("Exam programme 2025"),
    "referentiekader": _("Reference levels"),
    "erk": _("CEFR"),
}
GOAL_STATUS = {
    "current": _("in force"),
    "in-force": _("in force"),
    "vigerend": _("in force"),
    "concept": _("draft"),
    "definitief concept": _("final draft"),
    "final-draft": _("final draft"),
    "expired": _("no longer in force"),
}
METHODS = {
    "given": _("given by the platform"),
    "stated": _("stated in the text"),
    "declared": _("declared by the file"),
    "embedded-metadata": _("from the file's own metadata"),
    "file-name": _("from the file name"),
    "extracted": _("taken from the text"),
    "rules": _("by rule"),
    "common-words": _("by the commonest words"),
    "langdetect": _("by letter patterns (langdetect)"),
    "term-weight": _("words that stand out in the text"),
    "linear-model": _("model of the words"),
    "encoder": _("likeness in meaning"),
    "abstained": _("no value: too little to go on"),
    "curator": _("added by a curator"),
}
ROLES = {
    "platform": _("platform"),
    "curator": _("curator"),
    "operator": _("operator"),
    "admin": _("administrator"),
}
PARTS = {
    "chapter": _("chapter"),
    "html": _("page"),
    "page": _("page"),
    "label": _("text"),
    "slide": _("slide"),
    "weblink": _("web link"),
    "url": _("web link"),
    "topic": _("discussion"),
    "forum": _("discussion"),
    "assignment": _("assignment"),
    "assign": _("assignment"),
    "lti": _("tool"),
    "qti": _("questions"),
    "quiz": _("quiz"),
    "questionbank": _("question bank"),
    "book": _("book"),
    "lesson": _("lesson"),
    "column": _("page"),
    "multichoice": _("multiple choice"),
    "singlechoiceset": _("multiple choice"),
    "truefalse": _("true or false"),
    "blanks": _("fill in"),
    "dragtext": _("drag the words"),
    "dragquestion": _("drag and drop"),
    "essay": _("open question"),
    "interactivevideo": _("interactive video"),
    "coursepresentation": _("slides"),
    "vtt": _("captions"),
    "srt": _("captions"),
}
"""What a part is called where its format says little to a teacher; other formats are shown by their name."""
ALIKE = {
    "file": _("the same file"),
    "text": _("the same text in another file"),
    "near": _("nearly the same text"),
    "pictures": _("the same pictures"),
}
TABLES = {
    "field": FIELDS, "band": BANDS, "state": STATES, "material": MATERIAL_STATES, "job": JOB_STATES,
    "stage": STAGES, "queue": QUEUES,
    "severity": SEVERITIES, "certainty": CERTAINTIES, "reason": REASONS, "action": ACTIONS,
    "framework": FRAMEWORKS, "goal_status": GOAL_STATUS, "method": METHODS, "role": ROLES,
    "part": PARTS,
    "alike": ALIKE,
    "finding_state": FINDING_STATES, "finding_reason": FINDING_REASONS,
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """Looks words up in one language: `words('band', 'sure')`. What is unknown is shown as it is."""

    language: Language

    def __call__(self, table: str, key: str | None) -> str:
        if key is None:
            return ""
        known = TABLES[table].get(key)
        return translate(self.language, known) if known else key

    def pick(self, contract: dict[str, Any], name: str) -> str:
        """The text of a contract that has a Dutch and an English twin."""
        english = contract.get(f"{name}_en")
        return str(english if self.language == "en" and english else contract.get(name) or "")

    def all(self, table: str) -> dict[str, str]:
        return {key: translate(self.language, text) for key, text in TABLES[table].items()}
