"""How well captions read: speed, lines, overlaps, gaps, and captions that a machine made."""

from collections.abc import Iterator
from itertools import pairwise

from checks.engine import Rule
from checks.media.engine import CAPTIONS, CLIPS, Cue, Medium
from checks.rule import CheckInfo, Text
from checks.spot import Spot
from schemas.finding import Certainty

FORMATS = CAPTIONS | CLIPS
FASTEST = 20
"""Characters a second; broadcasters ask for 15 to 17 for adults and less for children."""
LONGEST_LINE = 42
MOST_LINES = 2
_LONGEST_GAP = 60
"""Seconds without captions after which somebody should look whether nothing is said."""
_OVERLAP, _SHORTEST = 0.1, 0.5
_WORDS = 120
"""Words below which the punctuation of captions says nothing."""
_NORM = ("WCAG 2.2 1.2.2", "EN 301 549 7.1.1")
SPEED = CheckInfo(
    id="caption-speed",
    severity="moderate",
    title=Text("Ondertiteling gaat te snel", "Captions go too fast"),
    message=Text(
        "Deze regel vraagt {speed} tekens per seconde; meer dan {most} leest bijna niemand bij.",
        "This cue asks for {speed} characters a second; hardly anybody keeps up with more than {most}.",
    ),
    help=Text("Laat de regel langer staan, of kort de tekst in.", "Keep the cue up longer, or shorten its text."),
    standard=_NORM,
    why=Text(
        "Leerlingen die niet horen, missen dan de tekst of het beeld.",
        "Pupils who do not hear then miss the text or the picture.",
    ),
    formats=FORMATS,
)
LAYOUT = CheckInfo(
    id="caption-layout",
    severity="minor",
    title=Text("Ondertitel te lang of te veel regels", "Caption line too long, or too many lines"),
    message=Text(
        "deze ondertitel heeft {lines} regel(s), de langste met {length} tekens; gebruik hoogstens 2 regels van 42.",
        "this caption has {lines} line(s), the longest of {length} characters; use at most 2 lines of 42.",
    ),
    help=Text(
        "Verdeel de tekst over meer ondertitels en breek af waar een zinsdeel eindigt.",
        "Spread the text over more captions and break where a phrase ends.",
    ),
    standard=_NORM,
    why=Text(
        "Lange regels dekken het beeld af of worden door de speler afgebroken.",
        "Long lines cover the picture or are broken by the player.",
    ),
    formats=FORMATS,
)
TIMING = CheckInfo(
    id="caption-timing",
    severity="moderate",
    title=Text("Tijden van de ondertiteling kloppen niet", "Times of the captions are not right"),
    message=Text("De tijd klopt niet: {what}", "The time is not right: {what}"),
    help=Text(
        "Herstel de begintijd en eindtijd in een programma zoals Subtitle Edit of in YouTube Studio.",
        "Mend the start and end in a program such as Subtitle Edit or in YouTube Studio.",
    ),
    standard=_NORM,
    why=Text(
        "Zulke ondertitels verschijnen niet, flitsen voorbij of staan door elkaar.",
        "Such captions do not appear, flash by or stand over one another.",
    ),
    formats=FORMATS,
)
GAPS = CheckInfo(
    id="caption-gap",
    severity="moderate",
    title=Text("Lang stuk zonder ondertiteling", "Long stretch without captions"),
    message=Text("Van {start} tot {end} is er geen ondertiteling.", "There are no captions from {start} to {end}."),
    help=Text(
        "Luister of daar iets gezegd wordt of te horen is, en vul het aan, bijvoorbeeld met [muziek].",
        "Listen whether something is said or heard there, and add it, for instance as [music].",
    ),
    standard=_NORM,
    why=Text(
        "Wie niet hoort, weet niet of er iets ontbreekt.",
        "People who do not hear do not know whether something is missing.",
    ),
    formats=FORMATS,
)
MADE = CheckInfo(
    id="caption-machine-made",
    severity="moderate",
    title=Text("Ondertiteling lijkt door een machine gemaakt", "Captions seem made by a machine"),
    message=Text(
        "In {words} woorden ondertiteling staan maar {marks} leestekens die een zin afsluiten.",
        "In {words} words of captions only {marks} marks close a sentence.",
    ),
    help=Text(
        "Lees de ondertiteling na: zet leestekens en hoofdletters, en herstel namen en vaktermen.",
        "Read the captions over: add punctuation and capitals, and mend names and subject terms.",
    ),
    standard=_NORM,
    why=Text(
        "Automatische ondertiteling mist zinnen, namen en juist de vaktermen van de les.",
        "Automatic captions miss sentences, names and just the terms that the lesson is about.",
    ),
    formats=FORMATS,
)


def find(medium: Medium) -> Iterator[Spot]:
    if medium.damaged:
        what = (
            f"van {medium.damaged} ondertitels is de tijd niet te lezen.",
            f"the times of {medium.damaged} captions cannot be read.",
        )
        yield Spot(TIMING.id, {"what": what}, severity="serious")
    cues = medium.cues
    if not cues:
        return
    yield from _each(cues)
    for one, following in pairwise(cues):
        # Twice the same start is two speakers, or a line for the top of the picture.
        if one.end - following.start > _OVERLAP and following.start - one.start > _OVERLAP and one.end > one.start:
            yield _time(following, "deze ondertitel begint terwijl de vorige nog staat.",
                        "this caption begins while the one before is still up.", "to-be-judged")  # fmt: skip
    yield from _gaps(cues, medium.seconds)
    yield from _made(cues)


def _each(cues: list[Cue]) -> Iterator[Spot]:
    for cue in cues:
        text = cue.text
        if cue.seconds <= 0:
            yield _time(cue, "deze ondertitel eindigt voor hij begint.", "this caption ends before it begins.")
        elif not text:
            yield _time(cue, "deze ondertitel is leeg.", "this caption is empty.")
        elif cue.seconds < _SHORTEST and len(text) > 10:
            yield _time(
                cue,
                f"deze ondertitel staat er maar {cue.seconds:.1f} seconde.",
                f"this caption is up for {cue.seconds:.1f} seconds only.",
            )
        elif (speed := len(text) / cue.seconds) > FASTEST and len(text) > 20:
            yield Spot(
                SPEED.id,
                {"speed": round(speed), "most": FASTEST},
                quote=cue.lines[0],
                evidence=f"{cue.clock}: {text}",
                certainty="likely",
            )
        longest = max(map(len, cue.lines), default=0)
        if longest > LONGEST_LINE or len(cue.lines) > MOST_LINES:
            yield Spot(
                LAYOUT.id,
                {"lines": len(cue.lines), "length": longest},
                quote=cue.lines[0],
                evidence=f"{cue.clock}: {text}",
                certainty="likely",
            )


def _time(cue: Cue, dutch: str, english: str, certainty: Certainty = "certain") -> Spot:
    return Spot(
        TIMING.id,
        {"what": (dutch, english)},
        quote=cue.lines[0] if cue.lines else None,
        evidence=f"{cue.clock}: {cue.text}",
        certainty=certainty,
    )


def _gaps(cues: list[Cue], seconds: float | None) -> Iterator[Spot]:
    ends = [(0.0, cues[0])] + [(one.end, following) for one, following in pairwise(cues)]
    stretches = [(end, following.start, following) for end, following in ends]
    if seconds:
        stretches.append((cues[-1].end, seconds, cues[-1]))
    for start, end, beside in stretches:
        if end - start >= _LONGEST_GAP:
            values: dict[str, str | int | tuple[str, str]] = {"start": _minutes(start), "end": _minutes(end)}
            yield Spot(
                GAPS.id,
                values,
                quote=beside.lines[0] if beside.lines else None,
                evidence=f"{beside.clock}: {beside.text}",
                certainty="to-be-judged",
            )


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _made(cues: list[Cue]) -> Iterator[Spot]:
    text = " ".join(cue.text for cue in cues)
    words, marks = len(text.split()), sum(text.count(mark) for mark in ".?!…")
    if words >= _WORDS and marks < words / 60:
        yield Spot(MADE.id, {"words": words, "marks": marks}, quote=cues[0].text, certainty="to-be-judged")


RULE = Rule((SPEED, LAYOUT, TIMING, GAPS, MADE), find, FORMATS)
