"""Dutch and English: the catalogues under locale/ are compiled in memory when they are first used."""

import io
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any, get_args

from fastapi import Request

from config.settings import Settings
from schemas.common import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
COOKIE = "verrijker_language"
FOLDER = Path(__file__).parent / "locale"


def _(text: str) -> str:
    """Marks a text for the catalogue; it is translated where it is shown."""
    return text


@lru_cache
def translations(language: Language) -> NullTranslations:
    """The catalogue of one language. The source strings are English and need none."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = FOLDER / language / "LC_MESSAGES" / "desk.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(language: Language, text: str, **values: Any) -> str:
    translated = translations(language).gettext(text)
    return translated % values if values else translated


def preferred(header: str, default: Language = "en") -> Language:
    """The language of ours that an Accept-Language header likes best."""
    choices: list[tuple[float, int, str]] = []
    for position, part in enumerate(header.lower().split(",")[:20]):
        name, _sep, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        choices.append((-weight, position, name.split("-")[0].strip()))
    for _weight, _position, name in sorted(choices):
        for language in LANGUAGES:
            if name == language:
                return language
    return default


def language_of(request: Request) -> Language:
    """The desk follows the reader's own choice, then the settings; the API follows Accept-Language."""
    if not request.url.path.startswith("/desk"):
        return preferred(request.headers.get("accept-language", ""))
    chosen = request.cookies.get(COOKIE)
    settings: Settings = request.app.state.settings
    return next((language for language in LANGUAGES if language == chosen), settings.language)
