"""What can go wrong as far as a person is concerned: the exceptions that have a sentence, and their key and facts.

Imported when something has gone wrong, not before: it knows every room.
"""

from commandcenter.app.backup import BackupError
from commandcenter.app.bench import BenchError
from commandcenter.app.children import ChildError
from commandcenter.app.demo import DemoError
from commandcenter.app.mapping_file import DraftError
from commandcenter.app.on_case import OnCaseError
from commandcenter.app.photo_command import PhotosError
from commandcenter.app.platform_admin import AdminError
from commandcenter.app.platform_documents import DocumentsError
from commandcenter.app.print_command import PrintError
from commandcenter.app.station import StationError
from commandcenter.atlas.ground import GroundError
from commandcenter.cityplatform.admin import AdminRefusal
from commandcenter.cityplatform.files import PlatformError
from commandcenter.core.catalogue_sheet import CatalogueError
from commandcenter.core.documents import DocumentError
from commandcenter.core.limits import LimitError
from commandcenter.core.mapping_proposal import Unproposable
from commandcenter.core.rules import Refused
from commandcenter.door.feeds import FeedError
from commandcenter.settings import SettingsError
from commandcenter.store.errors import StoreError
from commandcenter.sync.client import PlatformDown, Rejected
from commandcenter.sync.package import PackageError
from commandcenter.sync.tls import BadAuthority

_KEYED = (
    AdminError, AdminRefusal, BackupError, BadAuthority, BenchError, CatalogueError, ChildError, DemoError,
    DocumentsError, DraftError, FeedError, LimitError, OnCaseError, PackageError, PhotosError, PlatformDown,
    PlatformError, PrintError, Refused, Rejected, StationError, StoreError, Unproposable,
)
EXPECTED: tuple[type[Exception], ...] = (*_KEYED, DocumentError, GroundError, SettingsError, OSError)


def told(err: Exception) -> tuple[str, dict[str, object]]:
    """The key and the facts of an expected failure."""
    match err:
        case _ if isinstance(err, _KEYED):
            return err.key, dict(err.facts)
        case GroundError():
            return "ground-broken", {"where": err.where, "what": err.what}
        case DocumentError():
            return "document-unusable", {"name": err.name, "what": err.what}
        case SettingsError():
            return "settings-unreadable", {"where": str(err.where)}
        case OSError():
            return "os-error", {"where": err.filename or "", "what": err.strerror or str(err)}
    raise TypeError(f"not an expected failure: {type(err).__name__}")
