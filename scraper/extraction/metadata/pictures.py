"""The pictures and films that stand in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from lxml.html import HtmlElement

from exports.record import Image, Video
from scraper.extraction.metadata.addresses import find_link, find_source
from scraper.extraction.metadata.surroundings import inner_texts, is_elsewhere, is_in_link, text_in_parts
from scraper.normalise.byline_words import roles
from scraper.normalise.text import clean_line

_CREDIT = re.compile(r"credit|copyright|source|photographer|fotograf|attribution")
_CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|captions|caption-text|legend|bildunterschrift)(?:$|[\s_-])")
_MORE_LABELS = "photographs?|photography|photo credit|image credit|credit|copyright"
_FILM = ("src", "data-src", "data-lazy-src", "data-cookieblock-src")
_NUMBER = re.compile(r"[\w-]{6,20}")
_PLAYERS = re.compile(
    r"//(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed/|player\.vimeo\.com/|dailymotion\.com/embed"
    r"|geo\.dailymotion\.com/player|players\.brightcove\.net/|cdn\.jwplayer\.com/|content\.jwplatform\.com/"
    r"|www\.facebook\.com/plugins/video\.php|www\.tiktok\.com/embed/)"
)
_IMAGES = 50


def find_images(region: HtmlElement, base_url: str) -> tuple[Image, ...]:
    """The pictures in *region* that have a frame, `<figure>` or a caption of their own, in page order."""
    images: dict[str, Image] = {}
    for frame in _frames(region):
        pictures = ((each, find_source(each)) for each in frame.iter("img", "amp-img"))
        picture, source = next((found for found in pictures if found[1]), (frame, None))
        link = find_link(base_url, source)
        if link is None or link in images or is_elsewhere(frame) or is_in_link(frame):
            continue
        caption, credit = _find_caption(frame)
        alt = clean_line(picture.get("alt"))
        images[link] = Image(url=link, caption=caption, credit=credit, alt=alt, lead=not images)
        if len(images) >= _IMAGES:
            break
    return tuple(images.values())


def _frames(region: HtmlElement) -> Iterator[HtmlElement]:
    """Every `<figure>`, and what holds one picture and a caption without one."""
    for element in region.iter("figure", "div", "p", "span"):
        if element.tag == "figure":
            yield element
        elif (classes := element.get("class")) and _is_caption(classes) and element.find(".//img") is None:
            frame = element.getparent()
            if frame is not None and frame.tag in {"div", "span"} and len(frame.findall(".//img")) == 1:
                yield frame


def has_caption(element: HtmlElement) -> bool:
    """Whether *element* is or holds the caption of a picture."""
    return any(
        part.tag == "figcaption" or _is_caption(part.get("class") or "")
        for part in element.iter("figcaption", "div", "p", "span")
    )


@lru_cache(maxsize=8192)
def _is_caption(classes: str) -> bool:
    """Whether one of *classes* is a caption's; a page has the same classes again and again."""
    return bool(_CAPTION.search(classes.lower()))


def _find_caption(frame: HtmlElement) -> tuple[str | None, str | None]:
    """(caption without credit, credit) of a picture's frame."""
    caption = frame.find(".//figcaption")
    if caption is None:
        marked = (node for node in frame.iter("div", "p", "span") if node is not frame)
        caption = next((node for node in marked if _is_caption(node.get("class") or "")), None)
    if caption is None:
        return None, None
    text = clean_line(text_in_parts(caption).replace(" | ", " ")[:2000])
    credit = next((found for found in inner_texts(caption, _CREDIT) if found), None)
    if credit and text:
        credit = clean_line(credit.replace(" | ", " ")[:300])
        text = clean_line(text.replace(credit or "", " ").strip(" |-–—()"))
    elif text:
        text, credit = _printed_credit(text)
    return text, credit


def _printed_credit(caption: str) -> tuple[str | None, str | None]:
    """(caption, credit) of one text that ends in "Photo: Jane Roe", "(Photo by Jane Roe)" or "© Jane Roe"."""
    found = _credits().search(caption)
    if found is None:
        return caption, None
    return clean_line(caption[: found.start()].strip(" |-–—([")), clean_line(found[1].strip(" .,;"))


@cache
def _credits() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, roles()["photo"]), key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[\s.(\[|/]))(?:(?:{labels}|{_MORE_LABELS})\s?:\s?|©\s?|\(c\)\s?"
        r"|(?:photo|photograph|picture|image)s?\s(?:by|courtesy of)\s)([^:()\[\]©]{2,80})[)\]]?\.?$",
        re.IGNORECASE,
    )


def find_videos(region: HtmlElement, base_url: str) -> tuple[Video, ...]:
    videos: dict[str, Video] = {}
    for element in region.iter("iframe", "video", "lite-youtube", "amp-youtube"):
        source = next((found for name in _FILM if (found := element.get(name))), None)
        number = element.get("videoid") or element.get("data-videoid")
        if element.tag.endswith("-youtube") and number and _NUMBER.fullmatch(number):
            source = f"https://www.youtube.com/embed/{number}"
        if element.tag == "video" and not source:
            inner = element.find(".//source[@src]")
            source = inner.get("src") if inner is not None else None
        link = find_link(base_url, source)
        if link and (element.tag == "video" or _PLAYERS.search(link)) and not is_elsewhere(element):
            videos.setdefault(link, Video(url=link, title=clean_line(element.get("title"))))
    return tuple(videos.values())
