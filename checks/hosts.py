"""Web addresses by what is known of their hosts: shorteners, personal storage, log-ins, trackers."""

from urllib.parse import SplitResult, urlsplit

SHORTENERS = frozenset({
    "bit.ly", "bitly.com", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "v.gd", "buff.ly", "cutt.ly", "rb.gy",
    "t.ly", "shorturl.at", "tiny.cc", "lnkd.in", "ift.tt", "dlvr.it", "trib.al", "bl.ink", "rebrand.ly", "kortelink.nl",
    "s.id", "qrco.de", "qr.ae", "soo.gd", "adf.ly", "gh.io", "fb.me", "snip.ly",
})  # fmt: skip
TRANSFERS = frozenset({
    "wetransfer.com", "we.tl", "filemail.com", "transfernow.net", "smash.com", "fromsmash.com", "sendgb.com",
    "swisstransfer.com", "transferxl.com", "sendspace.com", "file.io", "gofile.io", "myairbridge.com", "dropsend.com",
})  # fmt: skip
"""Files that are handed over once, and gone after days."""
PERSONAL = frozenset({
    "drive.google.com", "docs.google.com", "dropbox.com", "db.tt", "onedrive.live.com", "1drv.ms", "icloud.com",
    "box.com", "mega.nz", "mediafire.com", "pcloud.com", "stackstorage.com", "photos.google.com", "photos.app.goo.gl",
    "dropboxusercontent.com", "googleusercontent.com", "evernote.com",
})  # fmt: skip
"""The storage of one person: it goes when that person leaves the school."""
GONE = frozenset({
    "geocities.com", "picasaweb.google.com", "plus.google.com", "goo.gl", "rapidshare.com", "megaupload.com",
    "storify.com", "wikispaces.com", "hyves.nl", "edmodo.com", "teleblik.nl", "teleac.nl", "home.planet.nl",
    "home.wanadoo.nl", "home.tiscali.nl", "home.versatel.nl", "members.chello.nl", "members.home.nl", "home.hetnet.nl",
    "home.zonnet.nl",
})  # fmt: skip
"""Services that stopped; their pages are gone or moved without a way on."""
LOGIN = frozenset({
    "magister.net", "itslearning.com", "instructure.com", "brightspace.com", "classroom.google.com", "blackboard.com",
    "teams.microsoft.com", "teams.live.com", "basispoort.nl", "smartschool.be", "web.whatsapp.com", "sharepoint.com",
    "login.microsoftonline.com", "accounts.google.com", "mail.google.com", "outlook.office.com", "outlook.live.com",
    "inloggen.learnbeat.nl", "inloggen.somtoday.nl", "elo.somtoday.nl", "surfconext.nl", "login.kennisnet.nl",
})  # fmt: skip
"""Sites that show nothing to people without an account there."""
TRACKERS = {
    "google-analytics.com": "Google Analytics", "googletagmanager.com": "Google Tag Manager",
    "doubleclick.net": "Google Ads", "googlesyndication.com": "Google Ads", "googleadservices.com": "Google Ads",
    "adservice.google.com": "Google Ads", "connect.facebook.net": "Facebook Pixel", "facebook.com/tr": "Facebook Pixel",
    "hotjar.com": "Hotjar", "clarity.ms": "Microsoft Clarity", "matomo.cloud": "Matomo",
    "statcounter.com": "StatCounter", "histats.com": "Histats", "scorecardresearch.com": "Scorecard Research",
    "quantserve.com": "Quantcast", "quantcast.com": "Quantcast", "criteo.com": "Criteo", "criteo.net": "Criteo", "taboola.com": "Taboola",
    "outbrain.com": "Outbrain", "adnxs.com": "Xandr", "amazon-adsystem.com": "Amazon Ads", "addthis.com": "AddThis",
    "sharethis.com": "ShareThis", "addtoany.com": "AddToAny", "snap.licdn.com": "LinkedIn Insight",
    "analytics.tiktok.com": "TikTok Pixel", "bat.bing.com": "Microsoft Ads", "mc.yandex.ru": "Yandex Metrica",
    "newrelic.com": "New Relic", "nr-data.net": "New Relic", "segment.com": "Segment", "mixpanel.com": "Mixpanel",
    "fullstory.com": "FullStory", "crazyegg.com": "Crazy Egg", "mouseflow.com": "Mouseflow", "disqus.com": "Disqus",
    "onesignal.com": "OneSignal", "chartbeat.com": "Chartbeat", "adform.net": "Adform", "rubiconproject.com": "Magnite",
    "pubmatic.com": "PubMatic", "moatads.com": "Moat", "hs-scripts.com": "HubSpot", "intercom.io": "Intercom",
}  # fmt: skip


def split(address: str) -> SplitResult | None:
    """The parts of an address; None for what is none."""
    try:
        return urlsplit(address.strip())
    except ValueError:
        return None


def host(address: str) -> str:
    """The host of a web address in lower case, without `www.`; empty when it has none."""
    parts = split(address)
    try:
        name = (parts.hostname or "") if parts is not None else ""
    except ValueError:
        return ""
    return name.lower().removeprefix("www.").rstrip(".")


def among(name: str, hosts: "frozenset[str] | dict[str, str]") -> str | None:
    """The entry of `hosts` that is `name` or a domain above it."""
    labels = name.split(".")
    return next((h for n in range(len(labels) - 1) if (h := ".".join(labels[n:])) in hosts), None)
