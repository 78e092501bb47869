"""Flashes that can bring on a seizure, by the thresholds of WCAG 2.3.1, and pictures that never stop moving."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from checks.engine import Rule
from checks.media.engine import PICTURES, VIDEOS, Medium
from checks.rule import CheckInfo, Text
from checks.spot import Spot

if TYPE_CHECKING:
    import numpy as np

FORMATS = VIDEOS | PICTURES
MOST = 3
"""Flashes in any one second; a flash is a pair of opposing changes."""
_CHANGE, _DARK = 0.1, 0.8
_RED_CHANGE, _RED_SHARE = 20 / 320, 0.8
_AREA = 0.25
"""The part of the picture that must change at once (ITU-R BT.1702); WCAG allows less where it fills a screen."""
_SMALLEST = 21_824
"""Square CSS pixels (WCAG 2.3.1): a smaller picture cannot do harm by itself."""
_LONG = 5
INFO = CheckInfo(
    id="flashes",
    severity="critical",
    title=Text("Beeld flitst", "Picture flashes"),
    message=Text(
        "Vanaf {time} flitst het beeld {count} keer in een seconde; meer dan 3 is gevaarlijk.",
        "From {time} the picture flashes {count} times in a second; more than 3 is dangerous.",
    ),
    help=Text(
        "Haal het stuk weg, vertraag het, of verlaag het contrast. Een waarschuwing vooraf is niet genoeg.",
        "Remove the piece, slow it down, or lower its contrast. A warning beforehand is not enough.",
    ),
    standard=("WCAG 2.2 2.3.1", "EN 301 549 10.2.3.1"),
    why=Text("Flitsen kunnen een epileptische aanval uitlokken.", "Flashes can bring on an epileptic seizure."),
    formats=FORMATS,
)
MOVES = CheckInfo(
    id="image-animated",
    severity="moderate",
    title=Text("Bewegend plaatje zonder stopknop", "Moving image without a stop button"),
    message=Text(
        "Dit plaatje blijft bewegen en is niet stil te zetten.", "This image keeps moving and cannot be stopped."
    ),
    help=Text(
        "Laat het plaatje na hoogstens 5 seconden stoppen, of gebruik een video met bediening.",
        "Let the image stop within 5 seconds, or use a video with controls.",
    ),
    standard=("WCAG 2.2 2.2.2", "EN 301 549 10.2.2.2"),
    formats=PICTURES,
)


def find(medium: Medium) -> Iterator[Spot]:
    picture = medium.picture
    if picture is not None:
        if getattr(picture, "n_frames", 1) < 2 or picture.format == "TIFF":
            return
        loops = picture.info.get("loop")
        if loops == 0 or (loops is not None and loops * picture.n_frames * medium.lasts() > _LONG):
            yield Spot(MOVES.id, certainty="likely")
        if picture.width * picture.height < _SMALLEST / _AREA:
            return
    elif medium.container is None:
        return
    if (found := worst(medium.frames())) is not None:
        at, count = found
        time = f"{int(at) // 60}:{int(at) % 60:02}"
        yield Spot(INFO.id, {"time": time, "count": count}, evidence=time, certainty="likely")


def worst(frames: "Iterable[tuple[float, np.ndarray[Any, Any]]]") -> tuple[float, int] | None:
    """The first second with more flashes than is safe: its start and how many it has; None for a safe picture."""
    bright, red = _Changes(_luminance, _CHANGE), _Changes(_redness, _RED_CHANGE)
    for at, frame in frames:
        for changes in (bright, red):
            if changes.see(at, frame) and (count := changes.flashes(at)) > MOST:
                return max(at - 1, 0.0), count
    return None


class _Changes:
    """Follows each point of the picture between its extremes, and keeps the times at which much of it turned."""

    def __init__(self, measure: Any, least: float) -> None:
        self.measure, self.least = measure, least
        self.extreme: Any = None
        self.way: Any = None
        self.turns: list[tuple[float, int]] = []

    def see(self, at: float, frame: "np.ndarray[Any, Any]") -> bool:
        """Whether much of the picture turned at this frame."""
        import numpy as np

        value, counts = self.measure(frame)
        if self.extreme is None:
            self.extreme, self.way, self.counts = value, np.zeros(value.shape, dtype=np.int8), counts
            return False
        apart = value - self.extreme
        able = counts | self.counts
        up = (apart >= self.least) & (self.way <= 0) & able
        down = (apart <= -self.least) & (self.way >= 0) & able
        further = ((self.way > 0) & (apart > 0)) | ((self.way < 0) & (apart < 0))
        turned = up | down
        self.extreme = np.where(turned | further, value, self.extreme)
        self.counts = np.where(turned | further, counts, self.counts)
        self.way = np.where(up, 1, np.where(down, -1, self.way)).astype(np.int8)
        way = 1 if up.mean() >= _AREA else -1 if down.mean() >= _AREA else 0
        if way == 0 or (self.turns and self.turns[-1][1] == way):
            return False
        self.turns.append((at, way))
        return True

    def flashes(self, at: float) -> int:
        """Whole flashes in the second that ends at `at`."""
        return sum(1 for t, _ in self.turns if at - t <= 1) // 2


def _linear(frame: "np.ndarray[Any, Any]") -> Any:
    import numpy as np

    return np.where(frame <= 0.04045, frame / 12.92, ((frame + 0.055) / 1.055) ** 2.4)


def _luminance(frame: "np.ndarray[Any, Any]") -> tuple[Any, Any]:
    """Relative luminance of each point, and whether it is dark enough to count as the dark side of a flash."""
    light = _linear(frame) @ [0.2126, 0.7152, 0.0722]
    return light, light < _DARK


def _redness(frame: "np.ndarray[Any, Any]") -> tuple[Any, Any]:
    """How much redder than green and blue each point is, and whether it is a saturated red."""
    total = frame.sum(axis=2)
    red = (frame[:, :, 0] - frame[:, :, 1] - frame[:, :, 2]).clip(0)
    return red, (total > 0) & (frame[:, :, 0] >= _RED_SHARE * total)


RULE = Rule((INFO, MOVES), find, FORMATS)
