"""The approved record of a material: only what people gave or decided."""

from datetime import datetime
from typing import Literal

from schemas.common import Contract
from schemas.suggestion import FieldName, Value


class ApprovedValue(Contract):
    """`by` says which person's act put it there: the platform's own metadata or a curator's decision."""

    value: Value
    by: Literal["platform", "curator"]


class ApprovedPart(Contract):
    """What people decided about one part of a package; `title`, `path` and `format` as in the `Document`."""

    id: str
    title: str | None = None
    path: str | None = None
    format: str | None = None
    fields: dict[FieldName, list[ApprovedValue]] = {}


class ApprovedRecord(Contract):
    """Everything an export needs. `fields` never holds a machine's value without a person's decision."""

    material_id: str
    source: str
    identifier: str | None = None
    location: str | None = None
    format: str | None = None
    bytes: int | None = None
    publisher: str | None = None
    authors: list[str] = []
    created: datetime
    changed: datetime
    decided: bool
    fields: dict[FieldName, list[ApprovedValue]] = {}
    parts: list[ApprovedPart] = []
