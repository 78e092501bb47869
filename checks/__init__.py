"""Quality and accessibility checks: a `Document` in, `Finding`s out. A new check is one new file in `checks/rules`."""

from checks.rule import CheckInfo
from checks.runner import catalogue, run

__all__ = ["CheckInfo", "catalogue", "run"]
