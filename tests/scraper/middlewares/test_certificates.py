"""Certificates that are no good, in whole crawls over loopback."""

import datetime
import http.server
import ipaddress
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from manifests import read_manifests
from twisted.internet.protocol import ClientFactory, Protocol
from twisted.internet.ssl import optionsForClientTLS
from twisted.internet.testing import StringTransport
from twisted.protocols.tls import TLSMemoryBIOFactory

from scraper.middlewares.certificates import _CheckedCreator

PAGE = b"<!doctype html><html lang=en><title>News</title><body><p>News.</p></body></html>"
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Loopback")])


def write_certificate(path, names):
    """A certificate that vouches for itself and for the addresses *names*, with its key, in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    today = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(
        issuer_name=_NAME,
        subject_name=_NAME,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=today - datetime.timedelta(days=1),
        not_valid_after=today + datetime.timedelta(days=1),
    ).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    if names:
        addresses = [x509.IPAddress(ipaddress.ip_address(name)) for name in names]
        builder = builder.add_extension(x509.SubjectAlternativeName(addresses), critical=False)
    certificate = builder.sign(key, hashes.SHA256())
    form = serialization.PrivateFormat.PKCS8
    private = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_):
        pass


class Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A handshake that the crawler breaks off is no news."""


@pytest.fixture
def secure_site(tmp_path):
    """secure_site(address, names): (address of the front page, certificate) of a server that vouches for *names*."""
    servers = []

    def start(address, names):
        path = tmp_path / f"{address}.pem"
        write_certificate(path, names)
        server = Quiet((address, 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"https://{address}:{server.server_port}/", path

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_only_a_trusted_certificate_for_the_host_is_taken(secure_site, crawl, tmp_path, monkeypatch):
    good, trusted = secure_site("127.0.0.2", ["127.0.0.2"])
    other, of_other = secure_site("127.0.0.3", ["127.0.0.99"])
    nameless, of_nobody = secure_site("127.0.0.4", [])
    unknown, _ = secure_site("127.0.0.5", ["127.0.0.5"])
    authorities = tmp_path / "authorities.pem"
    authorities.write_bytes(b"".join(path.read_bytes() for path in (trusted, of_other, of_nobody)))
    monkeypatch.setenv("SSL_CERT_FILE", str(authorities))
    handlers = {"https": "scraper.middlewares.certificates.CheckedHandler"}
    outcomes, log = crawl(
        [good, other, nameless, unknown], DOWNLOAD_HANDLERS=handlers, DOWNLOAD_VERIFY_CERTIFICATES=True
    )
    assert [outcome.get("reason", outcome.get("status")) for outcome in outcomes] == [
        200,
        "tls",
        "tls",
        "tls",
    ]
    assert "CRITICAL" not in log


def test_a_bad_certificate_is_one_counted_reason(secure_site, loopback_site, prose, scrapy_command, tmp_path):
    bad, _ = secure_site("127.0.0.2", [])
    loopback_site.add_article("2026/03/01/the-tram-is-back", headline="The tram is back", paragraphs=prose)
    loopback_site.add_feed(["2026/03/01/the-tram-is-back"])
    alone = scrapy_command("crawl", "news", "-a", f"site={bad}")
    assert alone.returncode == 1, alone.stderr
    assert "(tls)" in alone.stderr
    both = scrapy_command("crawl", "news", "-a", f"site={bad},{loopback_site.base}")
    assert both.returncode == 0, both.stderr
    for stderr in (alone.stderr, both.stderr):
        assert "Traceback" not in stderr
        assert "CRITICAL" not in stderr
    assert read_manifests(tmp_path / "out")[-1]["sites"]["127.0.0.1"]["filed"] == 1
    pages = scrapy_command("crawl", "pages", "-a", f"url={bad}2026/story")
    assert pages.returncode == 1, pages.stderr
    assert read_manifests(tmp_path / "out")[-1]["sites"]["127.0.0.2"]["failed"] == {"tls": 1}


def test_a_farewell_within_the_handshake_is_a_lost_connection():
    creator = _CheckedCreator(optionsForClientTLS("gazette.example"), "gazette.example")
    inner = TLSMemoryBIOFactory(creator, True, ClientFactory.forProtocol(Protocol))
    protocol = inner.buildProtocol(None)
    protocol.makeConnection(transport := StringTransport())
    protocol.dataReceived(b"\x15\x03\x03\x00\x02\x01\x00")  # a warning: close_notify
    assert transport.disconnecting
