"""Street command centre (街道城市管理指挥中心): the window, or a command. `python main.py --help`."""

import sys

from commandcenter.app import cli

if __name__ == "__main__":
    cli.install_hook(sys.argv[1:])
    sys.exit(cli.main())
