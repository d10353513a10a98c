"""Certificates for the tests, made anew each time: an authority, and what it (or another) signs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# certificates are judged by the computer's own clock, so these dates are far from any day on which the tests run
LONG_AGO, NOW_ON, LATER = (datetime(year, 1, 1, tzinfo=UTC) for year in (2001, 2020, 2090))


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem(key: ec.EllipticCurvePrivateKey, password: bytes | None = None) -> bytes:
    how = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, how)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Files of a certificate and its key."""

    cert: Path
    key: Path


class Authority:
    """A certificate authority; its certificate is `pem`."""

    def __init__(self, name: str = "测试 CA") -> None:
        self._key, self._name = ec.generate_private_key(ec.SECP256R1()), _name(name)
        public = self._key.public_key()
        self._cert = (
            x509.CertificateBuilder().subject_name(self._name).issuer_name(self._name).public_key(public)
            .serial_number(x509.random_serial_number()).not_valid_before(LONG_AGO).not_valid_after(LATER)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(x509.KeyUsage(True, False, False, False, False, True, True, False, False), critical=True)
            .sign(self._key, hashes.SHA256()))
        self.pem = self._cert.public_bytes(serialization.Encoding.PEM).decode()

    def issue(
        self, folder: Path, name: str = "server", *, host: str = "127.0.0.1", begins: datetime = NOW_ON,
        ends: datetime = LATER, password: bytes | None = None,
    ) -> Pair:
        """A server's certificate with its key, as files."""
        key = ec.generate_private_key(ec.SECP256R1())
        alternative: x509.GeneralName
        try:
            alternative = x509.IPAddress(ip_address(host))
        except ValueError:
            alternative = x509.DNSName(host)
        issuer = x509.SubjectKeyIdentifier.from_public_key(self._key.public_key())
        cert = (
            x509.CertificateBuilder().subject_name(_name(name)).issuer_name(self._name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(ends)
            .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer), critical=False)
            .sign(self._key, hashes.SHA256()))
        pair = Pair(cert=folder / f"{name}.crt", key=folder / f"{name}.key")
        pair.cert.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
        pair.key.write_bytes(_pem(key, password))
        return pair


def past_and_future() -> tuple[dict[str, datetime], dict[str, datetime]]:
    """Validity that is over, and one that has not begun."""
    day = timedelta(days=1)
    return {"begins": LONG_AGO, "ends": LONG_AGO + day}, {"begins": LATER - day, "ends": LATER}
