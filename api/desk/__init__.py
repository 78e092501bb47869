"""The review desk: server-rendered pages on which people see suggestions and decide."""

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    from api.desk import sign_in

    return [sign_in.router]
