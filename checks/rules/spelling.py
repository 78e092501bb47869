"""Typing errors: words that no dictionary knows, one slip away from a common word."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text, primary
from checks.spelling import slips
from schemas.finding import Finding

INFO = CheckInfo(
    id="spelling",
    severity="minor",
    title=Text("Typfout", "Typing error"),
    message=Text("“{word}” staat in geen woordenboek. Bedoelt u “{meant}”?",
                 "“{word}” is in no dictionary. Do you mean “{meant}”?"),
    why=Text("Wie nog leert lezen of de taal leert, neemt een fout over of zoekt het woord tevergeefs op.",
             "People who learn to read or learn the language copy an error, or look the word up in vain."),
    help=Text(
        "Verbeter het woord, of wijs de bevinding af als het een vakterm of een citaat is.",
        "Correct the word, or dismiss the finding when it is a term or a quotation.",
    ),
    standard=("IOL-kwaliteitsmodel: taal",),
    limit=10,
)  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if material.language is None or document.recognised_pages:
        return  # What was recognised in a picture has the errors of the recognition.
    for slip in slips(material.sentences, document.text, material.language):
        passage = document.passage_at(slip.start)
        if passage is not None and primary(passage.language) != material.language:
            continue  # The file itself says that these words are another language's.
        yield INFO.finding(document.locate(slip.start, slip.end), material.snippet(slip.start, slip.end),
                           certainty="likely", word=slip.word, meant=slip.meant)  # fmt: skip
