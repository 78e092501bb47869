"""Whether a text speaks about teaching, as studies, policy and minutes do, or to someone who learns."""

import re

from schemas.document import Document

_ABOUT = re.compile(
    r"\b(?:leerling(?:en)?|student(?:en)?|docent\w*|leraar|leraren|leerkracht\w*|onderwijs\w*|didacti\w*|pedagog\w*"
    r"|curriculum\w*|respondent\w*|deelnemers?|onderzoek\w*|lesgeven|persoonsgegevens|gebruikers?"
    r"|students?|pupils?|learners?|teachers?|education\w*|participants?|users?)\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:je|jij|jou|jouw|jullie|opdracht\w*|oefen\w*|vraag|vragen|antwoord\w*|maak|bereken|geef|schrijf|teken|noem"
    r"|voorbeeld\w*|you|your|exercise\w*|example\w*|question\w*)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
OFTEN = 0.015
"""Share of the words: a lesson seldom names pupils and teachers this often."""
FEWEST_WORDS = 60
READ_CHARS = 60_000
SELDOM = 0.008
"""Share of the words that address a learner, below which a text speaks to nobody."""
FEW_HEADINGS = 2


def speaks_about_teaching(text: str) -> bool:
    """True when words for pupils, teachers and research are many, and more than words that address a learner."""
    read = text[:READ_CHARS]
    words = sum(1 for _ in _WORD.finditer(read))
    if words < FEWEST_WORDS:
        return False
    about = len(_ABOUT.findall(read))
    return about > OFTEN * words and about > len(_TO.findall(read))


def addresses_nobody(document: Document) -> bool:
    """True for running text without headings in which hardly a word speaks to a learner, as in an essay or a note."""
    read = document.text[:READ_CHARS]
    words = sum(1 for _ in _WORD.finditer(read))
    return len(document.headings) < FEW_HEADINGS and len(_TO.findall(read)) < SELDOM * words
