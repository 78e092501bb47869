"""Renders the desk's templates, in the reader's language and theme."""

import hashlib
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.desk import words
from api.i18n import LANGUAGES, language_of, translations
from schemas.common import Language
from store.tables import utcnow

HERE = Path(__file__).parent.parent
THEMES = ("auto", "light", "dark")
THEME_COOKIE = "verrijker_theme"


@lru_cache
def zone() -> tzinfo:
    """Where the clock of those at the desk stands; UTC on a machine without a time zone database."""
    try:
        return ZoneInfo("Europe/Amsterdam")
    except ZoneInfoNotFoundError:
        return UTC


@lru_cache
def asset(name: str) -> str:
    """The address of a static file, with a part of its hash so that it can be cached for long."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@lru_cache
def environment(language: Language) -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = translations(language)
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(asset=asset, language=language, languages=LANGUAGES, words=words.Words(language))
    made.filters.update(
        ago=lambda moment: ago(language, moment),
        day=lambda moment: day(language, moment),
        date=lambda when: calendar_day(language, when),
        one_decimal=lambda number: one_decimal(language, number),
    )
    return made


def ago(language: Language, moment: datetime) -> str:
    from babel.dates import format_timedelta

    return str(format_timedelta(moment - utcnow(), granularity="second", add_direction=True, locale=language))


def day(language: Language, moment: datetime) -> str:
    from babel.dates import format_datetime

    return str(format_datetime(moment, "d MMM y HH:mm", tzinfo=zone(), locale=language))


def calendar_day(language: Language, when: date) -> str:
    from babel.dates import format_date

    return str(format_date(when, "d MMM y", locale=language))


def one_decimal(language: Language, number: float) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(number, "#,##0.0", locale=language))


def theme_of(request: Request) -> str:
    chosen = request.cookies.get(THEME_COOKIE)
    return chosen if chosen in THEMES else "auto"


def render(request: Request, template: str, values: dict[str, Any]) -> str:
    """The template as text. `me` and `csrf` are the signed-in person's, when there is one."""
    visitor = getattr(request.state, "visitor", None)
    shared = {
        "request": request,
        "me": visitor.principal if visitor else None,
        "csrf": visitor.csrf if visitor else "",
        "theme": theme_of(request),
        "themes": THEMES,
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    }
    return environment(language_of(request)).get_template(template).render({**shared, **values})


def page(
    request: Request,
    template: str,
    values: dict[str, Any],
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    return HTMLResponse(render(request, template, values), status, headers)


def wants_fragment(request: Request) -> bool:
    """Whether htmx asks for a part of a page, not for a page."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"


def error_page(
    request: Request,
    status: int,
    detail: str,
    errors: list[dict[str, str]],
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    """One sentence about what went wrong, as a page, or as a notice in the page that htmx is on."""
    values = {"status": status, "detail": detail, "errors": errors}
    if wants_fragment(request):
        extra = {**(headers or {}), "HX-Retarget": "#notice", "HX-Reswap": "innerHTML"}
        return page(request, "desk/notice.html", values, status, extra)
    return page(request, "desk/error.html", values, status, headers)
