"""Why a file could not be read: one plain sentence in Dutch, with its English twin."""

from schemas.common import Problem

_REASONS: dict[str, tuple[str, str]] = {
    "read-empty": ("het bestand is leeg", "the file is empty"),
    "read-missing": ("het bestand bestaat niet", "the file does not exist"),
    "read-not-a-file": ("het is geen gewoon bestand", "it is not a regular file"),
    "read-denied": ("het bestand mag niet worden geopend", "the file may not be opened"),
    "read-too-large": (
        "het bestand is {size} groot en de grens is {limit}",
        "the file is {size} and the limit is {limit}",
    ),
    "read-mismatch": (
        "de naam zegt {claimed}, maar de inhoud is {actual}",
        "the name says {claimed_en}, but the content is {actual_en}",
    ),
    "read-unsupported": ("dit is {actual}, en dat soort wordt niet gelezen", "this is {actual_en}, which is not read"),
    "read-program": (
        "dit is {actual}, en {program}, dat zulke bestanden leest, is hier niet te gebruiken",
        "this is {actual_en}, and {program}, which reads such files, cannot be used here",
    ),
    "read-encrypted": ("het bestand is met een wachtwoord beveiligd", "the file is protected with a password"),
    "read-damaged": ("het bestand is beschadigd ({detail})", "the file is damaged ({detail_en})"),
    "read-entities": (
        "de XML bevat entiteiten of een DTD, en die worden om veiligheidsredenen niet uitgevoerd",
        "the XML holds entities or a DTD, which are not expanded for safety",
    ),
    "read-archive": ("het zip-bestand is onveilig ({detail})", "the zip file is unsafe ({detail_en})"),
    "read-timeout": ("het lezen duurde langer dan {seconds} seconden", "reading took longer than {seconds} seconds"),
    "read-memory": ("het lezen vroeg te veel geheugen", "reading took too much memory"),
    "read-crashed": ("de lezer viel erop stil", "the reader broke down on it"),
    "fetch-url": ("dit is geen bruikbaar webadres ({detail})", "this is not a usable web address ({detail_en})"),
    "fetch-address": (
        "dit adres verwijst naar een niet-openbaar netwerk en wordt niet opgehaald",
        "this address points into a network that is not public and is not fetched",
    ),
    "fetch-unreachable": ("de server is niet bereikbaar", "the server cannot be reached"),
    "fetch-status": ("de server antwoordde met status {status}", "the server answered with status {status}"),
    "fetch-robots": (
        "de beheerder van de site laat in robots.txt weten dat programma's dit adres niet mogen ophalen",
        "the site's robots.txt says that programs may not fetch this address",
    ),
    "fetch-redirects": ("er zijn meer dan {limit} doorverwijzingen", "there are more than {limit} redirects"),
    "fetch-too-large": ("het bestand is groter dan {limit}", "the file is larger than {limit}"),
    "fetch-timeout": (
        "het ophalen duurde langer dan {seconds} seconden",
        "fetching took longer than {seconds} seconds",
    ),
}
_LEADS = {
    "read": ("kan niet worden gelezen", "cannot be read"),
    "fetch": ("kan niet worden opgehaald", "cannot be fetched"),
}
_PARAM_CHARS = 200


class ReadError(Exception):
    """A file or URL that could not be read.

    `code` is a stable name such as `read-empty`, `source` the name a person knows the file by, `reason` the
    Dutch clause; `str()` is a whole Dutch sentence.
    """

    def __init__(self, code: str, source: str, params: dict[str, str] | None = None) -> None:
        if code not in _REASONS:
            code, params = "read-crashed", {}
        super().__init__(code, source, params or {})
        self.code = code
        self.source = source
        self.params = {key: printable(value)[:_PARAM_CHARS] for key, value in (params or {}).items()}

    @property
    def reason(self) -> str:
        return self._reason(0)

    @property
    def reason_en(self) -> str:
        return self._reason(1)

    def _reason(self, language: int) -> str:
        return _REASONS[self.code][language].format_map(_Blank(self.params))

    def _sentence(self, language: int) -> str:
        lead = _LEADS[self.code.split("-", 1)[0]][language]
        return f"{printable(self.source)} {lead}: {self._reason(language)}."

    def __str__(self) -> str:
        return self._sentence(0)

    def problem(self) -> Problem:
        return Problem(code=self.code, message=self._sentence(0), message_en=self._sentence(1))


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        # An English twin is only given where it differs.
        return self.get(key.removesuffix("_en"), "?") if key.endswith("_en") else "?"


def printable(text: str) -> str:
    """`text` on one line, without control characters or half characters: fit for a message or a log."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def size_words(size: int) -> str:
    """A size for people: `500 MB`, `1.9 GB`."""
    for unit, step in (("GB", 1024**3), ("MB", 1024**2), ("kB", 1024)):
        if size >= step:
            return f"{size / step:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} bytes"
