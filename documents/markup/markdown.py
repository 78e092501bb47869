"""Markdown to an HTML tree: CommonMark with tables, formulas left as TeX, and figures written as MyST directives."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_LIQUID = re.compile(r"^[ \t]*\{%.*?%\}[ \t]*$", re.MULTILINE)
_SAID = re.compile(r"""\b(title|content|text|caption|description|label|question|answer)\s*=\s*(["'])(.*?)\2""")
_EMBEDDED = re.compile(r"""\{%\s*embed\b.*?\burl\s*=\s*["'](https?://[^"'\s]+)""")
_DIRECTIVE = re.compile(r"\{([a-z:_-]{2,30})\}\s*(.*)$", re.DOTALL)
_OPTION = re.compile(r"^:([a-z-]+):\s*(.*)$", re.MULTILINE)
_DEEPEST_DIRECTIVE = 4
_MOST_ENVIRONMENTS = 1000
"""Of TeX, in one text: the end of each is looked for by itself."""
_MOST_BARS = 60_000
"""A text with more bars holds data and no tables for people; each cell would be parsed by itself."""


@lru_cache
def _markdown(*, tables: bool, environments: bool) -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.amsmath import amsmath_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    md = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"] if tables else ["strikethrough"])
    md.use(dollarmath_plugin, allow_space=False, allow_labels=False)
    md.use(footnote_plugin).use(deflist_plugin)
    if environments:
        md.use(amsmath_plugin)
    renderer: Any = md.renderer
    rules: dict[str, Any] = renderer.rules
    rules["math_inline"] = lambda tokens, i, *rest: f"<tex>${_escape(tokens[i].content)}$</tex>"
    rules["math_block"] = lambda tokens, i, *rest: _formula(f"$${tokens[i].content}$$")
    rules["amsmath"] = lambda tokens, i, *rest: _formula(tokens[i].content)
    rules["fence"] = _fence
    return md


def render(text: str, depth: int = 0) -> str:
    """`text` as HTML. Of template tags that stand alone on a line only the words that they would show are kept."""
    env: dict[str, Any] = {"depth": depth}
    closed = text.rfind("\\end{") > text.rfind("\\begin{") and text.count("\\begin{") <= _MOST_ENVIRONMENTS
    parser = _markdown(tables=text.count("|") <= _MOST_BARS, environments=closed)
    return str(parser.render(_LIQUID.sub(_shown, text), env))


def _shown(tag: re.Match[str]) -> str:
    """What a template would make of a tag, as far as the tag says: a callout holds its text, an embed its address."""
    if embedded := _EMBEDDED.search(tag[0]):
        return f'\n<iframe src="{_escape(embedded[1])}"></iframe>\n'
    return "".join(f"\n\n{said[3]}\n\n" for said in _SAID.finditer(tag[0]))


def _fence(tokens: Any, i: int, options: Any, env: dict[str, Any]) -> str:
    token = tokens[i]
    if token.info.strip() == "math":
        return _formula(token.content)
    directive = _DIRECTIVE.match(token.info.strip())
    depth = env.get("depth", 0)
    if directive is None or depth >= _DEEPEST_DIRECTIVE or directive[1].startswith("code"):
        return f"<pre><code>{_escape(token.content)}</code></pre>\n"
    name, argument = directive[1], directive[2].strip()
    options_found = dict(_OPTION.findall(token.content))
    body = render(_OPTION.sub("", token.content), depth + 1)
    if name in ("figure", "image"):
        alt = f' alt="{_escape(options_found["alt"])}"' if "alt" in options_found else ""
        return f'<figure><img src="{_escape(argument)}"{alt}><figcaption>{body}</figcaption></figure>\n'
    if name == "math":
        return _formula(token.content)
    if name in ("eval-rst", "raw", "mermaid"):
        return f"<pre>{_escape(token.content)}</pre>\n"
    return f"<div><p>{_escape(argument)}</p>{body}</div>\n"


def _formula(tex: str) -> str:
    """TeX on lines of its own; `tex` is an element that no page has and that `Walker` knows."""
    return f"<pre><tex>{_escape(tex)}</tex></pre>\n"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
