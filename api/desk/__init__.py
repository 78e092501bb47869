"""The review desk: server-rendered pages on which people see suggestions and decide."""

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    from api.desk import (
        catalogue,
        comparing,
        deciding,
        judging,
        material,
        operations,
        queue,
        reporting,
        sheets,
        sign_in,
    )

    return [
        queue.router,
        comparing.router,
        deciding.router,
        judging.router,
        reporting.router,
        catalogue.router,
        material.router,
        sheets.router,
        operations.router,
        sign_in.router,
    ]
