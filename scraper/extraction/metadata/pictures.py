"""The pictures and films that stand in the article."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from exports.record import Image, Video
from scraper.extraction.metadata.addresses import find_link, find_source
from scraper.extraction.metadata.surroundings import inner_texts, is_elsewhere, is_in_link, text_in_parts
from scraper.normalise.text import clean_line

_CREDIT = re.compile(r"credit|copyright|source|photographer|fotograf|attribution")
_PLAYERS = re.compile(
    r"//(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed/|player\.vimeo\.com/|dailymotion\.com/embed"
    r"|geo\.dailymotion\.com/player|players\.brightcove\.net/|cdn\.jwplayer\.com/|content\.jwplatform\.com/)"
)
_IMAGES = 50


def find_images(region: HtmlElement, base_url: str) -> tuple[Image, ...]:
    images: dict[str, Image] = {}
    for figure in region.iter("figure"):
        picture = figure.find(".//img")
        link = find_link(base_url, find_source(picture)) if picture is not None else None
        if link is None or picture is None or link in images or is_elsewhere(figure) or is_in_link(figure):
            continue
        caption, credit = _find_caption(figure)
        images[link] = Image(
            url=link, caption=caption, credit=credit, alt=clean_line(picture.get("alt")), lead=not images
        )
        if len(images) >= _IMAGES:
            break
    return tuple(images.values())


def _find_caption(figure: HtmlElement) -> tuple[str | None, str | None]:
    """(caption without credit, credit) of a figure."""
    caption = figure.find(".//figcaption")
    if caption is None:
        return None, None
    text = clean_line(text_in_parts(caption).replace(" | ", " ")[:2000])
    credit = next((found for found in inner_texts(caption, _CREDIT) if found), None)
    if credit and text:
        credit = clean_line(credit.replace(" | ", " ")[:300])
        text = clean_line(text.replace(credit or "", " ").strip(" |-–—()"))
    return text, credit


def find_videos(region: HtmlElement, base_url: str) -> tuple[Video, ...]:
    videos: dict[str, Video] = {}
    for element in region.iter("iframe", "video"):
        source = element.get("src") or element.get("data-src")
        if element.tag == "video" and not source:
            inner = element.find(".//source[@src]")
            source = inner.get("src") if inner is not None else None
        link = find_link(base_url, source)
        if link and (element.tag == "video" or _PLAYERS.search(link)) and not is_elsewhere(element):
            videos.setdefault(link, Video(url=link, title=clean_line(element.get("title"))))
    return tuple(videos.values())
