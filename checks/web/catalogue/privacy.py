"""Who follows the reader, and who speaks to a machine behind the reader's back."""

from checks.web.catalogue.entry import Entry

CHECKS = (
    Entry("tracker", "serious", "", "", ("Pagina volgt de lezer", "Page follows the reader"), ("Deze pagina stuurt gegevens van de lezer naar {name} ({host}).", "This page sends data about the reader to {name} ({host})."), ("Haal het script of plaatje weg, of vraag de uitgever om een versie zonder volgers en advertenties.", "Remove the script or image, or ask the publisher for a version without trackers and advertisements.")),
    Entry("external-script", "minor", "", "", ("Pagina haalt scripts van elders", "Page fetches scripts from elsewhere"), ("Deze pagina haalt scripts van {hosts}.", "This page fetches scripts from {hosts}."), ("Zet de scripts bij de pagina zelf, zodat zij blijft werken en niemand meekijkt.", "Put the scripts with the page itself, so that it keeps working and nobody looks on.")),
    Entry("instructions-unseen", "serious", "", "", ("Onzichtbare tekst stuurt een machine aan", "Invisible text instructs a machine"), ("Deze tekst ziet een lezer niet ({how}), en zij lijkt gericht aan een programma.", "A reader does not see this text ({how}), and it seems meant for a program."), ("Verwijder de tekst. De suggesties van dit systeem volgen zulke tekst niet.", "Remove the text. The suggestions of this system do not follow it.")),
)  # fmt: skip
