"""Small folders in the shape of SLO's open data, with sentences of our own."""

import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

PO = "512e4729-03a4-43a2-95ba-758071d1b725"
BB_VWO = "caf5e806-cdb6-4d62-a5ed-0c3c1ff3e0bb"
NEDERLANDS = "e41b8c50-d002-4a9f-be8b-9b5da0008656"


def made_up(name: str) -> str:
    """A UUID that belongs to this name, so that a test can speak of `made_up("fietsen")`."""
    return str(uuid5(NAMESPACE_URL, f"https://example.org/{name}"))


def folder(place: Path, **tables: list[dict[str, Any]]) -> Path:
    """Writes `place/data/TABLE.json` for every table; `ref_domeinen` is written as `ref.domeinen`."""
    data = place / "data"
    data.mkdir(parents=True)
    for name, records in tables.items():
        prefix, _, rest = name.partition("_")
        stem = f"{prefix}.{rest}" if prefix in ("ref", "erk") else name
        (data / f"{stem}.json").write_text(json.dumps(records), encoding="utf-8")
    return place


def kerndoelen(place: Path, **more: list[dict[str, Any]]) -> Path:
    return folder(
        place,
        vakleergebieden=[
            {"id": made_up("taal"), "title": "Nederlands", "vakleergebied_id": [NEDERLANDS],
             "kerndoel_domein_id": [made_up("mondeling")]},
        ],
        domeinen=[{"id": made_up("mondeling"), "title": "Mondeling", "kerndoel_id": [made_up("vertellen")]}],
        kerndoelen=[
            {"id": made_up("vertellen"), "prefix": "PO Kerndoel 99", "kerndoelLabel": "Vertellen",
             "title": "Wie hier leert, vertelt een verhaal aan de groep.", "niveau_id": PO,
             "replaces": [made_up("praten")]},
        ],
        **more,
    )  # fmt: skip


def fo(place: Path) -> Path:
    return folder(
        place,
        sets=[
            {"id": made_up("set"), "title": "Kerndoelen fietsen", "settype": "kerndoelenset",
             "status": "definitief concept", "vakleergebied_id": [NEDERLANDS], "fo_domein_id": [made_up("domein")]},
            {"id": made_up("examen"), "title": "Conceptexamenprogramma fietsen vmbo gl/tl",
             "settype": "examenprogramma", "status": "concept",
             "vakleergebied_id": NEDERLANDS, "fo_domein_id": [made_up("examendomein")]},
        ],
        domeinen=[
            {"id": made_up("domein"), "title": "Op weg", "fo_kernzin_id": [made_up("kernzin")]},
            {"id": made_up("examendomein"), "title": "Domein A", "description": "Veilig rijden", "prefix": "A",
             "fo_doelzin_id": [made_up("eindterm"), made_up("voorlopig")]},
        ],
        subdomeinen=[],
        kernzinnen=[
            {"id": made_up("kernzin"), "title": "Kerndoel 77", "prefix": "77", "description": "Iedereen fietst.",
             "fo_doelzin_id": [made_up("doelzin")]},
        ],
        doelzinnen=[
            {"id": made_up("doelzin"), "title": "Doelzin 77B - Remmen", "prefix": "B", "soort": "kerndoel",
             "description": "Iedereen remt op tijd.", "fo_uitwerking_id": [made_up("uitwerking")],
             "fo_illustratie_id": [made_up("illustratie")]},
            {"id": made_up("eindterm"), "title": "Eindterm 5", "prefix": "5", "soort": "eindterm",
             "description": "De kandidaat plakt zelf een band."},
            {"id": made_up("voorlopig"), "title": "Eindterm 6", "prefix": "6", "soort": "eindterm",
             "description": "Dit kan nog veranderen.", "unreleased": True},
        ],
        uitwerkingen=[{"id": made_up("uitwerking"), "title": "Het gaat om", "description": "knijpen in de rem;",
                       "niveau_id": [PO]}],
        illustraties=[{"id": made_up("illustratie"), "title": "Denk aan", "description": "een helling af.",
                       "niveau_id": PO}],
    )  # fmt: skip


def examenprogramma(place: Path) -> Path:
    return folder(
        place,
        examenprogramma=[
            {"id": made_up("programma"), "title": "Examenprogramma Fietskunde vwo", "prefix": "FK/vwo",
             "niveau_id": [BB_VWO], "examenprogramma_vakleergebied_id": [made_up("vak")],
             "examenprogramma_domein_id": [made_up("domein-d")]},
        ],
        vakleergebieden=[{"id": made_up("vak"), "title": "Fietskunde", "vakleergebied_id": [NEDERLANDS]}],
        domeinen=[{"id": made_up("domein-d"), "title": "Domein D: Onderhoud", "prefix": "FK/V/DomeinD",
                   "examenprogramma_eindterm_id": [made_up("smeren")]}],
        subdomeinen=[],
        eindtermen=[{"id": made_up("smeren"), "title": "De kandidaat smeert de ketting.", "prefix": "FK/V/DomeinD/3",
                     "niveau_id": [BB_VWO]}],
    )  # fmt: skip


def syllabus(place: Path) -> Path:
    return folder(
        place,
        syllabus=[{"id": made_up("syllabus"), "title": "Syllabus Fietskunde vwo", "niveau_id": [BB_VWO],
                   "examenprogramma_id": [made_up("programma")],
                   "syllabus_specifieke_eindterm_id": [made_up("olie"), made_up("los")]}],
        specifieke_eindtermen=[
            {"id": made_up("olie"), "title": "De kandidaat kiest olie.",
             "examenprogramma_eindterm_id": made_up("smeren"), "syllabus_toelichting_id": [made_up("dun")]},
            {"id": made_up("los"), "title": "De kandidaat poetst."},
        ],
        toelichtingen=[{"id": made_up("dun"), "title": "Dunne olie loopt weg."}],
        vakbegrippen=[],
    )  # fmt: skip


def case_package(path: Path) -> Path:
    uri = "https://example.org/case/"
    items = [
        {"identifier": made_up("groep"), "fullStatement": "Onderdelen", "humanCodingScheme": "1"},
        {"identifier": made_up("bel"), "fullStatement": "De leerling stelt de bel af.", "humanCodingScheme": "1.1",
         "abbreviatedStatement": "De bel", "educationLevel": ["groep 7"], "subject": ["Techniek"]},
    ]  # fmt: skip
    links = [
        {"associationType": "isChildOf", "originNodeURI": {"identifier": made_up("bel"), "uri": uri + made_up("bel")},
         "destinationNodeURI": {"identifier": made_up("groep")}},
    ]  # fmt: skip
    document = {"identifier": made_up("raamwerk"), "title": "Raamwerk fietsen", "adoptionStatus": "Draft"}
    package = {"CFDocument": document, "CFItems": items, "CFAssociations": links}
    path.write_text(json.dumps(package), encoding="utf-8")
    return path
