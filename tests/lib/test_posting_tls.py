"""The certificate of another system is asked of its name, though the connection goes to an address."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from huiyin.lib import posting
from huiyin.lib.posting import Answer, NoAnswer, Why
from tests.lib.names import NAME, leads_to
from tests.peers import HERE, peer


def _certificate(name: str, place: Path) -> ssl.SSLContext:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ip_address("127.0.0.9"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    place.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place)
    return context


@pytest.mark.parametrize(
    ("of", "is_known", "answer"),
    [
        (NAME, True, Answer(200, b"ok")),
        (NAME, False, NoAnswer(Why.NOT_TRUSTED)),
        ("other.example.cn", True, NoAnswer(Why.NOT_TRUSTED)),
    ],
)
def test_the_certificate_is_asked_of_the_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, of: str, is_known: bool, answer: Answer | NoAnswer
) -> None:
    tls = _certificate(of, tmp_path / "own.pem")
    if is_known:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    posting.trust.cache_clear()
    leads_to(monkeypatch, "127.0.0.1")
    try:
        with peer(tls=tls) as other:
            assert posting.call("POST", f"https://{NAME}:{other.port}/", may=HERE) == answer
    finally:
        posting.trust.cache_clear()
