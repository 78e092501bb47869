"""Names that the package document, media overlays and content may use (EPUB 3.3, appendix D)."""

from checks.epub.prefixes import Vocabulary
from checks.epub.tables import words

_RENDITION = frozenset({"flow", "layout", "orientation", "spread", "viewport", "align-x-center"})
_OVERRIDES = frozenset(
    {
        "align-x-center", "flow-auto", "flow-paginated", "flow-scrolled-continuous", "flow-scrolled-doc",
        "layout-pre-paginated", "layout-reflowable", "orientation-auto", "orientation-landscape",
        "orientation-portrait",
        "page-spread-center", "page-spread-left", "page-spread-right", "spread-auto", "spread-both", "spread-landscape",
        "spread-none", "spread-portrait",
    }
)  # fmt: skip
_MEDIA = frozenset({"active-class", "duration", "narrator", "playback-active-class"})
_A11Y = frozenset({"certifiedBy", "certifierCredential", "certifierReport", "contentAlternative", "exemption",
                   "pageBreakSource", "reliesOn"})  # fmt: skip
META = Vocabulary(
    frozenset(
        {
            "alternate-script", "authority", "belongs-to-collection", "collection-type", "display-seq", "file-as",
            "group-position", "identifier-type", "meta-auth", "pageBreakSource", "role", "source-of", "term",
            "title-type",
        }
    ),
    {"rendition": _RENDITION, "media": _MEDIA, "a11y": _A11Y},
    one=True,
)  # fmt: skip
SCHEME = Vocabulary(frozenset(), {}, one=True)
REL = Vocabulary(
    frozenset(
        {
            "acquire", "alternate", "marc21xml-record", "mods-record", "onix-record", "record", "voicing",
            "xml-signature", "xmp-record",
        }
    ),
    {"a11y": frozenset({"certifierCredential", "certifierReport"})},
)  # fmt: skip
OLD_RELS = {"marc21xml-record": "record", "mods-record": "record", "onix-record": "record", "xmp-record": "record",
            "xml-signature": "signatures.xml"}  # fmt: skip
LINK_PROPERTIES = Vocabulary(frozenset({"onix", "xmp"}), {})
ITEM = Vocabulary(
    frozenset(
        {
            "cover-image", "data-nav", "dictionary", "glossary", "index", "mathml", "nav", "remote-resources",
            "scripted", "search-key-map", "svg", "switch",
        }
    ),
    {"rendition": frozenset(), "media": frozenset()},
)  # fmt: skip
ITEMREF = Vocabulary(frozenset({"page-spread-left", "page-spread-right"}), {"rendition": _OVERRIDES})
OLD_PROPERTIES = {"rendition:viewport", "rendition:spread-portrait", "meta-auth-x"}
RELATORS = words(
    "abr acp act adi adp aft anc anl anm ann ant ape apl app aqt arc ard arr art asg asn ato att auc aud "
    "aui aus aut bdd bjd bka bkd bkp blw bnd bpd brd brl bsl cad cas ccp chr cli cll clr clt cmm cmp cmt "
    "cnd cng cns coe col com con cop cor cos cot cou cov cpc cpe cph cpl cpt cre crp crr crt csl csp cst "
    "ctb cte ctg ctr cts ctt cur cwt dbd dbp dfd dfe dft dgc dgg dgs dis djo dln dnc dnr dpc dpt drm drt "
    "dsr dst dtc dte dtm dto dub edc edd edm edt egr elg elt eng enj etr evp exp fac fds fld flm fmd fmk "
    "fmo fmp fnd fon fpy frg gdv gis grt his hnr hst ill ilu ins inv isb itr ive ivr jud jug lbr lbt ldr "
    "led lee lel len let lgd lie lil lit lsa lse lso ltg ltr lyr mcp mdc med mfp mfr mka mod mon mrb mrk "
    "msd mte mtk mup mus mxe nan nrt onp opn org orm osp oth own pad pan pat pbd pbl pdr pfr pht plt pma "
    "pmn pnc pop ppm ppt pra prc prd pre prf prg prm prn pro prp prs prt prv pta pte ptf pth ptt pup rap "
    "rbr rcd rce rcp rdd red ren res rev rpc rps rpt rpy rse rsg rsp rsr rst rth rtm rxa sad sce scl scr "
    "sde sds sec sfx sgd sgn sht sll sng spk spn spy srv std stg stl stm stn str swd tad tau tcd tch ths "
    "tld tlg tlh tlp trc trl tyd tyg uvp vac vdg vfx voc wac wal wam wat waw wdc wde wfs wft win wit wpr "
    "wst wts"
)
"""MARC relator codes: the roles of people who worked on a book."""
