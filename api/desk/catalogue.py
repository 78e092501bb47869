"""/desk/checks: what is checked, by which clause, and what is said of it; made from the checks themselves."""

from fastapi import APIRouter, Request, Response

from api.desk import visitor as who
from api.desk.render import page
from api.i18n import language_of

router = APIRouter(prefix="/checks")


@router.get("")
def show(request: Request, me: who.Watcher) -> Response:
    from checks import catalogue
    from checks.reference import plain
    from checks.why import why

    dutch = language_of(request) == "nl"

    def said(text: object) -> str:
        return str(getattr(text, "nl" if dutch else "en"))

    rows = [
        {
            "id": info.id,
            "severity": info.severity,
            "title": said(info.title),
            "message": plain(said(info.message)),
            "help": said(info.help),
            "why": said(reason) if (reason := why(info.standard)) is not None else "",
            "standard": list(info.standard),
            "formats": sorted(info.formats),
        }
        for info in catalogue()
    ]
    return page(request, "desk/checks.html", {"checks": rows})
