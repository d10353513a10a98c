"""What an administrator does with a platform's folder: found it, register a workstation, look before it serves."""

import socket
import sys
from pathlib import Path

from commandcenter import paths
from commandcenter.app.clock import now_ms
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.serve import HOST, LOOPBACK, secured
from commandcenter.core.documents import read_document


class AdminError(Exception):
    """It cannot be done. Keys: port-in-use, tls-needed, tls-unusable, letter-taken, no-such-workstation,
    no-such-street."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


def publish_shipped(platform: Platform) -> None:
    """Publish the reference documents that ship: the city's, and those of the streets."""
    for folder in sorted((paths.RESOURCES / "reference").iterdir()):
        for file in sorted(folder.glob("*.json")):
            document = read_document(file.read_bytes())
            platform.publish(folder.name, document.name, bytes(document.body))


def new_platform(data: Path, database: str = "") -> dict[str, object]:
    """Make a platform in this folder, or in the empty PostgreSQL at `database`, with the documents that ship.

    Raises:
        PlatformError: platform_exists, disk_full, database_url, database_unreachable …
    """
    with Platform.create(data, clock=now_ms, database=database) as platform:
        publish_shipped(platform)
        return {"platform": str(data), "streams": platform.streams()}


def register(data: Path, name: str, street: str, letter: str, city_documents: bool = False) -> dict[str, object]:
    """Register a workstation; its token is in the answer and nowhere else.

    `city_documents`: its administrators may publish the city's documents.

    Raises:
        AdminError: letter-taken.
        PlatformError: platform_missing, platform_in_use …
    """
    with Platform.administer(data, clock=now_ms) as platform:
        try:
            if len(street) != 9 or not letter.isalpha() or len(letter) > 2:
                raise ValueError(f"{street} {letter}")
            token = platform.add_workstation(name, street, letter.upper(), city_documents=city_documents)
        except ValueError as err:
            raise AdminError("letter-taken", what=str(err)) from err
    return {"name": name, "street": street, "letter": letter.upper(), "token": token}


def let_publish(data: Path, street: str, letter: str) -> dict[str, object]:
    """Let the administrators at a workstation publish the city's documents.

    Raises:
        AdminError: no-such-workstation.
        PlatformError: platform_missing, platform_in_use …
    """
    with Platform.administer(data, clock=now_ms) as platform:
        if not platform.let_publish(street, letter.upper(), True):
            raise AdminError("no-such-workstation", street=street, letter=letter.upper())
    return {"street": street, "letter": letter.upper()}


def look_before(data: Path, port: int, host: str = HOST, tls: tuple[Path, Path] | None = None) -> None:
    """See that it can be served, so that a person is told in their own language. `tls`: certificate and key.

    Raises:
        PlatformError: platform_missing, platform_in_use, platform_newer, platform_broken …
        AdminError: port-in-use, tls-needed, tls-unusable.
    """
    if tls is None and host not in LOOPBACK:
        raise AdminError("tls-needed", where=host)
    if tls is not None:
        try:
            secured(*tls)
        except (OSError, ValueError) as err:
            raise AdminError("tls-unusable", where=str(tls[0]), what=str(err)) from err
    Platform.open(data, clock=now_ms).close()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
        except (OSError, OverflowError) as err:
            raise AdminError("port-in-use", where=host, port=port, what=getattr(err, "strerror", None) or err) from err
