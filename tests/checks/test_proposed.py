"""Which of the 104 proposed checks (../shared/standards/checks.tsv) is made by which of ours, and which is left out."""

import csv
from pathlib import Path

import pytest

import checks

MADE: dict[str, str] = {
    "H01": "document-title frame-title frame-title-unique", "H02": "html-has-lang html-lang-valid",
    "H03": "document-language", "H04": "passage-language-missing", "H05": "image-alt",
    "H06": "image-alt-quality image-redundant-alt image-title-conflict", "H07": "image-informative-hidden",
    "H08": "image-alt-length image-alt-quality", "H09": "image-of-text", "H10": "link-name button-name", "H11": "link-text",
    "H12": "link-same-text", "H13": "link-file-type link-new-window", "H14": "link-nowhere dead-internal-link",
    "H15": "link-adjacent link-title", "H16": "color-contrast", "H17": "color-contrast", "H18": "focus-visible",
    "H19": "headings-order headings-missing heading-empty heading-one-missing", "H20": "heading-fake", "H21": "list-fake",
    "H22": "table-headers td-headers-attr table-layout", "H23": "table-caption-missing table-empty-cells",
    "H24": "label fieldset-legend h5p-label", "H25": "sensory-instruction color-only",
    "H26": "tabindex keyboard-only-mouse scrollable-region-focusable keyboard-trap", "H27": "target-size",
    "H28": "meta-viewport text-clipped", "H29": "blink marquee autoplay image-animated",
    "H30": "text-justified text-capitals text-italic text-small justified-text all-capitals underlined-text",
    "H31": "duplicate-id markup-broken", "H32": "aria-roles aria-allowed-attr aria-valid-attr-value", "H33": "abbreviation",
    "P01": "untagged-pdf", "P02": "document-language language-code", "P03": "pdf-title", "P04": "document-title",
    "P05": "pdf-ua-mark", "P06": "pdf-content-tagging", "P07": "scanned-pdf", "P08": "pdf-figure-alt image-alt-quality",
    "P09": "pdf-headings", "P10": "pdf-table-structure pdf-table-headers", "P11": "pdf-list-structure", "P12": "pdf-link",
    "P13": "pdf-form-field", "P14": "pdf-tab-order", "P15": "pdf-font-embedded pdf-font-unicode", "P16": "pdf-protection",
    "P17": "pdf-bookmarks", "P19": "contrast", "P20": "active-content",
    "O01": "image-alt", "O02": "document-language language-of-parts", "O03": "document-title",
    "O04": "headings-missing headings-order", "O05": "fake-heading", "O06": "table-headers table-for-layout",
    "O07": "table-merged-cells", "O08": "fake-list", "O09": "blank-paragraphs layout-by-tabs", "O10": "floating-object",
    "O11": "link-text", "O12": "contrast", "O13": "linked-image",
    "O14": "tracked-changes comments-left document-macros document-protected", "O15": "slide-title slide-title-duplicate",
    "O16": "reading-order", "O17": "small-text slide-full", "O18": "slide-timing slide-animation", "O19": "media-captions",
    "E01": "epub-metadata-missing epub-metadata-invalid", "E02": "epub-contents epub-page-list",
    "E03": "image-alt headings-order epub-type-role", "E04": "epub-structure", "E05": "image-alt",
    "M01": "media-captions", "M02": "media-captions audio-transcript",
    "M03": "caption-timing caption-layout caption-speed caption-gap", "M04": "caption-language caption-machine-made",
    "M05": "flashes", "M06": "autoplay embed-tracking media-captions-external", "M07": "image-resolution image-contrast",
    "K01": "package-files package-unlisted package-identifier package-title", "K03": "h5p-library",
    "K04": "image-alt h5p-label media-captions", "K05": "question-without-answer question-without-feedback",
    "Q01": "licence-missing licence-conflict licence-invalid licence-restrictive", "Q03": "dead-internal-link link-login link-rot link-own-computer link-insecure",
    "Q04": "outdated-date outdated-programme outdated-curriculum", "Q05": "goals-missing", "Q06": "tasks-missing answers-missing", "Q07": "readability", "Q08": "spelling", "Q09": "personal-data portrait-named photo-place", "Q11": "repeated-text",
    "Q12": "copyright-notice", "Q13": "tracker external-script embed-tracking", "Q14": "machine-text",
}  # fmt: skip
LEFT_OUT: dict[str, str] = {
    "P18": "Order of tags against columns needs a layout of the page that is trusted; untagged and unmarked content is told.",
    "O20": "What stands in a header only cannot be told from what is repeated there on purpose.",
    "K02": "Pages inside a package are looked at themselves; its other parts by their text and links, their originals only where they are sent in.",
    "Q02": "A picture without a source is the rule and no fault where its maker is the author, which no file says.",
    "Q10": "What the text says of level, subject and author is a suggestion beside what was given, which a curator sees at once.",
}
"""Rows that no check covers, and why."""


def test_every_proposed_check_is_made_or_left_out_with_a_reason() -> None:
    assert not set(MADE) & set(LEFT_OUT)
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())
    assert len(MADE) + len(LEFT_OUT) == 104


@pytest.mark.parametrize("row", sorted(MADE))
def test_what_is_said_to_cover_a_row_exists(row: str) -> None:
    ids = {info.id for info in checks.catalogue()}
    assert MADE[row].split()
    assert set(MADE[row].split()) <= ids


@pytest.mark.shared
def test_no_row_of_the_list_is_forgotten(shared: Path) -> None:
    with (shared / "standards" / "checks.tsv").open(encoding="utf-8") as file:
        rows = {row["id"] for row in csv.DictReader(file, delimiter="\t")}
    assert rows == set(MADE) | set(LEFT_OUT)
