"""/desk/operations: how the work goes, what failed and why, and a second chance for dead jobs."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import intake
from api.auth import SettingsIn
from api.desk import visitor as who
from api.desk.render import page
from api.i18n import _
from api.problems import ProblemError
from api.routes.health import readiness
from store import jobs, outbox, overview
from store.database import reading, session

router = APIRouter(prefix="/operations")
QUEUES = ("interactive", "bulk")


@router.get("")
def show(request: Request, settings: SettingsIn, me: who.OperatorSees) -> Response:
    with reading(settings) as db:
        depths = jobs.depths(db)
        waiting = jobs.oldest_waiting(db)
        names = sorted({*QUEUES, *(name for name, _state in depths)})
        failed, dead = overview.failures(db, 30), jobs.dead(db, 100)
        for job in (*failed, *dead):
            job.material  # noqa: B018 - loaded while the session is open
        values: dict[str, Any] = {
            "queues": [
                {
                    "name": name,
                    "queued": depths.get((name, "queued"), 0),
                    "running": depths.get((name, "running"), 0),
                    "dead": depths.get((name, "dead"), 0),
                    "oldest": waiting.get(name),
                }
                for name in names
            ],
            "waiting": sum(many for (_name, state), many in depths.items() if state == "queued"),
            "running": sum(many for (_name, state), many in depths.items() if state == "running"),
            "oldest": max((age for age in waiting.values() if age is not None), default=None),
            "throughput": [overview.throughput(db, hours) for hours in (1, 24, 24 * 7)],
            "failed": failed,
            "dead": dead,
            "pending": outbox.pending(db),
        }
    values["health"] = readiness(settings)
    return page(request, "desk/operations.html", values)


@router.post("/jobs/{job_id}/requeue")
def requeue(settings: SettingsIn, me: who.OperatorActs, job_id: UUID) -> Response:
    with session(settings) as db:
        again = jobs.requeue(db, str(job_id))
    if not again:
        raise ProblemError(409, "not-dead", _("This job is not dead or failed any more."))
    intake.nudge(settings)
    return who.back("/desk/operations")
