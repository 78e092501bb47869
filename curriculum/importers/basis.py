"""SLO curriculum-basis: titles of subjects and levels, to place ids newer than our vocabularies by name."""

from curriculum.dataset import Dataset, Parsed, words


def recognises(dataset: Dataset) -> bool:
    return dataset.has("niveaus", "prefix") and dataset.has("vakleergebieden", "prefix")


def read(dataset: Dataset, parsed: Parsed) -> None:
    for record in dataset.records("niveaus"):
        parsed.level_titles[record["id"]] = words(record, "title")
    for record in dataset.records("vakleergebieden"):
        parsed.subject_titles[record["id"]] = words(record, "title")
    parsed.level_names(list(parsed.level_titles))
    parsed.subjects(list(parsed.subject_titles))
