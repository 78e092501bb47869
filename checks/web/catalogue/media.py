"""Video, audio and movement."""

from checks.web.catalogue.entry import Entry

_TEXT = (
    "Zet er een uitgeschreven tekst bij, of een link ernaar, die ook zegt wat er te zien is.",
    "Add a transcript, or a link to one, that also says what is shown.",
)
_STOP = (
    "Laat het niet vanzelf beginnen, of zet er bedieningsknoppen bij (controls).",
    "Do not let it start by itself, or add controls.",
)

CHECKS = (
    Entry("media-captions", "serious", "1.2.2", "eac66b f51b46", ("Video zonder ondertiteling", "Video without captions"), ("Deze video met geluid heeft geen ondertiteling.", "This video with sound has no captions."), ("Voeg ondertiteling toe (track kind=\"captions\") die ook geluiden noemt die ertoe doen.", "Add captions (track kind=\"captions\") that also name sounds that matter.")),
    Entry("media-captions-external", "moderate", "1.2.2", "", ("Ingesloten video: is er ondertiteling?", "Embedded video: are there captions?"), ("Van deze video van {host} is niet te zien of zij ondertiteling heeft.", "Whether this video from {host} has captions cannot be seen."), ("Kijk of de video ondertiteling heeft die niet door een machine is gemaakt.", "See whether the video has captions that were not made by a machine.")),
    Entry("audio-transcript", "serious", "1.2.1", "e7aa44 2eb176", ("Geluid zonder uitgeschreven tekst", "Audio without a transcript"), ("Bij dit geluid staat geen uitgeschreven tekst.", "There is no transcript with this audio."), _TEXT),
    Entry("video-alternative", "serious", "1.2.1 1.2.3", "c3232f c5a4ea", ("Stomme video zonder alternatief", "Silent video without an alternative"), ("Bij deze video zonder geluid staat geen tekst of geluidsspoor dat zegt wat er te zien is.", "There is no text or audio with this silent video that says what is shown."), _TEXT),
    Entry("video-transcript", "moderate", "1.2.8", "1a02b0 ee13b5", ("Video zonder uitgeschreven tekst", "Video without a transcript"), ("Bij deze video staat geen uitgeschreven tekst.", "There is no transcript with this video."), _TEXT),
    Entry("video-description", "moderate", "1.2.3 1.2.5", "1ec09b 1ea59c", ("Video zonder beschrijving van het beeld", "Video without a description of the picture"), ("Van deze video is niet bekend of het beeld wordt beschreven voor wie het niet ziet.", "It is not known whether this video describes the picture to people who do not see it."), ("Voeg audiodescriptie toe, of een tekst die zegt wat er te zien is.", "Add audio description, or a text that says what is shown.")),
    Entry("autoplay", "serious", "1.4.2", "80f0bf aaa1bf 4c31df", ("Geluid dat vanzelf begint", "Sound that starts by itself"), ("Dit geluid begint vanzelf, duurt langer dan drie seconden en is niet te stoppen.", "This sound starts by itself, lasts longer than three seconds and cannot be stopped."), _STOP),
    Entry("content-moves", "moderate", "2.2.2", "efbfc7", ("Inhoud verandert vanzelf", "Content changes by itself"), ("Deze tekst verandert vanzelf en is niet stil te zetten.", "This text changes by itself and cannot be paused."), ("Zet er een knop bij om het stil te zetten.", "Add a button to pause it.")),
)  # fmt: skip
