"""Writes docs/checks.md from the checks themselves: `python -m checks.reference`; a test keeps the two equal."""

import sys
from pathlib import Path

from checks.rule import CheckInfo
from checks.runner import LIMIT, catalogue
from checks.tools import all_steps
from checks.why import why
from schemas.finding import SEVERITIES

PAGE = Path(__file__).parent.parent / "docs" / "checks.md"


def page() -> str:
    """The reference page in Markdown."""
    checks = catalogue()
    lines = [
        "# Checks",
        "",
        "Written by `python -m checks.reference` from the modules in `checks/rules`; edit those, not this page.",
        "",
        f"{len(checks)} checks look at every material that their format suits. A finding is a tip with its place and",
        "evidence, never a mark: `certain` is a fact about the file, `likely` a measure or pattern that is mostly",
        f"right, `to-be-judged` a question for a person. Of one check at most {LIMIT} findings are shown one by one.",
        "The steps for each program stand with a finding, and at `/desk/checks`.",
        "",
        "| Check | Severity | What | Standard | Formats |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| [`{c.id}`](#{c.id}) | {c.severity} | {c.title.en} | {', '.join(c.standard) or '–'} | {_formats(c)} |"
        for c in checks
    ]
    lines += [
        "",
        f"Severities, the gravest first: {', '.join(SEVERITIES)}. A check may lower or raise its own for a case.",
    ]
    for check in checks:
        lines += ["", f"## {check.id}", "", f"**{check.title.en}** / **{check.title.nl}**", ""]
        reason = check.why or why(check.standard)
        for language in ("en", "nl"):
            said = [plain(getattr(check.message, language)), *([getattr(reason, language)] if reason else [])]
            lines.append(f"- {' '.join([*said, getattr(check.help, language)])}")
        if doing := all_steps(check.id, check.formats, check.steps):
            lines.append(f"- Steps for {', '.join(doing)}.")
    return "\n".join(lines) + "\n"


def _formats(check: CheckInfo) -> str:
    return ", ".join(sorted(check.formats)) or "all"


def plain(message: str) -> str:
    """A message with its blanks as dots."""
    out, depth = "", 0
    for char in message:
        depth += char == "{"
        if depth == 0:
            out += char
        elif char == "}":
            depth -= 1
            out += "…"
    return out


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.name}: {len(catalogue())} checks", file=sys.stderr)


if __name__ == "__main__":
    main()
