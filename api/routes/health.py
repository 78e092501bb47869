"""Whether the service lives, whether it can do its work, and its metrics."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from sqlalchemy import text

from api.auth import Operator, SettingsIn
from api.shapes import Health
from config.settings import Settings
from store.database import reading

router = APIRouter(tags=["operations"])


@router.get("/healthz", response_model=Health, response_model_exclude_defaults=True, summary="The process answers")
def healthz() -> Health:
    return Health(status="ok")


def _database(settings: Settings) -> str:
    with reading(settings) as db:
        db.execute(text("SELECT id FROM job LIMIT 1"))
    return "ok"


def _broker(settings: Settings) -> str:
    from worker.metrics import queue_lengths

    return "ok" if queue_lengths(settings) is not None else "does not answer"


def _models(settings: Settings) -> str:
    from models.trained import folder, read_manifest

    read_manifest(folder(settings))
    return "ok"


def readiness(settings: Settings) -> Health:
    """Every part by name: 'ok' or what is wrong, without addresses or credentials."""
    checks = {}
    for name, check in (("database", _database), ("broker", _broker), ("models", _models)):
        try:
            checks[name] = check(settings)
        except Exception as error:
            checks[name] = f"does not answer ({type(error).__name__})"
    return Health(status="ok" if set(checks.values()) == {"ok"} else "unavailable", checks=checks)


@router.get(
    "/readyz",
    response_model=Health,
    responses={503: {"model": Health, "description": "Something the service needs does not answer."}},
    summary="Broker, database and models are there",
)
def readyz(settings: SettingsIn) -> Response:
    health = readiness(settings)
    return JSONResponse(health.model_dump(), 200 if health.status == "ok" else 503)


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"description": "Prometheus text.", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    summary="Prometheus metrics",
)
def metrics(settings: SettingsIn, principal: Operator) -> Response:
    from prometheus_client import CONTENT_TYPE_LATEST

    from worker.metrics import render

    return Response(render(settings), headers={"Content-Type": CONTENT_TYPE_LATEST})
