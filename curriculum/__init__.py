"""Frameworks, levels and subjects as one small in-memory graph; importers for what others publish.

`load()` gives the graph: a catalogue that ships (structure and texts of our own), overlaid by what was imported.
"""

from curriculum.errors import CurriculumError
from curriculum.frameworks import describe, elaborations, import_frameworks, list_frameworks
from curriculum.graph import SLO_URI, Curriculum
from curriculum.loading import load
from curriculum.model import Elaboration, Framework, Goal, ImportReport, Level, Subject

__all__ = [
    "SLO_URI",
    "Curriculum",
    "CurriculumError",
    "Elaboration",
    "Framework",
    "Goal",
    "ImportReport",
    "Level",
    "Subject",
    "describe",
    "elaborations",
    "import_frameworks",
    "list_frameworks",
    "load",
    "subject_group",
]


def subject_group(uri: str) -> str:
    """The broad learning area of a subject, such as `Rekenen en wiskunde`; empty when the subject is unknown."""
    subject = load().find_subject(uri)
    return subject.group if subject else ""
