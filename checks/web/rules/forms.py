"""Forms and the keyboard."""

import re
from collections.abc import Iterator

from checks.rule import Text
from checks.web.hit import Hit
from checks.web.names import labels, name, role_of
from checks.web.page import Node, Page

_FIELDS = ("input", "select", "textarea")
_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
_ERROR = re.compile(
    r"(?<!no )\b(error|invalid|incorrect|not valid|required field|please (fill|enter|correct)|cannot be empty|you need to fix|fout(melding|en)?|ongeldig|onjuist|niet (geldig|correct|juist)|vul .{0,40}in\b.*(verplicht|correct)|moet worden ingevuld|verplicht veld)",
    re.I,
)
_HELPS = re.compile(
    r"(must|should|moet|dient|at least|at most|minstens|hoogstens|between|tussen|for example|e\.g\.|bijvoorbeeld|bijv\.|format|formaat|cannot be|mag niet|expected|digits|cijfers|leave|laat)",
    re.I,
)
_HINT = re.compile(
    r"(for example|e\.g\.|bijvoorbeeld|bijv\.|format|must|moet|at least|minstens|it'?ll be|you can find|u vindt|optional|dd[-/ ]mm|\d{2}[/-]\d{2})",
    re.I,
)
_NO_ALT = Text(
    "Deze afbeeldingsknop heeft een label, maar geen tekstalternatief: zonder de afbeelding is zij leeg.",
    "This image button has a label but no alternative text: without the picture it is empty.",
)
_BUTTON_CLASS = re.compile(r"(^|[\s_-])(btn|button|knop)($|[\s_-])", re.I)


def _fields(page: Page) -> list[Node]:
    return [
        n for n in page.all(*_FIELDS) if not (n.tag == "input" and n.get("type").lower() in _NO_LABEL) and not n.silent
    ]


def fields(page: Page) -> Iterator[Hit]:
    for field in _fields(page):
        said = name(page, field)
        own = labels(page, field)
        named = said and (any(x.text for x in own) or field.get("aria-label") or field.get("aria-labelledby"))
        if not named:
            if field.get("placeholder").strip() and not field.get("title").strip():
                yield Hit("label-placeholder", field)
            elif not said and field.role not in ("presentation", "none"):
                yield Hit("select-name" if field.tag == "select" else "label", field)
    for button in page.all("button", "input"):
        kind = button.get("type").lower()
        if button.silent or (button.tag == "input" and kind not in ("image", "button", "submit", "reset")):
            continue
        said = name(page, button)
        if button.tag == "input" and kind == "image":
            if not said:
                yield Hit("input-image-alt", button)
            elif not button.get("alt").strip() and labels(page, button) and not _named_itself(button):
                yield Hit("input-image-alt-quality", button, "likely", {"alt": ""}, message=_NO_ALT)
            elif re.fullmatch(
                r"(click|klik|button|knop|image|afbeelding|submit\.\w+|\S+\.(png|gif|jpe?g)|go|here|hier)",
                said.strip(),
                re.I,
            ):
                yield Hit("input-image-alt-quality", button, "likely", {"alt": said[:60]})
        elif not said and button.role in ("", "button"):
            yield Hit("button-name" if button.tag == "button" else "input-button-name", button)


def _named_itself(button: Node) -> bool:
    return any(button.get(a).strip() for a in ("title", "aria-label", "aria-labelledby"))


def label_elements(page: Page) -> Iterator[Hit]:
    for label in page.all("label"):
        if label.hidden:
            continue
        inside = any(label.within(*_FIELDS, "meter", "progress", "output", "button"))
        target = page.ids.get(label.get("for"))
        if not label.text and not any(label.within("img", "svg")) and not label.get("aria-label"):
            yield Hit("label-empty", label)
        elif (label.has("for") and target is None) or (not label.has("for") and not inside):
            if not label.get("id") or not any(label.get("id") in n.get("aria-labelledby").split() for n in page.nodes):
                yield Hit("label-unconnected", label)
    for group in page.all("fieldset"):
        legend = next((e for e in group.elements if e.tag == "legend"), None)
        if (
            not group.hidden
            and (legend is None or not legend.text)
            and not group.get("aria-label")
            and not group.get("aria-labelledby")
        ):
            yield Hit("fieldset-legend", group)


def hints(page: Page) -> Iterator[Hit]:
    described = {
        i
        for n in page.nodes
        for a in ("aria-describedby", "aria-labelledby", "aria-errormessage")
        for i in n.get(a).split()
    }
    for field in _fields(page):
        if field.get("aria-describedby") or field.get("type").lower() in ("checkbox", "radio"):
            continue
        siblings = field.parent.elements if field.parent is not None else []
        index = next((i for i, s in enumerate(siblings) if s is field), 0)
        for near in siblings[max(0, index - 1) : index + 2]:
            mark = re.search(r"(^|[\s_-])(hint|help|helptext|instruction|aanwijzing)", near.get("class"), re.I)
            telling = near.tag in ("p", "small", "span", "div") and (mark or _HINT.search(near.text))
            if (
                telling
                and near is not field
                and near.get("id") not in described
                and 5 < len(near.text) < 250
                and not near.hidden
            ):
                if not _ERROR.search(near.text):
                    yield Hit("hint-unconnected", near, "likely")


def errors(page: Page) -> Iterator[Hit]:
    """Messages about errors that name no field, or do not say what is expected, or cannot be heard or seen."""
    for form in page.all("form"):
        if form.hidden:
            continue
        own = [
            f
            for f in form.walk(*_FIELDS)
            if not (f.tag == "input" and f.get("type").lower() in _NO_LABEL) and not f.hidden
        ]
        if not own:
            continue
        texts = [
            n
            for n in form.walk("div", "p", "span", "strong", "li", "label", "em", "small")
            if _said(n) and _ERROR.search(_said(n))
        ]
        texts = [t for t in texts if not any(t is not o and t in list(o.ancestors()) for o in texts)]
        for text in texts:
            perceived = text.visible and not text.silent
            if text.hidden and page.browsed and not any(f.facts.get("v") for f in own):
                continue  # Waits for an error to happen.
            if (
                (not perceived and not any(_same(text, o) for o in texts))
                or (perceived and not _names_field(page, text, own))
                or (perceived and not _HELPS.search(_said(text)) and not _told_elsewhere(text))
            ):
                yield Hit("error-unclear", text, "likely")


def _said(node: Node) -> str:
    return (
        node.text
        if not node.hidden
        else " ".join(" ".join(c for c in n.children if isinstance(c, str)) for n in node.walk()).strip()
    )


def _same(text: Node, other: Node) -> bool:
    return other is not text and other.visible and not other.silent and other.text == text.text


def _told_elsewhere(text: Node) -> bool:
    around = text.parent.text if text.parent is not None else ""
    return bool(_HELPS.search(around)) and len(around) < 400


def _names_field(page: Page, text: Node, own: list[Node]) -> bool:
    """Whether one field can be told from the message: by its label, by a link, or by standing with it."""
    words = set(re.findall(r"\w{3,}", text.text.lower()))
    holder = text.closest("label")
    if any(f.get("aria-invalid").lower() == "true" for f in own):
        return True
    if holder is not None or any(
        text.get("id") and text.get("id") in f.get("aria-describedby").split() + f.get("aria-errormessage").split()
        for f in own
    ):
        return True
    named: dict[str, int] = {}
    for field in own:
        said = name(page, field).lower()
        key = next(iter(re.findall(r"\w{3,}", said)), "")
        named[key] = named.get(key, 0) + 1
    legends = [e.text.lower() for f in text.ancestors() for e in f.walk("legend")] if text.closest("form") else []
    hit = [k for k in named if k and k in words]
    double = [k for k in hit if named[k] > 1]
    in_legend = any(w in words for legend in legends for w in re.findall(r"\w{4,}", legend))
    return (bool(hit) and (not double or in_legend)) or (in_legend and not hit)


def selects(page: Page) -> Iterator[Hit]:
    for select in page.all("select"):
        around = select.closest("form") or select.parent
        buttons = [
            b
            for b in (around.walk("button", "input") if around is not None else ())
            if b.tag == "button" or b.get("type").lower() in ("submit", "image", "button")
        ]
        acts = select.has("onchange") and re.search(r"location|submit|href", select.get("onchange"))
        jumps = re.search(
            r"(change|kies|choose|select|selecteer|wijzig|ga naar|jump|go to).{0,20}(language|taal|page|pagina|menu)",
            select.text + " " + name(page, select),
            re.I,
        )
        if not select.hidden and not buttons and (acts or jumps):
            yield Hit("select-navigates", select, "certain" if acts else "likely")


def controls(page: Page) -> Iterator[Hit]:
    heard = page.probes.get("listeners") or {}
    for node in page.nodes:
        if node.silent:
            continue
        index = node.get("tabindex").strip()
        if re.fullmatch(r"\+?\d+", index) and int(index) > 0:
            yield Hit("tabindex", node)
        if node.get("accesskey").strip():
            yield Hit("accesskey", node)
        events = set(heard.get(node.number, ()))
        click = node.has("onclick") or "click" in events
        keys = any(node.has(k) for k in ("onkeydown", "onkeyup", "onkeypress")) or events & {
            "keydown",
            "keyup",
            "keypress",
        }
        control = role_of(node) in ("button", "link", "checkbox", "menuitem", "tab", "switch", "option", "radio")
        native = node.tag in (
            "a",
            "button",
            "input",
            "select",
            "textarea",
            "summary",
            "label",
            "option",
            "area",
            "video",
            "audio",
        )
        if node.tag in ("div", "span", "p", "li", "td", "img") and not native:
            looks = bool(_BUTTON_CLASS.search(node.get("class"))) and 0 < len(node.text) <= 40
            within = node.closest("a", "button", "label") is not None or any(node.within("a", "button", "input"))
            if (click or looks or control) and not node.focusable and not within and not node.has("tabindex"):
                if looks or control:
                    yield Hit("fake-button", node, "certain" if click or control else "likely")
                elif node.has("onclick") and not _delegates(node):
                    yield Hit("keyboard-only-mouse", node, "likely")
        if node.tag == "a" and node.has("href") and node.role == "button" and not keys:
            yield Hit("role-button-link", node, "likely")
        hover = node.has("onmouseover") or node.has("onmouseenter")
        if hover and not (node.has("onfocus") or "focus" in events or "focusin" in events):
            yield Hit("tooltip-unreachable", node, "likely")


def _delegates(node: Node) -> bool:
    """A container that only listens to what happens in it."""
    return any(node.within("a", "button", "input", "select"))


def names_and_labels(page: Page) -> Iterator[Hit]:
    """Without a browser: a control whose aria-label leaves out the text that is seen."""
    if page.browsed:
        return
    for node in page.nodes:
        if (
            role_of(node) in ("button", "link", "tab", "menuitem")
            and node.get("aria-label").strip()
            and node.text
            and not node.silent
        ):
            seen, said = _plain(node.text), _plain(node.get("aria-label"))
            if len(seen) > 2 and seen not in said:
                yield Hit("label-content-name-mismatch", node, "likely", {"text": node.text[:60]})


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def far(page: Page) -> Iterator[Hit]:
    for field in _fields(page):
        own = [x for x in labels(page, field) if x.box and x.visible and x.text]
        if len(own) != 1 or field.box is None or own[0].closest("label") is field.closest("label") is not None:
            continue
        left, top, width, _height = own[0].box or (0.0, 0.0, 0.0, 0.0)
        if (
            field.box[0] - (left + width) > 300
            and abs(field.box[1] - top) < 40
            and own[0] not in list(field.ancestors())
        ):
            yield Hit("label-far", field, "likely")


def passwords(page: Page) -> Iterator[Hit]:
    for field in page.all("input"):
        value = field.get("autocomplete").strip().lower()
        if page.browsed or not value or field.hidden:
            continue
        last = value.split()[-1]
        if last not in _AUTOCOMPLETE and value not in _ON_OR_OFF:
            yield Hit("autocomplete-valid", field, "likely")


_AUTOCOMPLETE = {
    "on", "off", "name", "honorific-prefix", "given-name", "additional-name", "family-name", "honorific-suffix", "nickname",
    "email", "username", "new-password", "current-password", "one-time-code", "organization-title", "organization",
    "street-address", "address-line1", "address-line2", "address-line3", "address-level4", "address-level3", "address-level2",
    "address-level1", "country", "country-name", "postal-code", "cc-name", "cc-given-name", "cc-additional-name",
    "cc-family-name", "cc-number", "cc-exp", "cc-exp-month", "cc-exp-year", "cc-csc", "cc-type", "transaction-currency",
    "transaction-amount", "language", "bday", "bday-day", "bday-month", "bday-year", "sex", "tel", "tel-country-code",
    "tel-national", "tel-area-code", "tel-local", "tel-extension", "impp", "url", "photo", "webauthn", "tel-local-prefix",
    "tel-local-suffix",
}  # fmt: skip
_ON_OR_OFF = {"none", "false", "true", "disabled", "enabled", "undefined", "null", "xon", "xoff"}
"""No names of a field, but what people write to switch the browser's help on or off."""

RULES = (fields, label_elements, hints, errors, selects, controls, names_and_labels, far, passwords)
_ = Text
