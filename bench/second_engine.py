"""What another engine would add to ours: on W3C's ACT cases and the audit of GOV.UK, with what it would add wrongly.

    npm install --prefix ENGINES html_codesniffer accessibility-checker-engine @siteimprove/alfa-rules
    python bench/second_engine.py ../shared/suites ENGINES [--part N]

Runs those that are in ENGINES, each on the same page in the browser that ours uses, and leaves out the others. By
criterion: whether anything is said under a success criterion of the case's rule. At its best: rules of the engine
that speak on a failed case of an ACT rule and on none of its sound ones, chosen after the fact, so an upper bound.
"""

import argparse
import collections
import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parent.parent)  # The rooms, before the programs beside this one.

from bench.checks_html import _GOVUK, WAYS, Case, cases, looked, standards, sure
from checks.web.browser import program, shared
from checks.web.devtools import CommandError
from checks.web.serve import Site
from checks.web.visit import PageFailedError, Tab, opened

Said = dict[str, set[str]]
"""Rules of an engine that found something, each with the success criteria that it names."""
SOUND = b"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Nothing wrong</title></head><body><h1>Nothing wrong</h1><main><p>There is nothing wrong in this short paragraph.</p></main></body></html>"""


@dataclass
class Engine:
    folder: Path
    spent: float = 0.0
    pages: int = 0
    failed: int = 0
    source: str = ""

    def say(self, tab: Tab) -> Said:
        raise NotImplementedError


class CodeSniffer(Engine):
    """HTML_CodeSniffer: errors, by the standard at its strictest."""

    file = "node_modules/html_codesniffer/build/HTMLCS.js"

    def say(self, tab: Tab) -> Said:
        tab.evaluate(self.source, awaits=False)
        found = tab.evaluate("""new Promise((done, no) => HTMLCS.process('WCAG2AAA', document,
            () => done(HTMLCS.getMessages().filter((m) => m.type === 1).map((m) => m.code)), no))""")
        said: Said = {}
        for code in found:
            said.setdefault(code, set()).add(".".join(code.split(".")[3].split("_")[:3]))
        return said


class Ibm(Engine):
    """IBM's equal-access engine: what it calls a violation that fails."""

    file = "node_modules/accessibility-checker-engine/ace.js"
    criteria: Said = {}

    def say(self, tab: Tab) -> Said:
        tab.evaluate(self.source, awaits=False)
        if not self.criteria:
            listed = tab.evaluate("""new ace.Checker().rulesets.filter((r) => r.id === 'WCAG_2_2')
                .flatMap((r) => r.checkpoints.flatMap((c) => (c.rules || []).map((rule) => [rule.id, c.num])))""")
            for rule, number in listed:
                self.criteria.setdefault(rule, set()).add(number)
        found = tab.evaluate("""new ace.Checker().check(document, ['WCAG_2_2']).then((r) => r.results
            .filter((x) => x.value[0] === 'VIOLATION' && x.value[1] === 'FAIL').map((x) => x.ruleId))""")
        return {rule: self.criteria.get(rule, set()) for rule in found}


@dataclass
class Alfa(Engine):
    """Siteimprove Alfa: outcomes that are failed. The page is read in the browser and judged by node beside it."""

    file = "node_modules/@siteimprove/alfa-dom/dist/native.js"
    _judge: "subprocess.Popen[str] | None" = field(default=None, init=False)

    def say(self, tab: Tab) -> Said:
        if self._judge is None:
            judge = [str(shutil.which("node")), str(Path(__file__).parent / "engines" / "alfa.mjs"), str(self.folder)]
            self._judge = subprocess.Popen(judge, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        page = tab.evaluate(self.source.replace("export var", "var") + ";\nNative.fromNode(document)")
        assert self._judge.stdin is not None
        assert self._judge.stdout is not None
        self._judge.stdin.write(json.dumps(page) + "\n")
        self._judge.stdin.flush()
        answer = json.loads(self._judge.stdout.readline())
        if isinstance(answer, dict):
            raise CommandError(str(answer["error"]))
        return {rule: set(criteria) for rule, criteria in answer}


ENGINES: dict[str, type[Any]] = {"HTML_CodeSniffer": CodeSniffer, "IBM equal-access": Ibm, "Siteimprove Alfa": Alfa}


def engines(folder: Path) -> dict[str, Engine]:
    found: dict[str, Engine] = {}
    for name, kind in ENGINES.items():
        script = folder / kind.file
        if not script.exists() or (kind is Alfa and shutil.which("node") is None):
            print(f"{name} is not in {folder} and is left out")
            continue
        found[name] = kind(folder)
        found[name].source = script.read_text(encoding="utf-8")
    return found


def said(engine: Engine, data: bytes, root: Path | None, folder: str, name: str) -> Said:
    """What the engine says about one page; nothing when it fails, which is counted."""
    settings = WAYS["browser"]
    site = Site(data, name=name, root=root, folder=folder, content_type="text/html;charset=utf-8")
    browser = shared().take(program(settings), settings.browser_memory_bytes)  # type: ignore[arg-type]
    try:
        with opened(browser, site, settings.browser_seconds) as tab:
            begun = time.perf_counter()
            found = engine.say(tab)
            engine.spent += time.perf_counter() - begun
            engine.pages += 1
            return found
    except (CommandError, PageFailedError):
        engine.failed += 1
        return {}


def on_file(engine: Engine, folder: Path, file: str) -> Said:
    path = (folder / file).resolve()
    root = folder.resolve() / file.split("/")[0]
    return said(engine, path.read_bytes(), root, str(path.parent.relative_to(root)) + "/", path.name)


def act(folder: Path, found: dict[str, Engine], part: int) -> None:
    wanted = cases(folder, "act")[::part]
    ours, ours_by = {}, {}
    theirs: dict[str, dict[str, Said]] = {name: {} for name in found}
    for case in wanted:
        hits = sure(looked(folder, case["file"], "browser").hits)
        ours[case["case"]] = any(f"ACT {case['rule']}" in standards(h) for h in hits)
        clauses = {s.split()[-1] for h in hits for s in standards(h) if s.startswith("WCAG")}
        ours_by[case["case"]] = ours[case["case"]] or bool(clauses & set(case["wcag"]))
        for name, engine in found.items():
            theirs[name][case["case"]] = on_file(engine, folder, case["file"])
    failed = [c for c in wanted if c["expected"] == "failed"]
    sound = [c for c in wanted if c["expected"] != "failed"]

    def rates(by: dict[str, bool]) -> str:
        wrong = sum(by[c["case"]] for c in sound)
        return f"{sum(by[c['case']] for c in failed)}/{len(failed)}, false {wrong}/{len(sound)}"

    print(f"ours: by rule {rates(ours)}; by criterion {rates(ours_by)}")
    for name, answers in theirs.items():
        by = {c["case"]: any(set(c["wcag"]) & s for s in answers[c["case"]].values()) for c in wanted}
        union = {k: v or ours_by[k] for k, v in by.items()}
        best = _best(wanted, answers)
        added = [c for c in failed if not ours[c["case"]] and best[c["case"]]]
        print(f"{name}: by criterion {rates(by)}; with ours {rates(union)}; at its best it adds {len(added)} cases: "
              + _grouped(added))  # fmt: skip


def _best(wanted: list[Case], answers: dict[str, Said]) -> dict[str, bool]:
    """Whether a rule of the engine speaks that, over this ACT rule, speaks on failed cases only."""
    on: dict[str, dict[str, set[str]]] = collections.defaultdict(lambda: collections.defaultdict(set))
    for case in wanted:
        for rule in answers[case["case"]]:
            on[case["rule"]][rule].add("failed" if case["expected"] == "failed" else "sound")
    return {c["case"]: any(on[c["rule"]][rule] == {"failed"} for rule in answers[c["case"]]) for c in wanted}


def _grouped(added: list[Case]) -> str:
    count = collections.Counter(f"{c['rule']} {c['rule_name']}" for c in added)
    return ", ".join(f"{rule} ({n})" for rule, n in count.most_common()) or "none"


def govuk(folder: Path, found: dict[str, Engine], part: int) -> None:
    """What each says on the pages that ours misses, and does not say on a page without a failure."""
    base = collections.Counter(h.check for h in looked_sound())
    missed = []
    for case in cases(folder, "govuk")[::part]:
        about = next((v.split() for k, v in _GOVUK.items() if k.lower() in case["name"].lower()), [])
        here = collections.Counter(h.check for h in sure(looked(folder, case["file"], "browser").hits))
        if not any(here[c] > base[c] for c in about):
            missed.append(case)
    print(f"GOV.UK: ours misses {len(missed)}")
    for name, engine in found.items():
        always = set(said(engine, SOUND, None, "", "sound.html"))
        more = [(c["name"], set(on_file(engine, folder, c["file"])) - always) for c in missed]
        print(f"{name}: says something new on {sum(bool(rules) for _, rules in more)} of them")
        for case_name, rules in more:
            if rules:
                print(f"   {case_name}: {', '.join(sorted(rules))}")


def looked_sound() -> list[Any]:
    from checks.web.examine import examine

    return sure(examine(SOUND.decode(), "sound.html", WAYS["browser"]).hits)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", type=Path)
    parser.add_argument("engines", type=Path, help="A folder with node_modules in it.")
    parser.add_argument("--part", type=int, default=1, metavar="N", help="Only every Nth case.")
    options = parser.parse_args()
    found = engines(options.engines)
    if not found:
        sys.exit(0)
    act(options.suites, found, options.part)
    govuk(options.suites, found, options.part)
    for name, engine in found.items():
        rate, tried = 1000 * engine.spent / max(engine.pages, 1), engine.pages + engine.failed
        print(f"{name}: {rate:.0f} ms a page beside loading it; failed on {engine.failed} of {tried}")


if __name__ == "__main__":
    main()
