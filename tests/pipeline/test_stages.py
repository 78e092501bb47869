"""What a person reads when a stage does not come to its end."""

from celery.exceptions import SoftTimeLimitExceeded

from pipeline.enrich import _Run


def test_a_stage_that_runs_out_of_time_says_so_and_the_next_goes_on() -> None:
    run = _Run("les.pdf", None)
    with run.stage("check"):
        raise SoftTimeLimitExceeded()
    with run.stage("classify"):
        pass
    assert [p.code for p in run.problems] == ["check-timeout"]
    assert "tijd" in run.problems[0].message
    assert set(run.timings) == {"check", "classify"}


def test_a_fault_in_a_stage_is_told_without_its_message() -> None:
    run = _Run("les.pdf", None)
    with run.stage("read"):
        raise RuntimeError("geheim uit het materiaal")
    assert run.problems[0].code == "read-failed"
    assert "geheim" not in run.problems[0].message
