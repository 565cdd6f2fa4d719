"""The middlewares together, in real crawls over loopback."""

import gzip

PAGE = b"<!doctype html><html><body><p>News.</p></body></html>"
OK = (200, {}, PAGE)
RULES = b"User-agent: *\nDisallow: /private\nSitemap: https://gazette.example/map.xml\n"
TEXT = {"Content-Type": "text/plain"}


def reasons(outcomes):
    return [outcome.get("reason", outcome.get("status")) for outcome in outcomes]


def test_robots_by_rfc_9309(web, crawl):
    rules = web("127.0.0.2", {"/robots.txt": (200, TEXT, RULES), "/a": OK, "/b": OK, "/private/c": OK})
    none = web("127.0.0.3", {"/a": OK})
    forbidden = web("127.0.0.4", {"/robots.txt": (403, {}, b"no"), "/a": OK})
    broken = web("127.0.0.5", {"/robots.txt": (500, {}, b"oh"), "/a": OK})
    recovers = web("127.0.0.6", {"/robots.txt": [(503, {}, b""), (200, TEXT, RULES)], "/private/a": OK})
    moved = web(
        "127.0.0.7", {"/robots.txt": (301, {"Location": f"{rules.url}/robots.txt"}, b""), "/private": OK}
    )
    hops = {f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(1, 9)}
    far = web("127.0.0.8", hops | {"/robots.txt": (302, {"Location": "/1"}, b""), "/a": OK})
    short = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *"
    cut = web("127.0.0.9", {"/robots.txt": [b"", short], "/a": OK})
    long = RULES + b"Allow: /" + b"a" * 600 * 1024 + b"\nDisallow: /\n"
    huge = web("127.0.0.10", {"/robots.txt": (200, TEXT, long), "/a": OK, "/private": OK})
    inside = web(
        "127.0.0.11", {"/robots.txt": (302, {"Location": "http://10.0.0.1/robots.txt"}, b""), "/a": OK}
    )
    outcomes, log = crawl(
        [
            f"{rules.url}/a",
            f"{rules.url}/b",
            f"{rules.url}/private/c",
            f"{none.url}/a",
            f"{forbidden.url}/a",
            f"{broken.url}/a",
            f"{recovers.url}/private/a",
            f"{moved.url}/private",
            f"{far.url}/a",
            f"{cut.url}/a",
            f"{huge.url}/a",
            f"{huge.url}/private",
            f"{inside.url}/a",
        ],
        robots=True,
    )
    assert reasons(outcomes) == [
        200,
        200,
        "robots",
        200,
        200,
        "robots_unreachable",
        "robots",
        "robots",
        200,
        "robots_unreachable",
        200,
        "robots",
        "robots_unreachable",
    ], log
    assert outcomes[0]["sitemaps"] == ["https://gazette.example/map.xml"]
    assert outcomes[0]["robots"] == RULES.decode()
    assert "ERROR" not in log
    assert rules.seen.count("/robots.txt") == 2, "once for itself, once for the host that points here"
    assert broken.seen == ["/robots.txt"] * 3
    assert far.seen == ["/robots.txt", "/1", "/2", "/3", "/4", "/5", "/a"]


def test_answers_within_limits(web, crawl):
    jpeg = b"\xff\xd8\xff" + bytes(1000)
    zipped = gzip.compress(PAGE * 50)
    site = web(
        "127.0.0.2",
        {
            "/a": OK,
            "/big": (200, {}, bytes(300_000)),
            "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(300_000))),
            "/zip": (200, {"Content-Encoding": "gzip"}, zipped),
            "/zip-cut": (200, {"Content-Encoding": "gzip"}, zipped[:-9]),
            "/zip-once-cut": [
                (200, {"Content-Encoding": "gzip"}, zipped[:-9]),
                (200, {"Content-Encoding": "gzip"}, zipped),
            ],
            "/jpeg": (200, {"Content-Type": "image/jpeg"}, jpeg),
            "/json-404": (404, {"Content-Type": "application/json"}, b"{}"),
            "/octets": (200, {"Content-Type": "application/octet-stream"}, jpeg),
            "/silent": 5,
            "/short": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n" + PAGE,
            "/unended": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>News",
            "/ended": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE,
            "/closed": b"",
            "/flaky": [b"", (503, {}, b""), OK],
            "/feed": (200, {"Content-Type": "application/json"}, b"{}"),
        },
    )
    paths = ["a", "big", "bomb", "zip", "zip-cut", "zip-once-cut", "jpeg", "json-404", "octets", "silent"]
    paths += ["short", "unended", "ended", "closed", "flaky", "none"]
    requests = [f"{site.url}/{path}" for path in paths]
    requests.append({"url": f"{site.url}/feed", "meta": {"copydesk_kind": "feed"}})
    requests.append("http://127.0.0.99:9/")
    outcomes, log = crawl(
        requests,
        COPYDESK_MAX_PAGE_BYTES=200_000,
        COPYDESK_HOST_FAILURES=1000,
        CONCURRENT_REQUESTS_PER_DOMAIN=20,
        DOWNLOAD_TIMEOUT=1.5,
    )
    assert reasons(outcomes) == [
        200,
        "too_large",
        "too_large",
        200,
        200,
        200,
        "not_html",
        "http_404",
        "not_html",
        "timeout",
        200,
        200,
        200,
        "connection_lost",
        200,
        "http_404",
        200,
        "robots_unreachable",
    ], log
    cut = [outcome["number"] for outcome in outcomes if "truncated" in outcome.get("flags", ())]
    assert [paths[number] for number in cut] == ["zip-cut", "short", "unended"]
    assert outcomes[3]["length"] == outcomes[5]["length"] == 50 * len(PAGE)
    assert [site.seen.count(path) for path in ("/zip-cut", "/zip-once-cut", "/closed", "/big")] == [
        3,
        2,
        3,
        1,
    ]


def test_redirects_stay_on_the_site(web, crawl):
    def to(place):
        return (302, {"Location": place}, b"")

    other = web("127.0.0.3", {"/a": OK})
    site = web(
        "127.0.0.2",
        {
            "/a": OK,
            "/moved": to("/a"),
            "/away": to(f"{other.url}/a"),
            "/loop": to("/loop"),
            "/bad": to("http://[::bad"),
            "/mail": to("mailto:ann@gazette.example"),
            "/file": to("file:///etc/passwd"),
            "/inner": to("http://10.0.0.1/"),
            "/nowhere": (302, {}, b""),
        },
    )
    paths = ("moved", "away", "loop", "bad", "mail", "file", "inner", "nowhere")
    requests = [f"{site.url}/{path}" for path in paths]
    requests.append({"url": f"{site.url}/away", "meta": {"copydesk_any_site": True}})
    requests.append({"url": f"{site.url}/inner", "meta": {"copydesk_any_site": True}})
    requests += [f"file://{__file__}", "data:text/html,hello", "ftp://127.0.0.1/a"]
    outcomes, log = crawl(requests, REDIRECT_MAX_TIMES=10)
    assert reasons(outcomes) == [
        200,
        "other_site",
        "too_many_redirects",
        "bad_redirect",
        "bad_redirect",
        "bad_redirect",
        "other_site",
        "http_302",
        200,
        "address_refused",
        "address_refused",
        "address_refused",
        "address_refused",
    ], log
    assert outcomes[0]["url"] == f"{site.url}/a"
    assert site.seen.count("/loop") == 11


def test_retry_after_and_rest(web, crawl):
    busy = web("127.0.0.2", {"/a": [(429, {"Retry-After": "1"}, b""), OK], "/b": OK, "/c": OK})
    closed = web("127.0.0.3", {"/a": (503, {"Retry-After": "86400"}, b""), "/robots.txt": (200, TEXT, b"")})
    no_robots = web(
        "127.0.0.4", {"/robots.txt": (503, {"Retry-After": "Fri, 31 Dec 2199 23:59:59 GMT"}, b"")}
    )
    junk = web("127.0.0.5", {"/a": (503, {"Retry-After": "never"}, b"")})
    ever = web("127.0.0.6", {f"/{n}": (503, {}, b"") for n in range(40)})
    quick = web("127.0.0.7", {f"/{n}": OK for n in range(5)})
    delay = b"User-agent: copydesk\nCrawl-delay: 60\n"
    slow = web("127.0.0.8", {"/robots.txt": (200, TEXT, delay), "/a": OK, "/b": OK})
    outcomes, log = crawl(
        [f"{busy.url}/a", f"{closed.url}/a", f"{no_robots.url}/a", f"{junk.url}/a"]
        + [f"{ever.url}/{n}" for n in range(40)]
        + [f"{quick.url}/{n}" for n in range(5)]
        + [f"{slow.url}/a", f"{slow.url}/b"]
        + [f"{busy.url}/b", f"{busy.url}/c"],
        COPYDESK_CRAWL_DELAY_MAX=0.6,
        COPYDESK_HOST_REST_SECONDS=0.05,
        CONCURRENT_REQUESTS=0,
        CONCURRENT_REQUESTS_PER_DOMAIN=1,
    )
    assert reasons(outcomes[:4]) == [200, "postponed", "postponed", "http_503"], log
    assert busy.times[2] - busy.times[1] >= 0.9, "no request to the host while it rests"
    assert closed.seen == ["/robots.txt", "/a"]
    assert no_robots.seen == ["/robots.txt"]
    assert outcomes[1]["until"] > "2024"
    assert junk.seen.count("/a") == 3
    assert set(reasons(outcomes[4:44])) <= {"http_503", "postponed"}
    assert len(ever.seen) <= 30, "a host that fails for ever is left alone"
    assert reasons(outcomes[44:]) == [200] * 9
    assert quick.times[-1] - quick.times[0] < 0.9, "no host waits for another"
    assert slow.times[2] - slow.times[1] >= 0.4, "Crawl-delay, up to the limit"


def test_the_gate(web, crawl):
    inner = web("127.0.0.1", {"/a": OK})
    port = inner.server.server_port
    hosts = "127.0.0.1 127.1 2130706433 0x7f000001 0177.0.0.1 [::ffff:127.0.0.1] [::1] 0 localhost"
    outcomes, log = crawl(
        [f"http://{host}:{port}/a" for host in hosts.split()]
        + [
            "http://169.254.169.254/latest/",
            "http://[fe80::1]/",
            "http://10.0.0.1/robots.txt",
        ]
        + [{"url": f"http://gazette.example:{port}/a", "meta": {"proxy": inner.url}}],
        COPYDESK_ALLOW_NETS=[],
    )
    assert set(reasons(outcomes)) == {"address_refused"}, log
    assert "127.0.0.1 is not a public address: add it to COPYDESK_ALLOW_NETS" in log
    assert inner.seen == []


def test_the_proxy_of_a_crawl(web, crawl):
    site = "http://gazette.example"
    proxy = web(
        "127.0.0.2",
        {
            f"{site}/robots.txt": (200, TEXT, RULES),
            f"{site}/a": OK,
            f"{site}/m": (302, {"Location": "/a"}, b""),
        },
    )
    outcomes, log = crawl(
        [f"{site}/a", f"{site}/m", f"{site}/private", "http://10.0.0.1/"],
        COPYDESK_PROXY=proxy.url,
        COPYDESK_ALLOW_NETS=[],
    )
    assert reasons(outcomes) == [200, 200, "robots", "address_refused"], log
    assert proxy.seen.count(f"{site}/robots.txt") == 1


def test_a_crawl_that_ends_does_not_wait_for_resting_hosts(web, crawl):
    site = web("127.0.0.2", {"/a": (503, {"Retry-After": "200"}, b"")})
    outcomes, log = crawl([f"{site.url}/a"], CLOSESPIDER_TIMEOUT=1, timeout=15)
    assert reasons(outcomes) in (["interrupted"], []), log
