"""Reads a platform's own record, NL-LOM or JSON-LD, into what is given: hints that people set."""

import re
from typing import Any

from lxml import etree
from pydantic import ValidationError

from exchange.registry import ExchangeError
from schemas.material import Given

IMS = "http://www.imsglobal.org/xsd/imsmd_v1p2"
IEEE = "http://ltsc.ieee.org/xsd/LOM"
CURRICULUM_PURPOSES = {
    "discipline": "subjects",
    "educational level": "levels",
    "educational objective": "goals",
    "competency": "goals",
    "access rights": "access_rights",
}


def read_nl_lom(xml: bytes) -> Given:
    """A record in the IMS-MD or the IEEE binding, recognised by its namespace and never by a prefix.

    Raises:
        ExchangeError: it is not XML, or holds no LOM record.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ExchangeError(f"The record is not well-formed XML: {error}.") from None
    lom = next((e for e in root.iter() if e.tag in (f"{{{IMS}}}lom", f"{{{IEEE}}}lom")), None)
    if lom is None:
        raise ExchangeError("The XML holds no LOM record (namespace imsmd_v1p2 or ltsc.ieee.org).")
    return _checked(_found(lom))


def _checked(found: dict[str, Any]) -> Given:
    try:
        return Given.model_validate({key: value for key, value in found.items() if value})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ExchangeError(f"The record's {field} cannot be used: {first['msg']}.") from None


def _name(element: Any) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _walk(element: Any, path: str) -> list[Any]:
    """Descendants by local names, whatever the binding's case and namespace."""
    found = [element]
    for step in path.split("/"):
        found = [child for parent in found for child in parent if _name(child) == step]
    return found


def _text(element: Any) -> str:
    """The text of a langstring (Dutch first) or of a plain element."""
    strings = [e for e in element if _name(e) in ("langstring", "string")]
    if not strings:
        return " ".join("".join(element.itertext()).split())
    dutch = [e for e in strings if any(str(v).lower().startswith("nl") for v in e.attrib.values())]
    return " ".join("".join((dutch or strings)[0].itertext()).split())


def _texts(lom: Any, path: str) -> list[str]:
    return [text for element in _walk(lom, path) if (text := _text(element))]


def _first(lom: Any, *paths: str) -> str | None:
    return next((text for path in paths for text in _texts(lom, path)), None)


def _found(lom: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": _first(lom, "general/title"),
        "description": _first(lom, "general/description"),
        "language": _first(lom, "general/language"),
        "identifier": _first(lom, "general/catalogentry/entry", "general/identifier/entry"),
        "location": _first(lom, "technical/location"),
        "keywords": _texts(lom, "general/keyword"),
        "resource_types": _texts(lom, "educational/learningresourcetype/value"),
        "end_user_roles": _texts(lom, "educational/intendedenduserrole/value"),
        "licence": _first(lom, "rights/copyrightandotherrestrictions/value"),
        "cost": _first(lom, "rights/cost/value"),
        "aggregation_level": _first(lom, "general/aggregationlevel/value"),
        "age_range": _first(lom, "educational/typicalagerange"),
        "difficulty": _first(lom, "educational/difficulty/value"),
        "learning_time": _first(
            lom, "educational/typicallearningtime/datetime", "educational/typicallearningtime/duration"
        ),
        "subjects": [],
        "levels": [],
        "goals": [],
        "access_rights": [],
        "authors": [],
    }
    for classification in _walk(lom, "classification"):
        purpose = _first(classification, "purpose/value")
        field = CURRICULUM_PURPOSES.get(purpose or "")
        if field:
            found[field] += [term for taxon in _walk(classification, "taxonpath/taxon") if (term := _taxon(taxon))]
    found["access_rights"] = next(iter(found["access_rights"]), None)
    for contribute in _walk(lom, "lifecycle/contribute"):
        role = _first(contribute, "role/value")
        cards = _walk(contribute, "centity/vcard") + _walk(contribute, "entity")
        names = [name for card in cards if (name := _full_name("".join(card.itertext())))]
        if role == "publisher" and names:
            found["publisher"] = names[0]
        elif role == "author":
            found["authors"] += names
    return found


def _taxon(taxon: Any) -> str | None:
    """A bare UUID when there is one, since a label can mean several terms; otherwise the label."""
    return _first(taxon, "id") or _first(taxon, "entry")


def _full_name(vcard: str) -> str | None:
    """The name on a vCard (FN, else ORG, else N); telephone, mail and address are left where they are."""
    found: dict[str, str] = {}
    unfolded = re.sub(r"\r?\n[ \t]", "", vcard.strip())
    for line in re.split(r"[\r\n]+", unfolded):
        key, _, value = line.partition(":")
        found.setdefault(key.split(";")[0].strip().upper().rsplit(".", 1)[-1], value.strip())
    if name := _unescape(found.get("FN", "")):
        return name
    if organisation := _unescape(found.get("ORG", "").split(";")[0]):
        return organisation
    family, _, rest = found.get("N", "").partition(";")
    return " ".join(filter(None, (_unescape(rest.split(";")[0]), _unescape(family)))) or None


def _unescape(value: str) -> str:
    """The text of a vCard value: a backslash guards a comma, a semicolon, itself, or stands for a new line."""
    return " ".join(re.sub(r"\\(.)", lambda m: " " if m[1] in "nN" else m[1], value).split())


def read_json_ld(document: Any) -> Given:
    """A schema.org description, in plain form or the way Edurep writes it.

    Raises:
        ExchangeError: it is no JSON object.
    """
    if isinstance(document, dict) and isinstance(document.get("@graph"), list) and document["@graph"]:
        document = document["@graph"][0]
    if not isinstance(document, dict):
        raise ExchangeError("A JSON-LD record must be a JSON object.")
    plain = {key.removeprefix("schema:"): value for key, value in document.items()}
    keywords = plain.get("keywords")
    if isinstance(keywords, str):
        keywords = [word.strip() for word in keywords.split(",")]
    found = {
        "title": _one(plain.get("name")),
        "description": _one(plain.get("description")),
        "language": _one(plain.get("inLanguage")),
        "identifier": _one(plain.get("identifier")),
        "location": _one(plain.get("url")) or _one(plain.get("contentUrl")),
        "keywords": _many(keywords),
        "subjects": _many(plain.get("educationalAlignment")),
        "levels": _many(plain.get("educationalLevel")),
        "goals": _many(plain.get("teaches")),
        "resource_types": _many(plain.get("learningResourceType")),
        "end_user_roles": _many(plain.get("audience")),
        "licence": _one(plain.get("license")),
        "cost": FREE.get(str(_one(plain.get("isAccessibleForFree"))).lower()),
        "access_rights": _one(plain.get("dcterms:accessRights")),
        "aggregation_level": _one(plain.get("lom:aggregationLevel")),
        "difficulty": _one(plain.get("lom:difficulty")),
        "age_range": _one(plain.get("typicalAgeRange")),
        "learning_time": _one(plain.get("timeRequired")),
        "publisher": next(iter(_many(plain.get("publisher"), NAMES)), None),
        "authors": _many(plain.get("author") or plain.get("creator"), NAMES),
    }
    return _checked(found)


FREE = {"true": "no", "false": "yes"}
"""What schema.org says of access without paying, as NL-LOM says it of cost."""
IDS = ("@id", "targetUrl", "@value", "value", "educationalRole", "audienceType", "name", "targetName")
NAMES = ("name", "legalName", "@value", "@id")
DEEPEST = 20


def _one(value: Any) -> str | None:
    return next(iter(_many(value)), None)


def _many(value: Any, keys: tuple[str, ...] = IDS, depth: int = 0) -> list[str]:
    """The ids or texts of a value that may be a text, an object, or a list of either."""
    if value is None or depth > DEEPEST:
        return []
    if isinstance(value, list):
        return [text for item in value for text in _many(item, keys, depth + 1)]
    if isinstance(value, dict):
        bare = {key.removeprefix("schema:"): item for key, item in value.items()}
        return next((found for key in keys if (found := _many(bare.get(key), keys, depth + 1))), [])
    text = str(value).strip()
    return [text] if text else []
