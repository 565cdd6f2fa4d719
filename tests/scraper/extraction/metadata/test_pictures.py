import lxml.html
import pytest

from scraper.extraction.metadata.pictures import find_images, find_videos

BASE = "https://gazette.example/news/bridge"


def region(markup):
    return lxml.html.fromstring(f"<article><h1>Bridge</h1>{markup}</article>")


@pytest.mark.parametrize(
    ("picture", "address"),
    [
        ('<img src="/a.jpg">', "/a.jpg"),
        ('<img src="/s/placeholder.gif" data-src="/a.jpg">', "/a.jpg"),
        ('<img src="/s/blank.png" data-srcset="/a-320.jpg 320w, /a-1280.jpg 1280w, /a-640.jpg 640w">', "/a-1280.jpg"),
        ('<img src="data:image/gif;base64,R0" srcset="/a.jpg 1x, /b.jpg 2x">', "/b.jpg"),
        ('<img srcset="/w_320,h_200/a.jpg 320w, /w_640,h_400/a.jpg 640w">', "/w_640,h_400/a.jpg"),
        ('<img srcset="/only.jpg">', "/only.jpg"),
        ('<picture><source data-srcset="/a.webp 1280w"><img class="lazy"></picture>', "/a.webp"),
        ('<img data-lazy="/a.jpg">', "/a.jpg"),
    ],
)  # fmt: skip
def test_where_a_picture_is_loaded_from(picture, address):
    images = find_images(region(f"<figure>{picture}</figure>"), BASE)
    assert [image.url for image in images] == [f"https://gazette.example{address}"]


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        ('The bridge. <span class="credit">Jane Roe</span>', "The bridge.", "Jane Roe"),
        ("The bridge. Photograph: Jane Roe/The Gazette", "The bridge.", "Jane Roe/The Gazette"),
        ("The bridge. (Photo by Jane Roe/Agency)", "The bridge.", "Jane Roe/Agency"),
        ("Die Brücke. Foto: Jane Roe/dpa", "Die Brücke.", "Jane Roe/dpa"),
        ("© Jane Roe", None, "Jane Roe"),
        ("A photo by the bridge keeper: the river rose.", "A photo by the bridge keeper: the river rose.", None),
    ],
)  # fmt: skip
def test_captions_and_credits(caption, text, credit):
    figure = f'<figure><img src="/a.jpg"><figcaption>{caption}</figcaption></figure>'
    (image,) = find_images(region(figure), BASE)
    assert (image.caption, image.credit, image.lead) == (text, credit, True)


def test_a_captioned_picture_without_a_figure():
    frame = '<div class="wp-caption"><img src="/a.jpg"><p class="wp-caption-text">The bridge.</p></div>'
    (image,) = find_images(region(frame), BASE)
    assert (image.url, image.caption) == ("https://gazette.example/a.jpg", "The bridge.")


@pytest.mark.parametrize(
    ("film", "address"),
    [
        ('<iframe data-lazy-src="https://player.vimeo.com/video/1"></iframe>', "https://player.vimeo.com/video/1"),
        ('<lite-youtube videoid="abc_def-123"></lite-youtube>', "https://www.youtube.com/embed/abc_def-123"),
        ('<video><source src="/a.mp4"></video>', "https://gazette.example/a.mp4"),
        ('<iframe src="https://ads.example/x"></iframe>', None),
    ],
)  # fmt: skip
def test_films(film, address):
    assert [video.url for video in find_videos(region(film), BASE)] == ([address] if address else [])
