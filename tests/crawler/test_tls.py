"""Sites over TLS as they are: certificates that ended or are another's, small keys preferred."""

import ssl
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.crawler import odd_site
from tests.crawler.odd_site import article, listing

# RFC 2409, 6.2: a group of 1024 bits, which OpenSSL takes for too small.
OAKLEY_2 = """
-----BEGIN DH PARAMETERS-----
MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR
Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL
/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC
-----END DH PARAMETERS-----
"""


@pytest.fixture
def old_server(tmp_path):
    """What a server of old says of TLS: an ended certificate of another name, weak keys first."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "other.example")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2019, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2020, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    (tmp_path / "site.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(pem)
    )
    (tmp_path / "dh.pem").write_text(OAKLEY_2)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("DHE-RSA-AES128-SHA:AES128-SHA:@SECLEVEL=0")
    context.options |= ssl.OP_CIPHER_SERVER_PREFERENCE
    context.load_cert_chain(tmp_path / "site.pem")
    context.load_dh_params(tmp_path / "dh.pem")
    return context


def test_a_site_over_tls_of_old(old_server, yanlu):
    with odd_site.serve() as site:
        site.socket = old_server.wrap_socket(site.socket, server_side=True)
        site.pages = {"/": listing("/a/1001.html"), "/a/1001.html": article(1)}
        result = yanlu.crawl("generic", site.url.replace("http:", "https:") + "/")
    assert result.returncode == 0, result.err
    assert yanlu.query("SELECT count(*) FROM speeches") == [(1,)]
