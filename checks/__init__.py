"""Quality and accessibility checks: a `Document` in, `Finding`s out. A new check is one new file.

`checks/rules` looks at the `Document`; `checks/<engine>/rules` at the original file, inside the reading process.
"""

from checks.original import Examined, examine
from checks.rule import CheckInfo
from checks.runner import catalogue, run

__all__ = ["CheckInfo", "Examined", "catalogue", "examine", "run"]
