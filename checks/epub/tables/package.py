"""Package documents of EPUB 3 and 2, container, SMIL and NCX: which elements and attributes may stand where."""

from checks.epub.grammar import Element, Grammar, one_of

DC = "http://purl.org/dc/elements/1.1/"
OPF = "http://www.idpf.org/2007/opf"
OPS = "http://www.idpf.org/2007/ops"
SMIL = "http://www.w3.org/ns/SMIL"
NCX = "http://www.daisy.org/z3986/2005/ncx/"
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
_XML = {"http://www.w3.org/XML/1998/namespace": "xml:"}
_OPF_SPACES = {OPF: "", DC: "dc:", **_XML}
_WORDED = ("title", "source", "creator", "subject", "description", "publisher", "contributor", "relation",
           "coverage", "rights")  # fmt: skip
_BARE = ("identifier", "language", "date", "type", "format")
_I18N = "xml:lang=lang dir=dir"
_DC_ANY = " ".join(f"dc:{n}*" for n in (*_WORDED, *_BARE) if n not in ("title", "identifier", "language", "date"))
_META = "property!=property refines scheme=property id=id " + _I18N
_LINK = "href! hreflang rel!=properties id=id refines media-type=mime properties=properties"

PACKAGE_3 = Grammar(
    {
        "package": Element(
            "metadata manifest spine guide? bindings? collection*",
            "version!=version unique-identifier!=id id=id prefix xml:lang dir=dir",
            kinds={"version": one_of("3.0")},
        ),
        "metadata": Element(f"& dc:identifier+ dc:title+ dc:language+ dc:date? {_DC_ANY} meta* link*",
                            "id=id xml:lang dir=dir"),
        **{f"dc:{n}": Element("", "id=id xml:lang dir=dir", filled=True) for n in _WORDED},
        **{f"dc:{n}": Element("", "id=id", filled=True) for n in _BARE},
        "meta": Element("", "property=property refines scheme=property id=id xml:lang dir=dir name content", text=True),
        "link": Element("", _LINK),
        "manifest": Element("item+", "id=id"),
        "item": Element("", "id!=id href! media-type!=mime fallback=id media-overlay=id properties=tokens",
                        kinds={"tokens": lambda v: True}),
        "spine": Element("itemref+", "id=id toc=id page-progression-direction=flow",
                         kinds={"flow": one_of("ltr", "rtl", "default")}),
        "itemref": Element("", "idref!=id linear=yes-no id=id properties"),
        "guide": Element("reference+"),
        "reference": Element("", "href! type! title"),
        "bindings": Element("mediaType+"),
        "mediaType": Element("", "media-type!=mime handler!=id"),
        "collection": Element("any", "id=id dir=dir xml:lang=lang role!"),
    },
    _OPF_SPACES,
    "package",
)  # fmt: skip
COLLECTION_META = Element("", _META, filled=True)

PACKAGE_2 = Grammar(
    {
        "package": Element("metadata manifest spine tours? guide?", "version!=version unique-identifier id=id xml:lang",
                           kinds={"version": one_of("2.0")}),
        "metadata": Element("any", "id=id xml:lang"),
        "manifest": Element("item+", "id=id"),
        "item": Element("", "id!=id href! media-type!=mime fallback=id fallback-style=id required-namespace "
                        "required-modules"),
        "spine": Element("itemref+", "id=id toc!=id page-map"),
        "itemref": Element("", "idref!=id linear=yes-no id=id"),
        "tours": Element("tour+", "id=id"),
        "tour": Element("site+", "id=id title!"),
        "site": Element("", "href! title!"),
        "guide": Element("reference+", "id=id"),
        "reference": Element("", "href! type! title id=id"),
    },
    {**_OPF_SPACES, "http://www.w3.org/2001/XMLSchema-instance": "xsi:"},
    "package",
)  # fmt: skip
METADATA_2 = Element("& dc:identifier+ dc:title+ dc:language+ dc:date* " + _DC_ANY + " meta*", "id=id xml:lang")
OLD_ATTRIBUTES = frozenset(["id", "xml:lang", "xsi:type", "file-as", "role", "scheme", "event"])

OVERLAY = Grammar(
    {
        "smil": Element("head? body", "version!=version id=id epub:prefix", kinds={"version": one_of("3.0")}),
        "head": Element("metadata?"),
        "metadata": Element("any", "id=id *"),
        "body": Element("(seq | par)+", "id=id epub:type epub:textref"),
        "seq": Element("(seq | par)+", "id=id epub:type epub:textref!"),
        "par": Element("(text audio?) | (audio text)", "id=id epub:type"),
        "text": Element("", "id=id src!"),
        "audio": Element("", "id=id clipBegin=clock clipEnd=clock src!"),
    },
    {SMIL: "", OPS: "epub:", **_XML},
    "smil",
)

_LABELLED = "text img?"
_LANGUAGE = "xml:lang dir=way"
_WAY = {"way": one_of("ltr", "rtl")}
CONTENTS_2 = Grammar(
    {
        "ncx": Element("head docTitle docAuthor* navMap pageList? navList*", f"version!=version {_LANGUAGE}",
                       kinds={"version": one_of("2005-1"), **_WAY}),
        "head": Element("(meta | smilCustomTest)*"),
        "meta": Element("", "name! content! scheme"),
        "smilCustomTest": Element("", "id! defaultState override bookStruct"),
        "docTitle": Element("text audio? img?", f"id=id {_LANGUAGE}", kinds=_WAY),
        "docAuthor": Element("text audio? img?", f"id=id {_LANGUAGE}", kinds=_WAY),
        "text": Element("", "id=id class", text=True),
        "img": Element("", "id=id class src!"),
        "audio": Element("", "id=id class src! clipBegin clipEnd"),
        "navMap": Element("navInfo* navLabel* navPoint+", "id=id"),
        "navInfo": Element("text audio? img?", _LANGUAGE, kinds=_WAY),
        "navLabel": Element("text audio? img?", _LANGUAGE, kinds=_WAY),
        "navPoint": Element("navLabel+ content navPoint*", "id!=id class playOrder=count"),
        "content": Element("", "id=id src!"),
        "pageList": Element("navInfo* navLabel* pageTarget+", "id=id class"),
        "pageTarget": Element("navLabel+ content", "id=id value=count type!=type class playOrder=count",
                              kinds={"type": one_of("front", "normal", "special")}),
        "navList": Element("navInfo* navLabel+ navTarget+", "id=id class"),
        "navTarget": Element("navLabel+ content", "id!=id class value=count playOrder=count"),
    },
    {NCX: "", **_XML},
    "ncx",
)  # fmt: skip

BOX = Grammar(
    {
        "container": Element("rootfiles links?", "version!=version", kinds={"version": one_of("1.0")}),
        "rootfiles": Element("rootfile+"),
        "rootfile": Element("", "full-path! media-type!=mime *"),
        "links": Element("link+"),
        "link": Element("", "href! rel! media-type=mime"),
    },
    {CONTAINER: "", **_XML},
    "container",
)
