"""Puts the API and the review desk together: `create_app` is the factory that uvicorn is given."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from api import openapi, problems
from api.desk import routers as desk_routers
from api.edge import Edge
from api.routes import decisions, findings, health, materials, reports, webhooks
from config.settings import Settings, get_settings
from config.version import version
from store.database import migrate

STATIC = Path(__file__).parent / "static"
API = "/api/v1"


class Application(FastAPI):
    def openapi(self) -> dict[str, object]:
        return openapi.document(self)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    await anyio.to_thread.run_sync(migrate, app.state.settings)
    yield


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole service over HTTP. Without `settings` those of the environment."""
    settings = settings or get_settings()
    # Its lines would hold addresses of people and query strings; `verrijker.access` says what is needed.
    logging.getLogger("uvicorn.access").disabled = True
    app = Application(
        title="Verrijker",
        version=version(),
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.add_middleware(Edge, secure=settings.secure_cookies)
    problems.install(app)
    for router in (materials.router, decisions.router, findings.router, reports.router, webhooks.router, health.router):
        app.include_router(router, prefix=API)
    app.include_router(health.router, include_in_schema=False)
    app.include_router(openapi.router)
    for router in desk_routers():
        app.include_router(router, prefix="/desk", include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_api_route("/", lambda: RedirectResponse("/desk", 303), include_in_schema=False)
    app.add_api_route("/api", lambda: RedirectResponse("/api/docs", 303), include_in_schema=False)
    return app
