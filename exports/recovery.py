"""What a killed run left behind, set right by the next one."""

from __future__ import annotations

import logging
from pathlib import Path

from exports.layout import find_journals
from exports.ledger import Ledger
from exports.manifest import RUNNING, find_manifests, load_manifest, write_manifest
from exports.parts import Delivery, Settle, deliver
from exports.reader import ReadError

_LOG = logging.getLogger(__name__)
_HEAD = 512  # the reason stands in the first lines


def recover(out: Path, *, ledger: Ledger, settle: Settle, compress: bool = False) -> list[Delivery]:
    """Delivers every journal left in *out* and marks the runs that never ended as interrupted.

    Only for the owner of the folder (`exports.lock`) before it opens a journal of its own. DeliveryError:
    something could not be written; done again, it goes on.
    """
    deliveries = []
    for journal in find_journals(out):
        delivery = deliver(journal, out=out, ledger=ledger, settle=settle, compress=compress, recovered=True)
        _LOG.warning(
            "%s: left by a run that was killed; %d addresses delivered, %d torn lines left out",
            journal,
            len(delivery.delivered),
            delivery.damaged,
        )
        deliveries.append(delivery)
    _mark_interrupted(out, ledger)
    return deliveries


def _mark_interrupted(out: Path, ledger: Ledger) -> None:
    for path in find_manifests(out):
        with path.open("rb") as file:
            if f'"{RUNNING}"'.encode() not in file.read(_HEAD):
                continue
        try:
            manifest = load_manifest(path)
        except ReadError as error:
            _LOG.warning("%s", error)
            continue
        if manifest.reason == RUNNING:
            parts, filed = ledger.parts(manifest.run), ledger.filed(manifest.run)
            write_manifest(out, manifest.as_interrupted(parts, filed))
