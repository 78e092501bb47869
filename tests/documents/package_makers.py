"""Packages of our own making, one maker a kind, as the usual programs write them."""

import gzip
import io
import json
import tarfile
import zipfile
from typing import Any

Members = dict[str, str | bytes]


def zipped(members: Members) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def tarred(members: Members) -> bytes:
    content = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=content, mode="wb", mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        for name, data in members.items():
            raw = data.encode() if isinstance(data, str) else data
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return content.getvalue()


def page(title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang="nl"><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>'
    )


WATER = (
    "Water verdampt uit zeeën, meren en rivieren door de warmte van de zon en stijgt op als waterdamp.",
    "Hoog in de lucht koelt de waterdamp af: er ontstaan druppels, en samen vormen die druppels een wolk.",
)
RAIN = (
    "Worden de druppels te zwaar, dan valt er neerslag: regen, hagel of sneeuw, op het land en in zee.",
    "Het water stroomt door beken en rivieren terug naar zee, of zakt als grondwater in de bodem.",
)

CARTRIDGE = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m1" xmlns="http://www.imsglobal.org/xsd/imsccv1p{n}/imscp_v1p1"
  xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p{n}/LOM/manifest" xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p{n}/LOM/resource">
<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.{n}.0</schemaversion>
<lomimscc:lom><lomimscc:general><lomimscc:title><lomimscc:string language="nl">De waterkringloop</lomimscc:string></lomimscc:title>
<lomimscc:language>nl</lomimscc:language></lomimscc:general>
<lomimscc:rights><lomimscc:description><lomimscc:string>CC BY https://creativecommons.org/licenses/by/4.0/</lomimscc:string></lomimscc:description></lomimscc:rights></lomimscc:lom></metadata>
<organizations><organization identifier="o1" structure="rooted-hierarchy"><item identifier="root">
<item identifier="i1"><title>Les 1: verdamping</title>
<item identifier="i2" identifierref="r1"><title>Waar blijft de plas?</title></item>
<item identifier="i3" identifierref="r2"><title>Praat mee</title></item></item>
<item identifier="i4"><title>Les 2: neerslag</title>
<item identifier="i5" identifierref="r3"><title>Regen en sneeuw</title></item>
<item identifier="i6" identifierref="r4"><title>Het weer van vandaag</title></item>
<item identifier="i7" identifierref="r5"><title>Toets</title></item>
<item identifier="i8" identifierref="r9"><title>Oude les</title></item>
<item identifier="i9" identifierref="r6"><title>Werkblad</title></item></item>
</item></organization></organizations>
<resources>
<resource identifier="r1" type="webcontent" href="pagina/plas.html"><metadata><lom:lom><lom:educational><lom:intendedEndUserRole><lom:value>learner</lom:value></lom:intendedEndUserRole></lom:educational></lom:lom></metadata><file href="pagina/plas.html"/><file href="pagina/wolk.png"/></resource>
<resource identifier="r2" type="imsdt_xmlv1p{n}"><file href="praat.xml"/></resource>
<resource identifier="r3" type="webcontent" href="pagina/regen.html"><file href="pagina/regen.html"/></resource>
<resource identifier="r4" type="imswl_xmlv1p{n}"><file href="weer.xml"/></resource>
<resource identifier="r5" type="imsqti_xmlv1p2/imscc_xmlv1p{n}/assessment"><file href="toets/toets.xml"/></resource>
<resource identifier="r6" type="webcontent" href="werkblad.pdf"><file href="werkblad.pdf"/></resource>
<resource identifier="r7" type="webcontent" href="extra/bron.html"><file href="extra/bron.html"/></resource>
</resources></manifest>"""

TOPIC = """<topic xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1"><title>Praat mee</title>
<text texttype="text/html">&lt;p&gt;Waar zag jij vandaag &lt;b&gt;water verdampen&lt;/b&gt;?&lt;/p&gt;</text></topic>"""

WEBLINK = """<webLink xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"><title>Het weer van vandaag</title>
<url href="https://www.example.org/weer" target="_blank"/></webLink>"""

QUIZ = """<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment ident="a1" title="Toets waterkringloop">
<section ident="s"><item ident="v1" title="Question"><presentation><material><mattext texttype="text/html">&lt;p&gt;Wat wordt waterdamp als het afkoelt?&lt;/p&gt;</mattext></material>
<response_lid ident="response1" rcardinality="Single"><render_choice>
<response_label ident="1"><material><mattext texttype="text/plain">zout</mattext></material></response_label>
<response_label ident="2"><material><mattext texttype="text/plain">druppels</mattext></material></response_label>
</render_choice></response_lid></presentation>
<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>
<respcondition continue="Yes"><conditionvar><varequal respident="response1">1</varequal></conditionvar><displayfeedback feedbacktype="Response" linkrefid="1_fb"/></respcondition>
<respcondition continue="No"><conditionvar><varequal respident="response1">2</varequal></conditionvar><setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing>
<itemfeedback ident="1_fb"><flow_mat><material><mattext texttype="text/html">&lt;p&gt;Zout blijft achter.&lt;/p&gt;</mattext></material></flow_mat></itemfeedback>
</item></section></assessment></questestinterop>"""


def cartridge(minor: int = 3, pdf: bytes | None = None) -> Members:
    """A course of two lessons with a page, a topic, a web link, a quiz, a worksheet and a broken reference."""
    picture = '<img src="wolk.png" alt="Een wolk boven zee">'
    members: Members = {
        "imsmanifest.xml": CARTRIDGE.replace("{n}", str(minor)),
        "pagina/plas.html": page("Waar blijft de plas?", *WATER, picture),
        "pagina/wolk.png": b"\x89PNG",
        "pagina/regen.html": page(
            "Regen en sneeuw", *RAIN, '<a href="../extra/bron.html">bron</a> <a href="weg.html">weg</a>'
        ),
        "praat.xml": TOPIC,
        "weer.xml": WEBLINK,
        "toets/toets.xml": QUIZ,
        "extra/bron.html": page("Bronnen", "Dit verhaal komt uit eigen koker van de school."),
    }
    if pdf is not None:
        members["werkblad.pdf"] = pdf
    return members


def scorm(version: str = "1.2") -> Members:
    """A lesson of three pages that a player shows, with metadata in a file of its own."""
    schema = "1.2" if version == "1.2" else "2004 4th Edition"
    manifest = f"""<manifest identifier="s" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>{schema}</schemaversion><adlcp:location>lom.xml</adlcp:location></metadata>
<organizations default="O"><organization identifier="O"><title>Breuken vergelijken</title>
<item identifier="I1" identifierref="R1"><title>De les</title></item>
<item identifier="I2" identifierref="R2"><title>Verdieping</title></item></organization></organizations>
<resources xml:base="inhoud/"><resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="index.html?les=1">
<file href="index.html"/><file href="blad2.html"/><file href="player/blank.html"/><file href="stijl.css"/><file href="kwijt.html"/></resource>
<resource identifier="R2" type="webcontent" adlcp:scormtype="asset" href="verdieping.html"><file href="verdieping.html"/></resource></resources></manifest>"""
    lom = """<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><general><title><langstring xml:lang="nl">Breuken vergelijken in groep 6</langstring></title>
<language>nl</language><keyword><langstring>breuken</langstring></keyword></general></lom>"""
    return {
        "imsmanifest.xml": manifest,
        "lom.xml": lom,
        "inhoud/index.html": page("Breuken", "Een derde van een taart is meer dan een vierde van dezelfde taart."),
        "inhoud/blad2.html": page(
            "Gelijknamig", "Maak breuken gelijknamig: geef ze dezelfde noemer en vergelijk de tellers."
        ),
        "inhoud/player/blank.html": "<html><body>Even geduld</body></html>",
        "inhoud/stijl.css": "p { margin: 0 }",
        "inhoud/verdieping.html": page("Verdieping", "Zet de breuken op de getallenlijn tussen nul en een."),
    }


def qti2_item(title: str = "Hoofdstad") -> str:
    return f"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="v" title="{title}" adaptive="false" timeDependent="false" xml:lang="nl">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse></responseDeclaration>
<itemBody><p>Bekijk de kaart. <img src="kaart.png" alt="Kaart van Nederland"/></p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Wat is de hoofdstad?</prompt>
<simpleChoice identifier="A">Den Haag</simpleChoice><simpleChoice identifier="B">Amsterdam<feedbackInline identifier="B" outcomeIdentifier="F" showHide="show">Heel goed.</feedbackInline></simpleChoice></choiceInteraction></itemBody>
<modalFeedback outcomeIdentifier="F" identifier="A" showHide="show"><p>Daar zit de regering.</p></modalFeedback></assessmentItem>"""


QTI3_ITEM = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="q" title="Tafel" xml:lang="nl">
<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"><qti-correct-response><qti-value>56</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>Hoeveel is 7 keer 8? <qti-text-entry-interaction response-identifier="RESPONSE"/></p></qti-item-body></qti-assessment-item>"""


def qti_package() -> Members:
    manifest = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata><organizations/>
<resources><resource identifier="I1" type="imsqti_item_xmlv2p1" href="items/een.xml"><file href="items/een.xml"/></resource>
<resource identifier="I2" type="imsqti_item_xmlv3p0" href="items/twee.xml"><file href="items/twee.xml"/></resource>
<resource identifier="T" type="imsqti_test_xmlv2p1" href="test.xml"><file href="test.xml"/><dependency identifierref="I1"/><dependency identifierref="I2"/></resource></resources></manifest>"""
    test = """<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Proefwerk"><testPart identifier="p" navigationMode="linear" submissionMode="individual">
<assessmentSection identifier="s1" title="Topografie" visible="true"><assessmentItemRef identifier="a" href="items/een.xml"/></assessmentSection>
<assessmentSection identifier="s2" title="Rekenen" visible="true"><assessmentItemRef identifier="b" href="items/twee.xml"/></assessmentSection></testPart></assessmentTest>"""
    return {"imsmanifest.xml": manifest, "test.xml": test, "items/een.xml": qti2_item(), "items/twee.xml": QTI3_ITEM}


MOODLE_XML = """<?xml version="1.0" encoding="UTF-8"?><quiz>
<question type="category"><category><text>$course$/top/Breuken</text></category></question>
<question type="multichoice"><name><text>Gelijknamig</text></name><questiontext format="html"><text><![CDATA[<p>Welke breuk is het grootst?</p>]]></text></questiontext>
<answer fraction="100" format="html"><text><![CDATA[<p>3/4</p>]]></text><feedback><text>Juist!</text></feedback></answer>
<answer fraction="0"><text>2/3</text><feedback><text/></feedback></answer><generalfeedback><text>Maak eerst gelijknamig.</text></generalfeedback></question>
<question type="cloze"><name><text>Invullen</text></name><questiontext format="html"><text><![CDATA[Een half is {1:MULTICHOICE:=twee~%0%drie#mis} vierden.]]></text></questiontext></question>
<question type="category"><category><text>$course$/top/Procenten</text></category></question>
<question type="truefalse"><name><text>Helft</text></name><questiontext format="html"><text>De helft is 50 procent.</text></questiontext>
<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
<question type="matching"><name><text>Koppel</text></name><questiontext><text>Koppel de breuk aan het percentage.</text></questiontext>
<subquestion format="html"><text>1/4</text><answer><text>25%</text></answer></subquestion></question></quiz>"""


def moodle_backup() -> Members:
    """A course with a page, a quiz of one question, a file and what a pupil wrote in a forum."""
    hash = "ab" * 20
    return {
        ".ARCHIVE_INDEX": "Moodle archive file index. Count: 9\n",
        "moodle_backup.xml": """<moodle_backup><information><original_course_fullname>Aardrijkskunde klas 2</original_course_fullname><moodle_release>4.1</moodle_release><contents>
<activities><activity><moduleid>1</moduleid><sectionid>10</sectionid><modulename>page</modulename><title>Rivieren</title><directory>activities/page_1</directory></activity>
<activity><moduleid>2</moduleid><sectionid>10</sectionid><modulename>resource</modulename><title>Werkblad delta</title><directory>activities/resource_2</directory></activity>
<activity><moduleid>3</moduleid><sectionid>11</sectionid><modulename>quiz</modulename><title>Toets rivieren</title><directory>activities/quiz_3</directory></activity>
<activity><moduleid>4</moduleid><sectionid>11</sectionid><modulename>forum</modulename><title>Vragen</title><directory>activities/forum_4</directory></activity>
<activity><moduleid>5</moduleid><sectionid>11</sectionid><modulename>book</modulename><title>Weg</title><directory>activities/book_5</directory></activity></activities>
<sections><section><sectionid>10</sectionid><title>1</title><directory>sections/section_10</directory></section>
<section><sectionid>11</sectionid><title>2</title><directory>sections/section_11</directory></section></sections></contents></information></moodle_backup>""",
        "course/course.xml": "<course id='1'><fullname>Aardrijkskunde klas 2</fullname><lang>nl</lang><summary>&lt;p&gt;Alles over water.&lt;/p&gt;</summary></course>",
        "sections/section_10/section.xml": "<section id='10'><name>Van bron tot delta</name><summary>&lt;p&gt;Drie weken.&lt;/p&gt;</summary></section>",
        "sections/section_11/section.xml": "<section id='11'><name>Afsluiting</name><summary></summary></section>",
        "activities/page_1/page.xml": """<activity id="1" moduleid="1" modulename="page" contextid="100"><page id="1"><name>Rivieren</name><intro></intro>
<content>&lt;h2&gt;De Rijn&lt;/h2&gt;&lt;p&gt;De Rijn ontspringt in Zwitserland.&lt;/p&gt;</content></page></activity>""",
        "activities/resource_2/resource.xml": """<activity id="2" moduleid="2" modulename="resource" contextid="200"><resource id="1"><name>Werkblad delta</name><intro></intro></resource></activity>""",
        "activities/quiz_3/quiz.xml": """<activity id="3" moduleid="3" modulename="quiz" contextid="300"><quiz id="1"><name>Toets rivieren</name><intro>&lt;p&gt;Succes!&lt;/p&gt;</intro>
<question_instances><question_instance id="1"><question_reference id="1"><questionbankentryid>70</questionbankentryid></question_reference></question_instance></question_instances></quiz></activity>""",
        "activities/forum_4/forum.xml": """<activity id="4" moduleid="4" modulename="forum" contextid="400"><forum id="1"><name>Vragen</name><intro>&lt;p&gt;Stel hier je vraag.&lt;/p&gt;</intro>
<discussions><discussion><name>Hulp</name><posts><post><message>Ik ben Sanne en ik snap het niet</message></post></posts></discussion></discussions></forum></activity>""",
        "files.xml": f"<files><file id='1'><contenthash>{hash}</contenthash><contextid>200</contextid><component>mod_resource</component><filearea>content</filearea><filename>delta.md</filename></file></files>",
        f"files/ab/{hash}": "# Delta\n\nEen delta is een mond met veel armen.",
        "questions.xml": """<question_categories><question_category id="5"><name>Standaard</name><question_bank_entries><question_bank_entry id="70"><question_version><question_versions><questions><question id="900"><parent>0</parent><name>Bron</name>
<questiontext>&lt;p&gt;Waar ontspringt de Rijn?&lt;/p&gt;</questiontext><qtype>multichoice</qtype><plugin_qtype_multichoice_question><answers><answer id="1"><answertext>Zwitserland</answertext><fraction>1.0</fraction><feedback></feedback></answer>
<answer id="2"><answertext>Frankrijk</answertext><fraction>0.0</fraction><feedback></feedback></answer></answers></plugin_qtype_multichoice_question></question></questions></question_versions></question_version></question_bank_entry></question_bank_entries></question_category></question_categories>""",
        "users.xml": "<users><user id='9'><firstname>Sanne</firstname></user></users>",
    }


def h5p(library: str, content: Any, title: str = "Oefenen met breuken", **about: Any) -> Members:
    described = {
        "title": title,
        "language": "nl",
        "mainLibrary": library,
        "license": "CC BY-SA",
        "licenseVersion": "4.0",
    }
    return {
        "h5p.json": json.dumps(described | about),
        "content/content.json": json.dumps(content),
        "content/images/taart.png": b"\x89PNG",
    }


def nested(library: str, title: str, params: dict[str, Any]) -> dict[str, Any]:
    return {
        "library": library,
        "params": params,
        "subContentId": "0-1",
        "metadata": {"title": title, "license": "U", "contentType": "x"},
    }


CHOICE = {
    "media": {"type": {"library": "H5P.Image 1.1", "metadata": {"title": "Taart"}, "params": {
        "file": {"path": "images/taart.png", "mime": "image/png", "width": 300, "height": 200}, "alt": "Een taart in vieren"}}},
    "question": "<p>Welk deel is opgegeten?</p>",
    "answers": [
        {"text": "<div>een vierde</div>", "correct": True, "tipsAndFeedback": {"tip": "", "chosenFeedback": "<div>Klopt</div>", "notChosenFeedback": ""}},
        {"text": "<div>een derde</div>", "correct": False, "tipsAndFeedback": {"tip": "<p>Tel de stukken</p>"}},
    ],
    "UI": {"checkAnswerButton": "Controleer je antwoord nu", "tryAgainButton": "Opnieuw"},
    "behaviour": {"enableRetry": True, "type": "auto"},
    "overallFeedback": [{"from": 0, "to": 100, "feedback": "Mooi gedaan"}],
    "confirmCheck": {"header": "Afronden?", "body": "Weet je het zeker dat je wilt afronden?"},
}  # fmt: skip


def h5p_quiz() -> Members:
    content = {
        "introPage": {"showIntroPage": True, "title": "Quiz over breuken", "introduction": "<p>Zes vragen over breuken.</p>"},
        "questions": [
            nested("H5P.MultiChoice 1.16", "De taart", CHOICE),
            nested("H5P.TrueFalse 1.8", "Waar of niet", {"question": "<p>Een half is twee vierden.</p>", "correct": "true", "l10n": {"trueText": "Waar", "a11yCheck": "Controleer de antwoorden, ze worden gemarkeerd als goed of fout."}}),
            nested("H5P.Blanks 1.14", "Untitled Fill in the Blanks", {"text": "<p>Vul in.</p>", "questions": ["<p>Drie derden is *een hele/hele*.</p>"], "checkAnswer": "Check"}),
        ],
        "progressType": "dots",
        "texts": {"prevButton": "Vorige vraag", "finishButton": "Klaar"},
    }  # fmt: skip
    return h5p("H5P.QuestionSet", content)


H5P_TYPES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("H5P.Accordion", {"panels": [{"title": "Fotosynthese", "content": nested("H5P.AdvancedText 1.1", "t", {"text": "<p>Planten maken suiker.</p>"})}]}, ["Fotosynthese", "Planten maken suiker."]),
    ("H5P.Dialogcards", {"title": "Woordjes", "description": "<p>Oefen</p>", "dialogs": [{"text": "het huis", "answer": "la maison", "tips": {"front": "begint met m"}}], "answer": "Omdraaien"}, ["het huis", "la maison"]),
    ("H5P.Timeline", {"timeline": {"headline": "De Opstand", "text": "<p>Tachtig jaar</p>", "date": [{"startDate": "1568", "headline": "Heiligerlee", "text": "<p>Slag</p>"}]}}, ["De Opstand", "Tachtig jaar", "1568", "Heiligerlee", "Slag"]),
    ("H5P.DragQuestion", {"question": {"task": {"elements": [nested("H5P.AdvancedText 1.1", "x", {"text": "<p>Maas</p>"})], "dropZones": [{"label": "<div>rivier</div>", "correctElements": ["0"]}]}}}, ["Maas", "rivier"]),
    ("H5P.CoursePresentation", {"presentation": {"slides": [{"elements": [{"action": nested("H5P.AdvancedText 1.1", "t", {"text": "<p>Eerste dia</p>"})}], "keywords": [{"main": "Begin"}]}]}}, ["Eerste dia"]),
    ("H5P.Summary", {"intro": "Kies de juiste zin.", "summaries": [{"summary": ["<p>De zon is een ster.</p>", "<p>De zon is een planeet.</p>"], "tip": "x"}]}, ["Kies de juiste zin", "De zon is een ster"]),
    ("H5P.SingleChoiceSet", {"choices": [{"question": "<p>2 + 2?</p>", "answers": ["<p>4</p>", "<p>5</p>"]}]}, ["2 + 2?", "✓ 4"]),
    ("H5P.Essay", {"taskDescription": "<p>Schrijf over water.</p>", "solution": {"sample": "<p>Water is nat en stroomt altijd naar beneden.</p>"}, "keywords": [{"keyword": "water"}]}, ["Schrijf over water", "Water is nat"]),
    ("H5P.Flashcards", {"description": "Hoofdsteden", "cards": [{"text": "Frankrijk", "answer": "Parijs", "tip": "P"}]}, ["Frankrijk", "Parijs"]),
    ("H5P.InteractiveBook", {"chapters": [nested("H5P.Column 1.16", "Hoofdstuk 1", {"content": [{"content": nested("H5P.AdvancedText 1.1", "t", {"text": "<h2>Kop</h2><p>Tekst van het boek.</p>"})}]})]}, ["Tekst van het boek."]),
    ("H5P.Onbekend", {"greeting": "Hallo wereld!", "uitleg": "<p>Eigen soort inhoud.</p>"}, ["Hallo wereld!", "Eigen soort inhoud."]),
]  # fmt: skip
"""Content types with content as their editors write it, and texts that must be read from it."""
