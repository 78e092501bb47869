"""/desk/checks: what is checked, by which clause, and how to mend it; made from the checks themselves."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.desk import visitor as who
from api.desk.render import page
from api.i18n import language_of
from schemas.finding import SEVERITIES

router = APIRouter(prefix="/checks")
Asked = Annotated[str, Query(max_length=100)]


@router.get("")
def show(
    request: Request, me: who.Watcher, q: Asked = "", severity: Asked = "", format: Asked = "", standard: Asked = ""
) -> Response:
    from checks import catalogue
    from checks.reference import plain
    from checks.tools import all_steps
    from checks.why import why

    dutch = language_of(request) == "nl"

    def said(text: object) -> str:
        return str(getattr(text, "nl" if dutch else "en"))

    known = catalogue()
    rows: list[dict[str, Any]] = [
        {
            "id": info.id,
            "severity": info.severity,
            "title": said(info.title),
            "message": plain(said(info.message)),
            "help": said(info.help),
            "why": said(reason) if (reason := info.why or why(info.standard)) is not None else "",
            "steps": [(tool, said(text)) for tool, text in all_steps(info.id, info.formats, info.steps).items()],
            "standard": list(info.standard),
            "formats": sorted(info.formats),
        }
        for info in known
        if (not severity or info.severity == severity)
        and (not format or info.applies(format))
        and (not standard or any(clause.startswith(standard) for clause in info.standard))
    ]
    wanted = q.casefold().split()
    rows = [row for row in rows if all(word in _words(row) for word in wanted)]
    values = {
        "checks": rows,
        "total": len(known),
        "asked": {"q": q, "severity": severity, "format": format, "standard": standard},
        "severities": SEVERITIES,
        "formats": sorted({format for info in known for format in info.formats}),
        "standards": ["WCAG 2.2", "EN 301 549", "PDF/UA", "EPUB", "ACT"],
    }
    return page(request, "desk/checks.html", values)


def _words(row: dict[str, Any]) -> str:
    return " ".join((row["id"], row["title"], row["message"], row["help"], *row["standard"])).casefold()
