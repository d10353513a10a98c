"""Whom to trust: the city's own certificate authority, pinned when a workstation joins; what is wrong with another.

A wrong certificate is a sentence and never a question: there is no way to go on past it.
"""

import ssl
from typing import Final

MOST_BYTES: Final = 256 * 1024  # of a file with certificates
_VERIFY: Final[dict[int, str]] = {  # OpenSSL's verify codes → our keys
    9: "tls_not_yet", 10: "tls_expired", 62: "tls_host", 64: "tls_host",
    18: "tls_foreign", 19: "tls_foreign", 20: "tls_foreign", 21: "tls_foreign", 2: "tls_foreign", 26: "tls_foreign",
}
_PLAIN: Final = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST", "PACKET_LENGTH_TOO_LONG")


class BadAuthority(ValueError):
    """The file holds no certificate that could be trusted. Key: ca_unreadable."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.key, self.facts = "ca_unreadable", {"what": what}


def trusting(pem: str) -> ssl.SSLContext:
    """A client's context that trusts these authorities (PEM) and no other; TLS 1.2 at least, host names checked.

    Raises:
        BadAuthority: there is no certificate in it.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError) as err:
        raise BadAuthority(str(getattr(err, "reason", None) or err)) from err
    if not context.cert_store_stats()["x509"]:
        raise BadAuthority("-")
    return context


def authority(raw: bytes) -> str:
    """The PEM text of a file, after a look whether it can be used.

    Raises:
        BadAuthority: it cannot.
    """
    if len(raw) > MOST_BYTES:
        raise BadAuthority(f"> {MOST_BYTES} B")
    try:
        pem = raw.decode("ascii")
    except UnicodeDecodeError as err:
        raise BadAuthority("PEM") from err
    if "PRIVATE KEY" in pem:  # somebody gave the wrong file: it must not be kept anywhere
        raise BadAuthority("PRIVATE KEY")
    trusting(pem)
    return pem


def what_is_wrong(err: BaseException | None) -> str:
    """Key for a failed handshake, or "": tls_host, tls_expired, tls_not_yet, tls_foreign, tls_plain, tls."""
    seen: set[int] = set()
    while err is not None and id(err) not in seen:
        seen.add(id(err))
        if isinstance(err, ssl.SSLCertVerificationError):
            return _VERIFY.get(err.verify_code, "tls")
        if isinstance(err, ssl.SSLError):
            return "tls_plain" if err.reason in _PLAIN else "tls"
        err = err.__cause__ or err.__context__
    return ""
