"""XHTML 1.1 as chapters of EPUB 2 may use it (OPS 2.0.1): blocks hold blocks, and text stands in a block."""

from checks.epub.tables import words

INLINE = words(
    "abbr acronym br cite code dfn em kbd q samp span strong var a img object bdo tt i b big small sub "
    "sup ins del script noscript map applet iframe ruby svg: ops:switch"
)
BLOCK = words(
    "h1 h2 h3 h4 h5 h6 p div pre blockquote address hr ul ol dl table ins del script noscript svg: ops:switch"
)
FLOW = INLINE | BLOCK
CONTENT = {
    "html": "head body",
    "head": "head",
    "title": "text",
    "body": "block",
    "blockquote": "block",
    "noscript": "block",
    **dict.fromkeys(("div", "li", "dd", "td", "th", "iframe", "ins", "del"), "flow"),
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", "h5", "h6", "address", "dt", "caption", "abbr", "acronym", "cite",
                     "code", "dfn", "em", "kbd", "q", "samp", "span", "strong", "var", "a", "bdo", "tt", "i", "b",
                     "big", "small", "sub", "sup", "pre"), "inline"),
    **dict.fromkeys(("base", "link", "meta", "br", "hr", "img", "param", "col", "area"), "empty"),
    **dict.fromkeys(("style", "script"), "any"),
    "object": "param* : flow",
    "applet": "param* : flow",
    "map": "map",
    "ul": "li+",
    "ol": "li+",
    "dl": "(dt | dd)+",
    "table": "caption? (col* | colgroup*) ((thead? tfoot? tbody+) | tr+)",
    "colgroup": "col*",
    "thead": "tr+",
    "tfoot": "tr+",
    "tbody": "tr+",
    "tr": "(th | td)+",
    "ruby": "any",
}  # fmt: skip
EVERYWHERE = words("id class title xml:lang lang dir style xml:space xml:base")
_CELL = "abbr align axis char charoff colspan headers rowspan scope valign"
OWN = {
    "html": "version profile",
    "head": "profile",
    "base": "href! target",
    "link": "charset href hreflang media rel rev type target",
    "meta": "content! http-equiv name scheme",
    "style": "media type!",
    "script": "charset defer src type!",
    "a": "accesskey charset coords href hreflang rel rev shape tabindex type target",
    "area": "accesskey alt! coords href nohref shape tabindex target",
    "map": "name",
    "blockquote": "cite",
    "q": "cite",
    "ins": "cite datetime",
    "del": "cite datetime",
    "img": "alt! height longdesc src! width usemap ismap",
    "object": "archive classid codebase codetype data declare height name standby tabindex type width usemap",
    "param": "id name! type value valuetype",
    "applet": "alt archive code codebase height! name object width!",
    "iframe": "frameborder height longdesc marginheight marginwidth scrolling src width",
    "table": "border cellpadding cellspacing datapagesize frame rules summary width",
    "td": _CELL,
    "th": _CELL,
    "tr": "align char charoff valign",
    "col": "align char charoff span valign width",
    "colgroup": "align char charoff span valign width",
    "thead": "align char charoff valign",
    "tbody": "align char charoff valign",
    "tfoot": "align char charoff valign",
    "bdo": "dir!",
}  # fmt: skip
