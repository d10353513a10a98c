"""Drills: whole installations on this machine, broken on purpose. Run by `make drill`, not by `make test`."""
