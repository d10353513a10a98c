"""Street command centre (街道城市管理指挥中心): the window, or a command. `python main.py --help`."""

import sys
from types import TracebackType

from commandcenter.app import early


def _fault(kind: type[BaseException], err: BaseException, tb: TracebackType | None) -> None:
    """A fault of ours before the command line is there: it is written down as any other."""
    from commandcenter.app import cli

    cli.install_hook(sys.argv[1:])
    sys.excepthook(kind, err, tb)


if __name__ == "__main__":
    sys.excepthook = _fault
    if not early.begin(sys.argv[1:]):
        sys.exit(0)
    from commandcenter.app import cli

    cli.install_hook(sys.argv[1:])
    sys.exit(cli.main())
