"""The export folder of one crawl, shared by its pipelines: who owns it, and what stands delivered in it."""

from __future__ import annotations

from pathlib import Path
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from exports.ledger import Ledger
from exports.lock import FolderLock
from exports.mirror import Mirror, mirror_of
from exports.rebuild import open_ledger
from exports.stores import local_folder
from pipelines.sketches import to_sketch

_DESKS: WeakKeyDictionary[Crawler, Desk] = WeakKeyDictionary()


class Desk:
    """The export folder *out*; `None`: nothing is delivered, and nothing is known of earlier deliveries.

    *mirror*: what sends the folder to a store.
    """

    def __init__(self, out: Path | None, mirror: Mirror | None = None) -> None:
        self.out = out
        self.mirror = mirror
        self.ledger: Ledger | None = None
        """What stands delivered, while the folder is open."""
        self._lock: FolderLock | None = None

    def open(self) -> None:
        """Takes the folder and opens its ledger. FolderBusy, DeliveryError: it can't be had."""
        if self.out is None or self._lock:
            return
        self._lock = FolderLock(self.out)
        try:
            self.ledger = open_ledger(self.out, sketch=to_sketch)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Closes the ledger and gives the folder free. Can be called twice."""
        if self.ledger:
            self.ledger.close()
            self.ledger = None
        if self._lock:
            self._lock.release()
            self._lock = None


def desk_of(crawler: Crawler) -> Desk:
    """The one desk of *crawler*, closed until the export pipeline opens it."""
    if crawler not in _DESKS:
        place = crawler.settings.get("COPYDESK_OUT", "out")
        out = local_folder(place, crawler.settings.get("COPYDESK_STATE") or "state") if place else None
        _DESKS[crawler] = Desk(out, mirror_of(place, out) if out else None)
    return _DESKS[crawler]
