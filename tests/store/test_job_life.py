"""Whatever the broker repeats or loses, and whichever workers die: every job ends, and its result is saved once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from sqlalchemy import func, select
from store_makers import LEASE, LIMIT, result, save, submitted, term

from config.settings import Settings
from schemas.common import Problem
from schemas.material import Given
from store import deliveries, jobs, materials, outbox, tables
from store.database import migrate, reading, reset_connections, session
from store.tables import Delivery, Job, Material, Outbox, Suggestion, Webhook

PROBLEM = Problem(code="job-interrupted", message="les.md: onderbroken.")
LATER = timedelta(seconds=LEASE + 1)


class Clock:
    """The time that the store sees; a test moves it by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self, _zone: object = None) -> datetime:
        return self.at

    def install(self, patch: pytest.MonkeyPatch) -> None:
        # `utcnow` looks the class up here each time it is called.
        patch.setattr(tables, "datetime", self)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    made.install(monkeypatch)
    return made


def relay(settings: Settings) -> list[str]:
    """What goes to the broker now."""
    sent: list[str] = []
    with session(settings) as db:
        outbox.relay(db, lambda task, args, queue: sent.append(args[0]))
    return sent


def job(settings: Settings, job_id: str) -> Job:
    with reading(settings) as db:
        found = db.get(Job, job_id)
        assert found is not None
        return found


class JobLife(RuleBasedStateMachine):
    """Workers take, hold, lose and finish jobs in any order, on a broker that loses and doubles messages."""

    messages = Bundle("messages")
    claims = Bundle("claims")

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.patch = pytest.MonkeyPatch()
        self.clock = Clock()
        self.clock.install(self.patch)
        self.settings = Settings(home=Path(self.folder.name), database_url=None)
        migrate(self.settings)
        self.saved: dict[str, int] = {}
        self.workers = 0

    @rule()
    def a_platform_submits(self) -> None:
        _, job_id = submitted(self.settings)
        self.saved[job_id] = 0

    @rule(target=messages, data=st.data())
    def the_relay_publishes(self, data: st.DataObject) -> object:
        sent = relay(self.settings)
        return data.draw(st.sampled_from(sent)) if sent else None

    @rule(target=claims, job_id=messages)
    def a_worker_takes_a_message(self, job_id: str | None) -> object:
        """The bundle keeps the message: another worker may get the same one again."""
        if job_id is None:
            return None
        self.workers += 1
        with session(self.settings) as db:
            return jobs.claim(db, job_id, f"w{self.workers}", lease=LEASE, limit=LIMIT)

    @rule(claim=claims)
    def a_worker_shows_life(self, claim: jobs.Claim | None) -> None:
        if claim:
            with session(self.settings) as db:
                held = jobs.mine(db, claim) is not None
                assert jobs.heartbeat(db, claim, "classify") is held

    @rule(claim=claims)
    def a_worker_saves_perhaps_too_late(self, claim: jobs.Claim | None) -> None:
        """The claim stays in the bundle: a worker that was thought dead may try to save again."""
        if claim:
            with session(self.settings) as db:
                self.saved[claim.job_id] += materials.save_result(db, claim, result(term("subject", "a")), None)

    @rule(claim=consumes(claims))
    def a_worker_breaks_off(self, claim: jobs.Claim | None) -> None:
        if claim:
            with session(self.settings) as db:
                jobs.retry_later(db, claim, PROBLEM, limit=LIMIT, delay=30)

    @rule(seconds=st.sampled_from([1, 20, 46, 120]))
    def time_passes(self, seconds: int) -> None:
        self.clock.at += timedelta(seconds=seconds)

    @rule()
    def maintenance_looks_around(self) -> None:
        with session(self.settings) as db:
            jobs.reconcile(db, lease=LEASE, limit=LIMIT)

    @invariant()
    def nothing_is_saved_twice(self) -> None:
        if not hasattr(self, "saved"):
            return
        assert all(count <= 1 for count in self.saved.values())
        with reading(self.settings) as db:
            for row in db.scalars(select(Job)):
                assert row.attempt <= LIMIT
                assert (row.state == "done") == (self.saved[row.id] == 1)
                assert (row.finished_at is not None) == (row.state in ("done", "dead"))
            assert db.scalar(select(func.count()).select_from(Suggestion)) == sum(self.saved.values())

    def teardown(self) -> None:
        """With one honest worker and enough time, every job comes to an end."""
        if not hasattr(self, "saved"):
            return
        try:
            for _ in range(12):
                self.clock.at += timedelta(seconds=130)
                with session(self.settings) as db:
                    jobs.reconcile(db, lease=LEASE, limit=LIMIT)
                for job_id in relay(self.settings):
                    with session(self.settings) as db:
                        claim = jobs.claim(db, job_id, "honest", lease=LEASE, limit=LIMIT)
                    if claim:
                        with session(self.settings) as db:
                            self.saved[job_id] += materials.save_result(db, claim, result(), None)
            with reading(self.settings) as db:
                assert set(db.scalars(select(Job.state))) <= {"done", "dead"}
            assert all(count <= 1 for count in self.saved.values())
        finally:
            reset_connections(self.settings)
            self.patch.undo()
            self.folder.cleanup()


TestJobLife = JobLife.TestCase
TestJobLife.settings = hypothesis_settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_submitting_writes_the_job_and_its_message_in_one_transaction(settings: Settings) -> None:
    def broken_request() -> None:
        with session(settings) as db:
            platform = materials.platform_named(db, "school")
            materials.submit(db, platform_id=platform.id, source="les.md", given=Given(), blob_key="x")
            raise RuntimeError("the request broke off")

    with pytest.raises(RuntimeError):
        broken_request()
    assert relay(settings) == []
    _, job_id = submitted(settings)
    assert relay(settings) == [job_id]
    assert relay(settings) == [], "a message goes out once when the broker takes it"


def test_a_broker_that_is_down_loses_no_submission(settings: Settings) -> None:
    ids = [submitted(settings)[1] for _ in range(3)]

    def refuse(task: str, args: list[object], queue: str) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError), session(settings) as db:
        outbox.relay(db, refuse)
    assert relay(settings) == ids


def test_two_workers_cannot_hold_one_job_and_a_silent_one_loses_it(settings: Settings, clock: Clock) -> None:
    _, job_id = submitted(settings)
    with session(settings) as db:
        first = jobs.claim(db, job_id, "first", lease=LEASE, limit=LIMIT)
        assert first is not None
    with session(settings) as db:
        assert jobs.claim(db, job_id, "second", lease=LEASE, limit=LIMIT) is None
    clock.at += LATER
    with session(settings) as db:
        second = jobs.claim(db, job_id, "second", lease=LEASE, limit=LIMIT)
        assert second is not None
        assert second.attempt == 2
    with session(settings) as db:
        assert not jobs.heartbeat(db, first)
        assert not materials.save_result(db, first, result(term("subject", "late")), None)
    with session(settings) as db:
        assert materials.save_result(db, second, result(term("subject", "right")), None)
    with reading(settings) as db:
        assert [s.value_id for s in db.scalars(select(Suggestion))] == ["urn:right"]


def test_a_job_that_keeps_killing_workers_dies_and_an_operator_can_revive_it(settings: Settings, clock: Clock) -> None:
    material_id, job_id = submitted(settings)
    for _ in range(LIMIT):
        assert relay(settings) == [job_id]
        with session(settings) as db:
            assert jobs.claim(db, job_id, "w", lease=LEASE, limit=LIMIT)
        clock.at += LATER
        with session(settings) as db:
            jobs.reconcile(db, lease=LEASE, limit=LIMIT)
    assert job(settings, job_id).state == "dead"
    with reading(settings) as db:
        material = db.get(Material, material_id)
        assert material is not None
        assert material.state == "failed"
        assert "3 keer afgebroken" in material.problems[0]["message"]
        assert [dead.id for dead in jobs.dead(db)] == [job_id]
    with session(settings) as db:
        assert jobs.requeue(db, job_id)
    assert relay(settings) == [job_id]
    assert save(settings, job_id, result(term("subject", "a")))


def test_after_a_requeue_the_first_attempt_of_before_holds_nothing(settings: Settings, clock: Clock) -> None:
    _, job_id = submitted(settings)
    with session(settings) as db:
        ghost = jobs.claim(db, job_id, "ghost", lease=LEASE, limit=1)
        assert ghost is not None
    clock.at += LATER
    with session(settings) as db:
        jobs.reconcile(db, lease=LEASE, limit=1)
    with session(settings) as db:
        assert jobs.requeue(db, job_id)
    with session(settings) as db:
        assert jobs.claim(db, job_id, "w", lease=LEASE, limit=1)
    with session(settings) as db:
        assert not jobs.heartbeat(db, ghost)
        assert not materials.save_result(db, ghost, result(), None)


def test_a_worker_process_that_is_known_to_be_gone_gives_its_job_back_at_once(settings: Settings) -> None:
    _, job_id = submitted(settings)
    relay(settings)
    with session(settings) as db:
        assert jobs.claim(db, job_id, "message-1@host:7", lease=LEASE, limit=LIMIT)
    with session(settings) as db:
        assert not jobs.broke_off(db, job_id, message="message-2", limit=LIMIT)
        assert jobs.broke_off(db, job_id, message="message-1", limit=LIMIT)
    assert relay(settings) == [job_id]


def test_a_message_that_the_broker_lost_is_announced_again(settings: Settings, clock: Clock) -> None:
    _, lost = submitted(settings)
    relay(settings)
    clock.at += timedelta(seconds=61)
    with session(settings) as db:
        assert jobs.reconcile(db, lease=LEASE, limit=LIMIT) == 1
    assert relay(settings) == [lost]


def test_a_backlog_is_not_announced_again_but_a_job_that_was_passed_over_is(settings: Settings, clock: Clock) -> None:
    _, first = submitted(settings)
    clock.at += timedelta(seconds=1)
    ids = [submitted(settings)[1] for _ in range(3)]
    relay(settings)
    clock.at += timedelta(seconds=100)
    save(settings, first, result())
    with session(settings) as db:
        assert jobs.reconcile(db, lease=LEASE, limit=LIMIT) == 0, "the queue moves: the others only wait their turn"
    clock.at += timedelta(seconds=1)
    _, younger = submitted(settings)
    save(settings, younger, result())
    with session(settings) as db:
        assert jobs.reconcile(db, lease=LEASE, limit=LIMIT) == len(ids)


def test_a_job_that_broke_off_waits_before_it_runs_again(settings: Settings, clock: Clock) -> None:
    _, job_id = submitted(settings)
    relay(settings)
    with session(settings) as db:
        claim = jobs.claim(db, job_id, "w", lease=LEASE, limit=LIMIT)
        assert claim is not None
        assert jobs.retry_later(db, claim, PROBLEM, limit=LIMIT, delay=30)
    assert relay(settings) == []
    clock.at += timedelta(seconds=31)
    assert relay(settings) == [job_id]


def test_depths_and_ages_tell_an_operator_where_it_hurts(settings: Settings, clock: Clock) -> None:
    submitted(settings)
    clock.at += timedelta(seconds=10)
    submitted(settings)
    submitted(settings, queue="bulk")
    with reading(settings) as db:
        assert jobs.depths(db) == {("interactive", "queued"): 2, ("bulk", "queued"): 1}
        assert jobs.oldest_waiting(db) == {"interactive": 10.0, "bulk": 0.0}


def hooked(settings: Settings, clock: Clock) -> Callable[[], Delivery]:
    """A material whose webhook delivery waits; call the result for the delivery as it is now."""
    with session(settings) as db:
        platform = materials.platform_named(db, "school")
        db.add(Webhook(platform_id=platform.id, url="https://school.example/hook", secret="whsec_x"))
    _, job_id = submitted(settings)
    save(settings, job_id, result())
    relay(settings)

    def now() -> Delivery:
        with reading(settings) as db:
            return db.scalars(select(Delivery)).one()

    return now


def test_a_delivery_is_tried_less_and_less_often_and_then_given_up(settings: Settings, clock: Clock) -> None:
    now = hooked(settings, clock)
    waits = []
    for number in range(1, 5):
        with session(settings) as db:
            attempt = deliveries.begin(db, now().id, lease=20)
            assert attempt is not None
            assert attempt.number == number
        with session(settings) as db:
            assert deliveries.begin(db, now().id, lease=20) is None, "a doubled message does not send twice at once"
            deliveries.end(db, attempt, delivered=False, outcome="HTTP 500", limit=4)
        if now().state == "waiting":
            waits.append((now().due_at - clock.at).total_seconds())
            assert relay(settings) == []
            clock.at = now().due_at
            assert relay(settings) == [now().id]
    assert waits == [10, 20, 40]
    assert (now().state, now().last_outcome) == ("failed", "HTTP 500")


def test_a_delivery_whose_worker_died_is_taken_up_again(settings: Settings, clock: Clock) -> None:
    now = hooked(settings, clock)
    with session(settings) as db:
        assert deliveries.begin(db, now().id, lease=20)
    clock.at += timedelta(seconds=90)
    with session(settings) as db:
        assert deliveries.reconcile(db, limit=8) == 1
    assert relay(settings) == [now().id]
    with session(settings) as db:
        attempt = deliveries.begin(db, now().id, lease=20)
        assert attempt is not None
        deliveries.end(db, attempt, delivered=True, outcome="HTTP 204", limit=8)
    assert now().state == "delivered"


def test_what_went_out_long_ago_is_cleared_away(settings: Settings, clock: Clock) -> None:
    submitted(settings)
    relay(settings)
    clock.at += timedelta(days=2)
    submitted(settings)
    with session(settings) as db:
        outbox.prune(db)
    with reading(settings) as db:
        assert db.scalar(select(func.count()).select_from(Outbox)) == 1
        assert outbox.pending(db) == 1


def test_a_database_holds_exactly_what_the_tables_say(settings: Settings) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with reading(settings) as db:
        differences = compare_metadata(MigrationContext.configure(db.connection()), tables.Base.metadata)
    assert differences == []
