"""The words of a printed report, in Dutch and English."""

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "free": "Geen ernstige problemen gevonden.",
        "grave": "Er zijn ernstige problemen gevonden.",
        "lead": "Dit zijn aanwijzingen, geen cijfer: elke bevinding noemt haar plaats, waarom zij telt en hoe u haar herstelt. Wat alleen een mens kan beoordelen, is niet gecontroleerd.",
        "nothing": "Er staan geen bevindingen open.",
        "ended": "Afgehandeld",
        "critical": "kritiek", "serious": "ernstig", "moderate": "matig", "minor": "licht",
        "likely": "waarschijnlijk", "to-be-judged": "oordeel zelf",
        "page": "blz. {page}", "more": "en nog {many}; de tabel met bevindingen (CSV) noemt ze alle",
        "picture": "De bladzijde, met deze plaats omlijnd: {message}",
        "dismissed": "weggelegd", "mended": "hersteld",
        "reason-no-problem": "hier geen probleem", "reason-wrong": "klopt niet", "reason-intended": "zo bedoeld",
        "reason-elsewhere": "anders opgelost", "reason-other": "iets anders",
    },
    "en": {
        "free": "No serious problems were found.",
        "grave": "Serious problems were found.",
        "lead": "These are tips and no mark: each finding names its place, why it matters and how to mend it. What only a person can judge was not checked.",
        "nothing": "No findings are open.",
        "ended": "Dealt with",
        "critical": "critical", "serious": "serious", "moderate": "moderate", "minor": "minor",
        "likely": "likely", "to-be-judged": "judge this yourself",
        "page": "p. {page}", "more": "and {many} more; the table of findings (CSV) has them all",
        "picture": "The page, with this place outlined: {message}",
        "dismissed": "dismissed", "mended": "mended",
        "reason-no-problem": "no problem here", "reason-wrong": "is not right", "reason-intended": "meant to be so",
        "reason-elsewhere": "solved in another way", "reason-other": "something else",
    },
}  # fmt: skip
