"""HTML checks against four suites of others, with and without the browser; and speed beside axe-core alone.

    python bench/checks_html.py ../shared/suites [--only act,govuk,axe,phpally] [--show] [--speed]

Prints, for each suite and each way of checking, what was detected and what was added where nothing is wrong; and how
much of that a finding says that came from axe-core, after those of both at one element were joined.
"""

import argparse
import collections
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parent.parent)  # The rooms, before the programs beside this one.

from checks.web import axe
from checks.web.catalogue import all_checks
from checks.web.examine import Seen, examine
from checks.web.hit import Hit
from config.settings import Settings
from documents.encoding import decode
from documents.readers.html import CHARSET

Case = dict[str, Any]
WAYS = {"browser": Settings(browser=True, browser_seconds=40), "no browser": Settings(browser=False)}


def cases(folder: Path, suite: str) -> list[Case]:
    with (folder / f"{suite}_cases.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def readable(data: bytes) -> str:
    charset = CHARSET.search(data[:4096])
    return decode(data, charset[1].decode("ascii") if charset else None).text


_seen: dict[tuple[str, str], Seen] = {}


def looked(folder: Path, file: str, way: str) -> Seen:
    if (way, file) not in _seen:
        path = (folder / file).resolve()
        root = folder.resolve() / file.split("/")[0]
        _seen[way, file] = examine(readable(path.read_bytes()), path.name, WAYS[way], root=root,
                                   folder=str(path.parent.relative_to(root)) + "/")  # fmt: skip
    return _seen[way, file]


def standards(hit: Hit) -> tuple[str, ...]:
    return hit.standard if hit.standard is not None else all_checks()[hit.check].standard


def sure(hits: list[Hit]) -> list[Hit]:
    return [h for h in hits if h.certainty != "to-be-judged"]


def act(folder: Path, way: str, *, show: bool, axe_only: bool = False) -> str:
    """By the rule that a finding names (`ACT …`), and by the success criteria of the rule."""
    count: collections.Counter[str] = collections.Counter()
    missed: dict[str, list[str]] = collections.defaultdict(list)
    for case in cases(folder, "act"):
        found = looked(folder, case["file"], way).hits
        found = [h for h in sure(found) if not axe_only or h.engine == "axe"]
        named = [h.check for h in found if f"ACT {case['rule']}" in standards(h)]
        clause = [
            h.check for h in found if {s.split()[-1] for s in standards(h) if s.startswith("WCAG")} & set(case["wcag"])
        ]
        kind = "failed" if case["expected"] == "failed" else "other"
        count[kind] += 1
        count[kind + " named"] += bool(named)
        count[kind + " clause"] += bool(clause or named)
        if (kind == "failed") != bool(named):
            missed[f"{case['rule']} {case['rule_name']}"].append(
                f"{case['expected'][:4]} {case['case'][:6]} {','.join(named)}"
            )
    if show:
        for rule, which in sorted(missed.items()):
            print(f"   {rule}: {' | '.join(which)}")
    f, o = count["failed"], count["other"]
    return (f"{count['failed named']}/{f} = {count['failed named'] / f:.3f}, false alarms {count['other named']}/{o} = "
            f"{count['other named'] / o:.4f}  (by criterion {count['failed clause'] / f:.3f} / {count['other clause'] / o:.4f})")  # fmt: skip


_GOVUK = {
    "Plain language": "text-hard", "correct reading order": "reading-order", "well-defined groups": "headings-missing",
    "scroll horizontally": "horizontal-scroll", "Colour alone": "color-only", "so does not meet AAA": "color-contrast-enhanced color-contrast",
    "so does not meet AA": "color-contrast", "All caps": "text-capitals", "Blink": "blink", "Marquee": "marquee",
    "Long lines": "text-line-length", "Very small text": "text-small", "Italics": "text-italic", "Justified": "text-justified",
    "line height": "text-line-height", "empty lang attribute": "html-has-lang", "missing a lang attribute": "html-has-lang",
    "html element has an invalid value": "html-lang-valid", "set to wrong language": "document-language",
    "identify change of language, but with invalid": "valid-lang", "identify change of language, but with wrong": "passage-language",
    "not used to identify change of language": "passage-language-missing", "in the wrong direction": "text-direction",
    "without required change in direction": "text-direction", "Empty page title": "document-title", "Missing page title": "document-title",
    "Inappropriate page title": "document-title-quality", "Empty heading": "heading-empty", "Missing H1": "heading-one-missing",
    "instead of an actual heading": "heading-fake", "structured in a hierarchical": "headings-order", "LI element with no parent": "listitem",
    "List not marked up": "list-fake", "DT or DD": "dlitem", "Improperly nested lists": "list aria-required-children",
    "double row headers": "table-scope", "no scope attributes": "table-scope", "nested within table": "table-nested",
    "only has TH": "table-header-only", "missing a caption": "table-caption-missing", "used for layout": "table-layout",
    "empty table header": "table-header-empty", "some empty cells": "table-empty-cells", "alt and title that are different": "image-title-conflict",
    "presentation role has non-empty alt": "image-decorative-conflict", "Image with no alt attribute": "image-alt",
    "Background image": "background-image-content", "empty alt and non-empty title": "image-title-conflict image-informative-hidden",
    "animated gif": "image-animated", "conveys information has an empty alt": "image-informative-hidden", "Uninformative link text": "link-text",
    "Non-specific link text": "link-text", "new window": "link-new-window", "not separated by printable": "link-separation",
    "identical title": "link-title", "Link to PDF": "link-file-type", "Link to #": "link-nowhere dead-internal-link",
    "same text go to different": "link-same-text", "Adjacent links": "link-adjacent", "distinguishable from surrounding": "link-in-text-block",
    "multimedia file, no transcript": "link-media-transcript", "Link to an image": "link-image-file", "Image button has no alt": "input-image-alt",
    "Empty button": "button-name", "Uninformative alt attribute value on image button": "input-image-alt-quality",
    "Empty alt attribute on image button": "input-image-alt", "Errors identified by colour only": "error-unclear",
    "Labels missing when they would look clumsy": "label", "no suggestion for corrections": "error-unclear", "too much white space": "label-far",
    "Form element has no label": "label", "Fieldset without a legend": "fieldset-legend", "Empty legend": "fieldset-legend",
    "not matching id": "label-unconnected label", "Empty label": "label-empty label", "poor colour contrast": "color-contrast error-unclear",
    "Non-unique field label": "label-duplicate", "Missing labels in checkboxes": "label label-unconnected", "Field hint": "hint-unconnected",
    "Placeholder no label": "label-placeholder label", "Errors are not identified": "error-unclear", "changes context without": "select-navigates",
    "Tabindex greater": "tabindex", "focus is not indicated": "focus-visible", "Dropdown navigation": "keyboard-only-mouse tooltip-unreachable",
    "role=button does not work": "role-button-link", "Tooltips": "tooltip-unreachable", "Accesskey": "accesskey accesskeys",
    "Lightbox": "lightbox-focus", "Fake button": "fake-button keyboard-only-mouse", "missing a title attribute": "frame-title",
    "does not describe the content or purpose of the iframe": "frame-title-quality", "content inserted using CSS": "css-content",
    "display:none used": "hidden-for-reader", "boxes that don't expand": "text-clipped", "Duplicate id": "duplicate-id",
    "Empty paragraph": "paragraph-empty", "center element": "element-obsolete", "Invalid ARIA role": "aria-roles", "wmode": "object-wmode",
    "Spacer image": "image-spacer", "close tags": "markup-broken", "PRE element": "pre-text", "First instance of abbreviation": "abbreviation",
}  # fmt: skip
"""Which of our checks are about a failure of the audit, by a part of its name."""


def govuk(folder: Path, way: str, *, show: bool, axe_only: bool = False) -> str:
    """Strict: a finding of a check that is about this failure, in a number that the page without a failure has not."""
    wanted = cases(folder, "govuk")
    found = judged = 0
    base = collections.Counter(h.check for h in _baseline(way).hits)
    for case in wanted:
        about = next((v.split() for k, v in _GOVUK.items() if k.lower() in case["name"].lower()), [])
        hits = looked(folder, case["file"], way).hits
        hits = [h for h in hits if not axe_only or h.engine == "axe"]
        here = collections.Counter(h.check for h in hits)
        good = any(here[c] > base[c] for c in about)
        found += good and any(h.check in about and h.certainty != "to-be-judged" for h in hits)
        judged += good
        if show and not good:
            print(f"   missed: {case['name']} -> {about}; found {sorted(here - base)}")
    return f"{found}/{len(wanted)} = {found / len(wanted):.3f}, with what a person must judge {judged}/{len(wanted)} = {judged / len(wanted):.3f}"


def _baseline(way: str) -> Seen:
    """A page of the audit's shape without a failure, written here: the audit's own is not among the files."""
    page = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Nothing wrong - accessibility team</title>
    </head><body><h1>Nothing wrong</h1><main><p>There is nothing wrong in this short paragraph.</p></main></body></html>"""
    return examine(page, "baseline.html", WAYS[way])


_PHPALLY = {
    "AnchorLinksToMultiMediaRequireTranscript": "link-media-transcript", "AnchorLinksToSoundFilesNeedTranscripts": "link-media-transcript",
    "AnchorSuspiciousLinkText": "link-text", "BaseFontIsNotUsed": "element-obsolete", "DocumentReadingDirection": "text-direction",
    "EmbedHasAssociatedNoEmbed": "object-alt", "EmbedTagDetected": "object-embedded object-alt", "HeadingsInOrder": "headings-order",
    "IframeNotHandled": "frame-unchecked", "ImageAltIsDifferent": "image-alt-quality", "ImageAltIsTooLong": "image-alt-length",
    "ImageAltNotEmptyInAnchor": "link-name", "ImageAltNotPlaceholder": "image-alt-quality", "ImageHasAlt": "image-alt",
    "ImageHasAltDecorative": "image-decorative-conflict", "ImageHasLongDescription": "image-long-description",
    "InputImageNotDecorative": "input-image-alt input-image-alt-quality", "ObjectInterfaceIsAccessible": "object-embedded object-alt",
    "ObjectMustContainText": "object-alt", "ObjectTagDetected": "object-embedded object-alt",
    "PreShouldNotBeUsedForTabularValues": "pre-text", "TableNotEmpty": "table-empty", "VideoProvidesCaptions": "media-captions",
    "NoHeadings": "headings-missing", "ContentTooLong": "headings-missing", "BrokenLink": "link-broken",
}  # fmt: skip


def phpally(folder: Path, way: str, *, show: bool, axe_only: bool = False) -> str:
    """The same number of findings, of the check that is about the rule, as UDOIT's own test expects."""
    wanted = cases(folder, "phpally")
    right = asked = 0
    for case in wanted:
        about = set(_PHPALLY[case["rule"]].split())
        hits = examine(case["html"], "snippet.html", WAYS[way]).hits
        places = [h for h in hits if h.check in about and (not axe_only or h.engine == "axe")]
        if case["rule"] == "BrokenLink":
            continue  # Asks whether other servers answer; pages are checked with the network closed.
        asked += 1
        right += len(places) == case["expected_issues"]
        if show and len(places) != case["expected_issues"]:
            print(
                f"   {case['rule']} {case['test']}: {len(places)}, expected {case['expected_issues']}; {[h.check for h in hits]}"
            )
    return f"{right}/{asked} = {right / asked:.3f} ({len(wanted) - asked} cases ask other servers and are left out)"


def axe_fixtures(folder: Path, way: str, *, show: bool, axe_only: bool = False) -> str:
    """Of axe-core's fixtures: its violations found at the element, and findings of the same check at its passes."""
    from checks.web.page import Node, Page

    count: collections.Counter[str] = collections.Counter()

    def at(page: Page, target: list[str]) -> Node | None:
        """The element on the page itself that the selector means; None for one in a frame."""
        match = target[-1] if len(target) == 1 and " " not in target[-1] else ""
        if match.startswith("."):
            return next((n for n in page.nodes if match[1:] in n.get("class").split()), None)
        return page.ids.get(match[1:]) if match.startswith("#") else None

    def as_tested(file: str) -> Seen:
        """In a page with a document type, and with the frames beside it, as axe-core's own tests show it."""
        path, root = (folder / file).resolve(), (folder / "axe" / "test").resolve()
        if ("axe " + way, file) not in _seen:
            text = readable(path.read_bytes())
            text = text if "<html" in text.lower() else "<!DOCTYPE html>" + text
            beside = str(path.parent.relative_to(root)) + "/"
            _seen["axe " + way, file] = examine(text, path.name, WAYS[way], root=root, folder=beside)
        return _seen["axe " + way, file]

    for case in cases(folder, "axe"):
        seen = as_tested(case["file"])
        check = axe.ours(case["rule"])
        hits = [h for h in seen.hits if h.certainty != "to-be-judged"]
        places: set[Any] = set()
        for h in hits:
            about = check in (h.check, *h.covers)
            if about and (not axe_only or h.engine == "axe"):
                places.add(id(h.node) if h.node is not None else h.target)
        for kind in ("violations", "passes"):
            for target in case[kind]:
                node = at(seen.page, target)
                key = id(node) if node is not None else " >>> ".join(target)
                count[kind] += 1
                hit = key in places
                count[kind + " hit"] += hit
                if show and hit != (kind == "violations"):
                    print(f"   {case['rule']} {kind} {target}")
    v, p = count["violations"], count["passes"]
    return f"{count['violations hit']}/{v} = {count['violations hit'] / v:.3f} violations, {count['passes hit']}/{p} = {count['passes hit'] / p:.4f} on passes"


def speed(folder: Path, pages: int) -> str:
    """Pages a second of the whole examination and of axe-core driven alone, in one browser, page by page in turns.

    Others may use the machine meanwhile: what stands beside each other was measured within the same second.
    """
    from checks.web.browser import program, shared
    from checks.web.serve import Site
    from checks.web.visit import opened

    settings = WAYS["browser"]
    every = sorted({c["file"] for s in ("act", "govuk") for c in cases(folder, s)})
    files = every[:: max(1, len(every) // pages)][:pages]
    data = [((folder / f).read_bytes(), Path(f).name) for f in files]
    engine = Path(axe.__file__).with_name("vendor").joinpath(f"axe-{axe.VERSION}.min.js").read_text(encoding="utf-8")
    # Without waiting for films to load, which we do not either; else axe-core alone is the slower of the two.
    preload = "preload: {assets: ['cssom'], timeout: 2000}"
    run = (
        f"axe.run(document, {{resultTypes: ['violations', 'incomplete'], {preload}}}).then((r) => r.violations.length)"
    )

    def alone(content: bytes, name: str) -> None:
        browser = shared().take(program(settings), settings.browser_memory_bytes)  # type: ignore[arg-type]
        with opened(browser, Site(content, name=name), 30) as tab:
            tab.evaluate(engine, awaits=False)
            tab.evaluate(run)

    def whole(content: bytes, name: str) -> None:
        examine(readable(content), name, settings)

    def pictured(content: bytes, name: str) -> None:
        examine(readable(content), name, settings, pictures=True)

    turns = [alone, whole, pictured]
    spent: list[list[float]] = [[] for _ in turns]
    for number, (content, name) in enumerate([data[0], *data]):
        for step in range(len(turns)):
            which = (number + step) % len(turns)
            begun = time.perf_counter()
            turns[which](content, name)
            if number:  # The first page warms up.
                spent[which].append(time.perf_counter() - begun)
    base, *rates = (len(data) / sum(times) for times in spent)
    slow = sorted(zip((w - a for a, w, _ in zip(*spent, strict=True)), files, strict=True), reverse=True)[:5]
    said = ", ".join(f"{Path(file).stem[:12]} {seconds:.1f} s" for seconds, file in slow)
    return (f"axe-core alone {base:.1f} pages/s, all checks {rates[0]:.1f} = {rates[0] / base:.2f} of it, with a "
            f"picture of the page {rates[1]:.1f} = {rates[1] / base:.2f} ({len(data)} pages; most was added to {said})")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", type=Path)
    parser.add_argument("--only", default="act,govuk,axe,phpally")
    parser.add_argument("--ways", default="browser,no browser")
    parser.add_argument("--show", action="store_true", help="Name the cases that go wrong.")
    parser.add_argument("--speed", type=int, default=0, metavar="PAGES", help="Measure speed over this many pages.")
    options = parser.parse_args()
    suites: dict[str, Callable[..., str]] = {"act": act, "govuk": govuk, "axe": axe_fixtures, "phpally": phpally}
    for name in filter(None, options.only.split(",")):
        for way in options.ways.split(","):
            print(f"{name}, {way}: {suites[name](options.suites, way, show=options.show)}", flush=True)
        if "browser" in options.ways.split(","):
            print(
                f"{name}, of these told by axe-core {axe.VERSION}: {suites[name](options.suites, 'browser', show=False, axe_only=True)}",
                flush=True,
            )
    if options.speed:
        print(f"speed: {speed(options.suites, options.speed)}")
    sys.exit(0)


if __name__ == "__main__":
    main()
