"""HTML as chapters of EPUB 3 may use it: what each element may hold, its attributes, and the values that they take.

Content is `flow`, `phrasing`, `text`, `empty`, `any`, `same` (what the element around it may hold), or a sequence of
elements; `first: rest` and `rest :last` put elements before or after such content.
"""

from checks.epub.tables import words

ANYWHERE = frozenset({"script", "template"})
"""Elements that may stand between those of any sequence."""
PHRASING = words(
    "a abbr area audio b bdi bdo br button canvas cite code data datalist del dfn em embed i iframe img "
    "input ins kbd label link map mark meta meter noscript object output picture progress q ruby s samp "
    "script select slot small span strong sub sup template textarea time u var video wbr svg: math: "
    "epub:switch"
)
FLOW = PHRASING | words(
    "address article aside blockquote details dialog div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hgroup hr main menu nav ol p pre search section table ul epub:trigger style"
) - {"style"}
METADATA = words("base link meta noscript script style template title epub:trigger")
HEADINGS = words("h1 h2 h3 h4 h5 h6 hgroup")

CONTENT = {
    "html": "head body",
    "head": "metadata",
    "title": "text",
    "base": "empty",
    "link": "empty",
    "meta": "empty",
    "style": "any",
    "script": "any",
    "noscript": "same",
    "template": "any",
    **dict.fromkeys(("body", "section", "nav", "article", "aside", "header", "footer", "main", "search", "address",
                     "blockquote", "div", "li", "dd", "dt", "td", "th", "caption", "figcaption", "form", "dialog"),
                    "flow"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "em", "strong", "small", "s", "cite", "q", "dfn",
                     "abbr", "code", "var", "samp", "kbd", "sub", "sup", "i", "b", "u", "mark", "bdi", "bdo", "span",
                     "data", "time", "label", "output", "progress", "meter", "button", "rp"), "phrasing"),
    **dict.fromkeys(("hr", "br", "wbr", "img", "area", "embed", "param", "source", "track", "col", "input"), "empty"),
    **dict.fromkeys(("a", "ins", "del", "map", "canvas", "slot"), "same"),
    "rt": "phrasing",
    "hgroup": "p* (h1 | h2 | h3 | h4 | h5 | h6) p*",
    "ul": "li*",
    "ol": "li*",
    "menu": "li*",
    "dl": "(dt+ dd+)* | div+",
    "figure": "figcaption? : flow : figcaption?",
    "ruby": "phrasing+rt",
    "picture": "source* img",
    "iframe": "text",
    "object": "param* : same",
    "video": "source* track* : same",
    "audio": "source* track* : same",
    "table": "caption? colgroup* thead? tfoot? (tbody* | tr*) tfoot?",
    "colgroup": "col*",
    "thead": "tr*",
    "tbody": "tr*",
    "tfoot": "tr*",
    "tr": "(td | th)*",
    "select": "(option | optgroup | hr)*",
    "datalist": "phrasing+option",
    "optgroup": "option*",
    "option": "text",
    "textarea": "text",
    "fieldset": "legend? : flow",
    "legend": "phrasing+heading",
    "details": "summary : flow",
    "summary": "phrasing+heading",
}  # fmt: skip

EVERYWHERE = words(
    "id class title lang xml:lang xml:base xml:space dir hidden tabindex accesskey contenteditable "
    "spellcheck translate draggable style role itemid itemprop itemref itemscope itemtype inputmode "
    "enterkeyhint is nonce slot autofocus autocapitalize inert popover about content datatype inlist "
    "prefix property rel resource rev typeof vocab epub:type ssml:ph ssml:alphabet part exportparts "
    "writingsuggestions contextmenu"
)
NO_TYPE = words("head title base link meta style script noscript template param col")
"""Elements that show nothing, and so have no `epub:type`."""
_FIELD = "disabled form name "
_BUTTONS = "formaction formenctype formmethod formnovalidate formtarget "
_LINK = "href target download ping hreflang type referrerpolicy rel rev charset "
_MEDIA = "src crossorigin preload autoplay loop muted controls controlslist "
OWN = {
    "html": "epub:prefix manifest version",
    "base": "href target",
    "link": "href rel as integrity hreflang media type referrerpolicy sizes color disabled scope imagesrcset "
            "imagesizes crossorigin blocking fetchpriority",
    "meta": "name http-equiv content charset media",
    "style": "type media blocking",
    "script": "src type async defer crossorigin integrity nomodule referrerpolicy charset blocking fetchpriority "
              "language",
    "blockquote": "cite",
    "q": "cite",
    "ol": "reversed start type",
    "li": "value",
    "a": _LINK,
    "data": "value!",
    "time": "datetime",
    "ins": "cite datetime",
    "del": "cite datetime",
    "img": "alt src! srcset sizes crossorigin usemap ismap width height referrerpolicy decoding loading fetchpriority "
           "border longdesc",
    "source": "src type srcset sizes media width height",
    "iframe": "src srcdoc name sandbox allow allowfullscreen width height referrerpolicy loading",
    "embed": "src type width height *",
    "object": "data type name form width height usemap typemustmatch",
    "param": "name! value!",
    "video": _MEDIA + "poster playsinline width height disablepictureinpicture disableremoteplayback",
    "audio": _MEDIA + "disableremoteplayback",
    "track": "default kind label src! srclang",
    "map": "name!",
    "area": "alt coords shape " + _LINK,
    "table": "border",
    "colgroup": "span",
    "col": "span",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr",
    "form": "accept-charset action autocomplete enctype method name novalidate target",
    "label": "for form",
    "input": _FIELD + _BUTTONS + "accept alt autocomplete checked dirname height list max maxlength min minlength "
             "multiple pattern placeholder readonly required size src step type value width capture usemap "
             "popovertarget popovertargetaction",
    "button": _FIELD + _BUTTONS + "type value popovertarget popovertargetaction",
    "select": _FIELD + "autocomplete multiple required size",
    "optgroup": "disabled label!",
    "option": "disabled label selected value",
    "textarea": _FIELD + "autocomplete cols dirname maxlength minlength placeholder readonly required rows wrap",
    "output": "for form name",
    "progress": "value max",
    "meter": "value! min max low high optimum",
    "fieldset": "disabled form name",
    "details": "open name",
    "dialog": "open",
    "canvas": "height width",
    "slot": "name",
}  # fmt: skip

_YES = "disabled checked multiple readonly required selected autofocus autoplay controls default defer formnovalidate "
_YES += "hidden inert ismap itemscope loop muted nomodule novalidate open reversed allowfullscreen playsinline"
BOOLEAN = frozenset(_YES.split())
CHOICES = {
    ("*", "dir"): "ltr rtl auto",
    ("*", "contenteditable"): "true false plaintext-only",
    ("*", "spellcheck"): "true false",
    ("*", "draggable"): "true false",
    ("*", "translate"): "yes no",
    ("th", "scope"): "row col rowgroup colgroup",
    ("button", "type"): "submit reset button",
    ("input", "type"): "hidden text search tel url email password date month week time datetime-local number range "
                       "color checkbox radio file submit image reset button datetime",
    ("form", "method"): "get post dialog",
    ("form", "autocomplete"): "on off",
    ("textarea", "wrap"): "soft hard",
    ("track", "kind"): "subtitles captions descriptions chapters metadata",
    ("audio", "preload"): "none metadata auto",
    ("video", "preload"): "none metadata auto",
    ("area", "shape"): "circle default poly rect",
    ("ol", "type"): "1 a A i I",
    ("img", "decoding"): "sync async auto",
    ("img", "loading"): "lazy eager",
    ("*", "crossorigin"): "anonymous use-credentials",
    ("table", "border"): "1",
}  # fmt: skip
"""Attributes with a closed list of values; an empty value is allowed for those of `*` and of tables."""
COUNTS = frozenset(
    {
        ("img", "width"), ("img", "height"), ("video", "width"), ("video", "height"), ("canvas", "width"),
        ("canvas", "height"), ("iframe", "width"), ("iframe", "height"), ("embed", "width"), ("embed", "height"),
        ("object", "width"), ("object", "height"), ("input", "width"), ("input", "height"), ("td", "rowspan"),
        ("th", "rowspan"), ("source", "width"), ("source", "height"),
    }
)  # fmt: skip
POSITIVE = frozenset({("td", "colspan"), ("th", "colspan"), ("col", "span"), ("colgroup", "span"),
                      ("textarea", "rows"), ("textarea", "cols"), ("select", "size"), ("input", "size")})  # fmt: skip
INTEGERS = frozenset({("*", "tabindex"), ("li", "value"), ("ol", "start")})
REFERENCES = {"aria-describedby", "aria-labelledby", "aria-owns", "aria-controls", "aria-flowto", "aria-details"}
INTERACTIVE = words("a button details embed iframe label menu select textarea")
NOT_INSIDE = {
    "a": INTERACTIVE | {"audio", "video", "img", "input", "object"},
    "button": INTERACTIVE | {"audio", "video", "img", "input", "object"},
    "audio": frozenset({"audio", "video"}),
    "video": frozenset({"audio", "video"}),
    "address": frozenset({"address", "header", "footer"}),
    "form": frozenset({"form"}),
    "progress": frozenset({"progress"}),
    "meter": frozenset({"meter"}),
    "dfn": frozenset({"dfn"}),
    "caption": frozenset({"table"}),
    "header": frozenset({"header", "footer"}),
    "footer": frozenset({"header", "footer"}),
    "label": frozenset({"label"}),
}
"""Elements that may stand nowhere inside another; some of them only when one can operate them."""
WHEN = {"audio": "controls", "video": "controls", "img": "usemap", "object": "usemap"}
OBSOLETE = words(
    "acronym applet basefont big blink center dir font frame frameset isindex listing marquee nobr "
    "noframes plaintext strike tt xmp"
)
