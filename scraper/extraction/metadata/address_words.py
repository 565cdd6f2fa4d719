"""What the page's own address says: the day in its path, and the kind of article."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scraper.extraction.metadata.finding import Finding
from scraper.page import Document
from scraper.sites.site import Site

_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-])")
_KINDS = {
    "opinion": "opinion opinions op-ed comment commentisfree columnists kolumne kommentar meinung opinie "
    "opinione "
    "opinioni opiniao tribune editoriales debate debatt mielipide opinia opinie editorial editorials",
    "video": "video videos watch",
    "gallery": "gallery galleries photo-gallery photos bildergalerie fotostrecke diaporama galeria",
    "live_blog": "live liveblog live-blog livestory direct en-directo",
    "audio": "podcast podcasts audio",
}
_BY_WORD = {word: kind for kind, words in _KINDS.items() for word in words.split()}


def find(document: Document, site: Site) -> Finding:
    """The day and the kind that stand in the path of the page's address."""
    try:
        path = urlsplit(document.page.url).path.lower()
    except ValueError:
        return Finding()
    day = _DAY.search(path)
    folders = path.split("/")[1:-1]
    return Finding(
        published="-".join((day[1], day[2].zfill(2), day[3].zfill(2))) if day else None,
        kind=next((_BY_WORD[folder] for folder in folders if folder in _BY_WORD), None),
    )
