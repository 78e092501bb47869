"""Reports over many materials: shares, problems and trend follow checks, judgements and filters."""

from datetime import timedelta

from sqlalchemy import select
from store_makers import again, curator, result, save

from config.settings import Settings
from schemas.finding import FindingDecisionRequest
from schemas.material import Given
from schemas.report import CollectionReport
from store import judgements, materials, reports
from store.database import reading, session
from store.reports import Wanted
from store.tables import Finding, Material, Tally, utcnow

TITLES = {"check-0": ("Eerste", "First", ["WCAG 2.2 1.1.1"])}


def checked(settings: Settings, platform: str, *severities: str, days_ago: int = 0, format: str = "md") -> str:
    """Id of a material that came in and was checked so many days ago."""
    with session(settings) as db:
        owner = materials.platform_named(db, platform)
        material, job = materials.submit(db, platform_id=owner.id, source="les.md", given=Given(), blob_key="x")
        material_id, job_id = material.id, job.id
    outcome = result(severities=severities)
    outcome.material.format = format
    assert save(settings, job_id, outcome)
    with session(settings) as db:
        then = utcnow() - timedelta(days=days_ago)
        db.get(Material, material_id).created_at = then  # type: ignore[union-attr]
        db.scalars(select(Tally).where(Tally.material_id == material_id)).one().day = then.date()
    return material_id


def about(settings: Settings, wanted: Wanted | None = None) -> CollectionReport:
    with reading(settings) as db:
        return reports.of_collection(db, wanted or Wanted(), TITLES)


def judge(settings: Settings, material_id: str, action: str, who: str) -> None:
    with session(settings) as db:
        found = db.scalars(select(Finding).where(Finding.material_id == material_id)).first()
        assert found is not None
        request = FindingDecisionRequest.model_validate({"action": action, "reason": "intended"})
        judgements.judge(db, found.id, request, who)


def test_it_counts_materials_problems_and_shares(settings: Settings) -> None:
    checked(settings, "een", "serious", "minor")
    checked(settings, "een", "minor")
    checked(settings, "twee", format="pdf")
    found = about(settings)
    assert (found.materials, found.free, found.unchecked) == (3, 2, 0)
    assert found.findings == {"critical": 0, "serious": 1, "moderate": 0, "minor": 2}
    assert [(p.check, p.title, p.severity, p.materials, p.findings) for p in found.problems] == [
        ("check-0", "Eerste", "serious", 2, 2),
        ("check-1", "check-1", "minor", 1, 1),
    ]
    assert [(s.name, s.materials, s.free) for s in found.formats] == [("md", 2, 1), ("pdf", 1, 1)]
    assert [(s.name, s.materials, s.free) for s in found.platforms] == [("een", 2, 1), ("twee", 1, 1)]


def test_a_dismissal_makes_a_material_free_and_undoing_it_takes_that_back(settings: Settings) -> None:
    material, who = checked(settings, "een", "critical"), curator(settings)
    assert about(settings).free == 0
    judge(settings, material, "dismiss", who)
    found = about(settings)
    assert (found.free, found.problems, found.judged["dismissed"]) == (1, [], 1)
    assert [(p.materials, p.free) for p in found.trend] == [(1, 1)]
    judge(settings, material, "undo", who)
    found = about(settings)
    assert (found.free, found.judged["open"]) == (0, 1)
    assert [(p.materials, p.free) for p in found.trend] == [(1, 0)]


def test_the_trend_tells_how_materials_stood_on_each_day(settings: Settings) -> None:
    mended = checked(settings, "een", "serious", days_ago=3)
    checked(settings, "een", days_ago=1)
    with session(settings) as db:
        material = db.get(Material, mended)
        assert material is not None
        job = again(db, material).id
    assert save(settings, job, result())
    today = utcnow().date()
    assert [((today - p.day).days, p.materials, p.free) for p in about(settings).trend] == [
        (3, 1, 0),
        (2, 1, 0),
        (1, 2, 1),
        (0, 2, 2),
    ]


def test_a_long_trend_has_few_points_and_ends_today(settings: Settings) -> None:
    checked(settings, "een", days_ago=400)
    trend = about(settings).trend
    assert len(trend) <= reports.POINTS
    assert trend[-1].day == utcnow().date()
    assert {p.materials for p in trend} == {1}


def test_filters_narrow_every_figure(settings: Settings) -> None:
    checked(settings, "een", "serious", days_ago=10)
    checked(settings, "een", format="pdf")
    checked(settings, "twee", "minor")
    with reading(settings) as db:
        platform = materials.platform_named(db, "een").id
        assert reports.formats(db, platform) == ["md", "pdf"]
    today = utcnow().date()
    recent = Wanted(platform, since=today - timedelta(days=1), until=today)
    found = about(settings, recent)
    assert (found.platform, found.materials, found.free, found.problems) == ("een", 1, 1, [])
    old = about(settings, Wanted(until=today - timedelta(days=5)))
    assert (old.materials, old.free, [p.check for p in old.problems]) == (1, 0, ["check-0"])
    assert about(settings, Wanted(format="pdf")).materials == 1
    with reading(settings) as db:
        lines = [(m.format, counts["serious"]) for m, counts in reports.lines(db, Wanted(platform))]
    assert lines == [("pdf", 0), ("md", 1)]


def test_a_material_that_waits_is_told_apart(settings: Settings) -> None:
    material = checked(settings, "een", "serious")
    with session(settings) as db:
        again(db, db.get(Material, material))  # type: ignore[arg-type]
    found = about(settings)
    assert (found.materials, found.unchecked, found.problems) == (0, 1, [])
