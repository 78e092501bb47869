"""`tasks.enrich(job_id)`: claim the job, run the pipeline, save the outcome once."""

import io
import logging
import os
from pathlib import Path

from celery import Task, shared_task

import pipeline
from config.settings import Settings, get_settings
from documents.fingerprint import fingerprint
from schemas.common import Problem
from schemas.material import Given
from store import duplicates, jobs, materials
from store.blobs import Blobs, open_blobs
from store.database import session
from store.jobs import Claim
from store.tables import Material
from tasks import publish
from tasks.heartbeat import Heartbeat

log = logging.getLogger(__name__)

RETRY_SECONDS = 15


@shared_task(name=jobs.ENRICH, bind=True)  # type: ignore[untyped-decorator]
def enrich(self: Task, job_id: str) -> None:
    # The id of the message first: by it the worker's main process gives up the claim of a child that died.
    run(job_id, f"{self.request.id}@{self.request.hostname}:{os.getpid()}")


def run(job_id: str, worker: str, settings: Settings | None = None) -> None:
    """Does the job unless another attempt has it or it has ended; running it twice does no harm."""
    settings = settings or get_settings()
    with session(settings) as opened:
        claim = jobs.claim(opened, job_id, worker, lease=settings.job_lease_seconds, limit=settings.job_attempts)
        if claim is None:
            log.info("job not claimed", extra={"job": job_id})
            return
        material = opened.get(Material, claim.material_id)
        assert material is not None
    log.info("job started", extra={"job": job_id, "attempt": claim.attempt, "queue": claim.queue})
    with Heartbeat(settings, claim) as beat:
        try:
            _enrich(settings, claim, material, beat)
        except Exception as error:
            # The pipeline itself never raises: this is a database or a file store that did not answer.
            log.exception("job broke off", extra={"job": job_id, "attempt": claim.attempt})
            _again(settings, claim, material.source, error)
    publish.nudge(settings)


def _enrich(settings: Settings, claim: Claim, material: Material, beat: Heartbeat) -> None:
    blobs = open_blobs(settings)
    outcome = _pipeline(settings, claim, material, blobs, beat)
    if beat.lost.is_set():
        log.warning("job lost to another attempt", extra={"job": claim.job_id, "attempt": claim.attempt})
        return
    beat.stage("save")
    key = materials.save_document(blobs, claim, outcome.document) if outcome.document else None
    known_by = fingerprint(outcome.document) if outcome.document else None
    if key is not None:
        for name, picture in outcome.pictures.items():
            blobs.put(materials.picture_key(key, name), io.BytesIO(picture))
    with session(settings) as opened:
        saved = materials.save_result(opened, claim, outcome.result, key)
        if saved and known_by is not None:
            duplicates.remember(opened, claim.material_id, known_by)
    log.info(
        "job finished" if saved else "job lost to another attempt",
        extra={
            "job": claim.job_id,
            "attempt": claim.attempt,
            "status": outcome.result.status,
            "format": outcome.result.material.format,
            "codes": [p.code for p in outcome.result.problems],
            "timings": outcome.result.timings,
        },
    )


def _pipeline(settings: Settings, claim: Claim, material: Material, blobs: Blobs, beat: Heartbeat) -> pipeline.Enriched:
    given = Given.model_validate(material.given)
    settings = settings.model_copy(update={"browser_pictures": True})
    if material.blob_key is None:
        assert material.url is not None
        # What a platform sends in bulk is a harvest; what waits in the other queue a person has asked for.
        harvest = claim.queue == "bulk"
        return pipeline.enrich(
            material.url, name=material.source, given=given, settings=settings, on_stage=beat.stage, harvest=harvest
        )
    with blobs.local(material.blob_key) as path:
        return pipeline.enrich(Path(path), name=material.source, given=given, settings=settings, on_stage=beat.stage)


def _again(settings: Settings, claim: Claim, source: str, error: Exception) -> None:
    problem = Problem(
        code="job-interrupted",
        message=f"{source}: verwerken is onderbroken ({type(error).__name__}).",
        message_en=f"{source}: processing was interrupted ({type(error).__name__}).",
    )
    delay = RETRY_SECONDS * 2.0 ** (claim.attempt - 1)
    with session(settings) as opened:
        jobs.retry_later(opened, claim, problem, limit=settings.job_attempts, delay=delay)
