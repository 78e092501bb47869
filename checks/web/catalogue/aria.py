"""Roles, states and names for assistive technology (WAI-ARIA)."""

from checks.web.catalogue.entry import Entry

_ARIA = (
    "Gebruik liever een gewoon HTML-element; klopt dat niet, volg dan de regels van WAI-ARIA.",
    "Rather use an ordinary HTML element; if that does not fit, follow the rules of WAI-ARIA.",
)
_NAME = (
    "Geef het een naam, met tekst, aria-label of aria-labelledby.",
    "Give it a name, with text, aria-label or aria-labelledby.",
)


def _named(id: str, clauses: str, act: str, nl: str, en: str) -> Entry:
    return Entry(
        id,
        "serious",
        clauses,
        act,
        (f"{nl} zonder naam", f"{en} without a name"),
        (f"{nl} heeft geen naam die wordt voorgelezen.", f"{en} has no name that is read out."),
        _NAME,
    )


CHECKS = (
    Entry("aria-allowed-attr", "critical", "4.1.2", "5c01ea", ("ARIA-attribuut past niet bij de rol", "ARIA attribute does not fit the role"), ("Dit ARIA-attribuut mag niet bij deze rol.", "This ARIA attribute is not allowed with this role."), _ARIA),
    Entry("aria-conditional-attr", "serious", "4.1.2", "5c01ea", ("ARIA-attribuut past hier niet", "ARIA attribute does not fit here"), ("Bij deze rol mag dit ARIA-attribuut alleen in andere gevallen dan hier.", "With this role this ARIA attribute is allowed in other cases than this only."), _ARIA),
    Entry("aria-allowed-role", "minor", "4.1.2", "", ("Rol past niet bij het element", "Role does not fit the element"), ("Deze rol past niet bij dit element.", "This role does not fit this element."), _ARIA),
    Entry("aria-braille-equivalent", "serious", "4.1.2", "", ("Brailletekst zonder gewone tekst", "Braille text without plain text"), ("Dit element heeft een brailletekst, maar geen gewone.", "This element has a braille text, but no plain one."), _ARIA),
    _named("aria-command-name", "4.1.2", "97a4e1", "Deze knop, link of menuoptie", "This button, link or menu item"),
    Entry("aria-deprecated-role", "minor", "4.1.2", "674b10", ("Verouderde rol", "Outdated role"), ("Deze rol is verouderd.", "This role is outdated."), _ARIA),
    _named("aria-dialog-name", "4.1.2", "", "Dit dialoogvenster", "This dialog"),
    Entry("aria-hidden-body", "critical", "1.3.1 4.1.2", "", ("Hele pagina is verborgen voor voorleessoftware", "Whole page is hidden from reading software"), ("De hele pagina is met aria-hidden verborgen.", "The whole page is hidden with aria-hidden."), ("Haal aria-hidden van body.", "Remove aria-hidden from body.")),
    Entry("aria-hidden-focus", "serious", "4.1.2", "6cfa84", ("Focus in een verborgen deel", "Focus in a hidden part"), ("In dit voor voorleessoftware verborgen deel staat iets dat focus krijgt.", "This part, hidden from reading software, holds something that takes focus."), ("Haal aria-hidden weg, of maak ook de bediening onbereikbaar.", "Remove aria-hidden, or make the controls unreachable too.")),
    _named("aria-input-field-name", "4.1.2", "e086e5", "Dit invoerveld", "This input field"),
    _named("aria-meter-name", "1.1.1", "", "Deze meter", "This meter"),
    _named("aria-progressbar-name", "1.1.1", "", "Deze voortgangsbalk", "This progress bar"),
    Entry("aria-prohibited-attr", "serious", "4.1.2 1.3.1", "5c01ea kb1m8s", ("Naam op een element dat geen naam mag hebben", "Name on an element that may have none"), ("Dit element mag met deze rol geen aria-label of aria-labelledby hebben; het wordt vaak niet voorgelezen.", "With this role this element may not have aria-label or aria-labelledby; it is often not read out."), _ARIA),
    Entry("aria-required-attr", "critical", "4.1.2", "4e8ab6", ("Verplicht ARIA-attribuut ontbreekt", "Required ARIA attribute missing"), ("Bij deze rol ontbreekt een verplicht attribuut.", "A required attribute is missing for this role."), _ARIA),
    Entry("aria-required-children", "critical", "1.3.1", "bc4a75", ("Rol zonder de delen die erin horen", "Role without the parts that belong in it"), ("In dit element ontbreken de delen die bij zijn rol horen.", "This element lacks the parts that belong to its role."), _ARIA),
    Entry("aria-required-parent", "critical", "1.3.1", "ff89c9", ("Rol buiten het geheel waar zij bij hoort", "Role outside the whole it belongs to"), ("Dit element staat niet in het geheel waar zijn rol bij hoort.", "This element is not in the whole that its role belongs to."), _ARIA),
    Entry("aria-roledescription", "serious", "4.1.2", "", ("Omschrijving van een rol die er niet is", "Description of a role that is not there"), ("aria-roledescription staat op een element zonder betekenisvolle rol.", "aria-roledescription is on an element without a meaningful role."), _ARIA),
    Entry("aria-roles", "serious", "4.1.2", "674b10", ("Rol bestaat niet", "Role does not exist"), ("Deze rol bestaat niet.", "This role does not exist."), _ARIA),
    _named("aria-tab-name", "4.1.2", "", "Dit tabblad", "This tab"),
    Entry("aria-text", "serious", "4.1.2", "", ("Tekst met iets om te bedienen erin", "Text with something to operate in it"), ("role=text staat om iets dat focus krijgt.", "role=text is around something that takes focus."), _ARIA),
    _named("aria-toggle-field-name", "4.1.2", "e086e5", "Dit keuzevakje of deze schakelaar", "This checkbox or switch"),
    _named("aria-tooltip-name", "4.1.2", "", "Deze tooltip", "This tooltip"),
    _named("aria-treeitem-name", "4.1.2", "", "Dit onderdeel van een boom", "This tree item"),
    Entry("aria-valid-attr-value", "critical", "4.1.2", "6a7281", ("Waarde van ARIA-attribuut klopt niet", "Value of ARIA attribute is wrong"), ("De waarde van een ARIA-attribuut bestaat niet of verwijst naar niets.", "The value of an ARIA attribute does not exist or refers to nothing."), _ARIA),
    Entry("aria-valid-attr", "critical", "4.1.2", "5f99a7", ("ARIA-attribuut bestaat niet", "ARIA attribute does not exist"), ("Dit ARIA-attribuut bestaat niet.", "This ARIA attribute does not exist."), _ARIA),
    Entry("presentation-role-conflict", "minor", "4.1.2", "46ca7f", ("Versiering die toch bestaat voor hulpmiddelen", "Decoration that exists for assistive technology all the same"), ("Dit element is als versiering gemarkeerd, maar kan focus krijgen of heeft een naam.", "This element is marked as decoration, but can take focus or has a name."), _ARIA),
    Entry("hidden-for-reader", "moderate", "1.3.1", "", ("Tekst voor voorleessoftware is ook voor haar verborgen", "Text for reading software is hidden from it too"), ("De tekst “{text}” hoort bij deze link of knop, maar display:none verbergt haar voor iedereen.", "The text “{text}” belongs to this link or button, but display:none hides it from everyone."), ("Verberg de tekst alleen voor het oog (met een klasse als visually-hidden).", "Hide the text from the eye only (with a class such as visually-hidden).")),
)  # fmt: skip
