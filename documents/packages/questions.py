"""A question as text: what is asked, the answers with the right ones marked, and the feedback."""

from dataclasses import dataclass, field

from documents.builder import Builder
from documents.markup.fragment import plain, write_html

RIGHT = "✓ "
"""Stands before a right answer."""
REPLY = "↳ "
"""Stands before what a pupil hears after an answer."""


@dataclass
class Answer:
    """`right` is None where a question has no right or wrong, such as a poll."""

    html: str
    right: bool | None = None
    feedback: str = ""


@dataclass
class Question:
    """`html` may be HTML or plain text, as may every other text in it."""

    html: str
    title: str = ""
    answers: list[Answer] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    selector: str | None = None


def write_question(builder: Builder, question: Question, level: int, number: int | None = None) -> None:
    """Its title (or its number) as a heading, then the texts in the order in which a pupil meets them."""
    title = question.title or (f"Vraag {number}" if number else "")
    asked = plain(question.html)
    if title and title.rstrip(".…") not in asked[: len(title) + 5]:
        builder.new_line(2)
        mark = builder.mark()
        builder.inline(title)
        builder.heading(builder.close(mark), level, question.selector)
        builder.new_line()
    write_html(builder, question.html)
    for answer in question.answers:
        builder.new_line()
        _answer(builder, answer)
        write_reply(builder, answer.feedback)
    for left, right in question.pairs:
        builder.line(f"{plain(left)} → {plain(right)}" if right else plain(left))
    for note in question.notes:
        write_reply(builder, note)
    builder.new_line(2)


def write_reply(builder: Builder, html: str) -> None:
    """Feedback or a hint, on a line of its own."""
    if plain(html):
        builder.new_line()
        builder.inline(REPLY)
        builder.inline(plain(html))
        builder.new_line()


def _answer(builder: Builder, answer: Answer) -> None:
    text = plain(answer.html)
    if answer.right:
        builder.inline(RIGHT)
    if "<img" in answer.html or "<table" in answer.html:
        # Pictures and tables must not get lost.
        write_html(builder, answer.html)
    else:
        builder.inline(text)
    builder.new_line()
