"""Types that every contract shares: terms, places in a material, problems."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["nl", "en"]


class Contract(BaseModel):
    """Base of every contract: unknown keys are a mistake, not something to keep quiet about."""

    model_config = ConfigDict(extra="forbid")


class Term(Contract):
    """A value from a vocabulary. `id` is a URI or a code of that vocabulary, `label` what people read."""

    id: str
    label: str


class Location(Contract):
    """A place in a material.

    `start` and `end` are character offsets in `Document.text` (end exclusive); `page` is the page or
    slide number, from 1; `section` the index of the section, from 0; `selector` an XPath or CSS path in
    the original; `part` the path of the part inside a package; `seconds` from when in a clip it is said.
    """

    section: int | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    selector: str | None = None
    part: str | None = None
    seconds: float | None = None


class Problem(Contract):
    """Why something could not be read or done, in one plain sentence that names the file."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    message: str
    message_en: str | None = None
    location: Location | None = None
