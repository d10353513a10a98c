"""The window command: unlocking, the first set-up, the window itself, and what follows it; or the demo."""

import argparse
from collections.abc import Callable
from pathlib import Path

from commandcenter import paths
from commandcenter.app.arguments import Answer, folder, opened, password, settings_of

ASKED = ("password", "os")  # whose key may need a person's answer


def run(args: argparse.Namespace) -> int:
    """The window of a workstation; with --demo its city platform runs beside it, and no display is needed."""
    from commandcenter.ui import plain_imports

    plain_imports.set_up()
    from commandcenter.app import station as st
    from commandcenter.app.bench import BenchError
    from commandcenter.store import keys
    from commandcenter.ui.run import has_display

    if not args.demo:
        if not has_display():
            raise BenchError("no-display")
        data, chosen, key = folder(args), None, None
        named, args.data = args.data is not None, data
        if st.exists(data) and keys.source(data)["how"] in ASKED:
            key = unlocked(args, data)
            if key is None:
                return 0
        if not is_set_up(data):
            from commandcenter.app import first_run

            ready = first_run.run(data, settings_of(args, data), key, free=not named)
            if ready is None:
                return 0
            chosen, args.chosen_lang, args.data = ready.password, ready.language, ready.folder
        return _windows(args, chosen, key)
    from commandcenter.app import demo as demos
    from commandcenter.app.children import city_platform

    answer = Answer(args)
    args.data = data = args.data or paths.default_data() / "demo"
    built = demos.opened(data) if (data / demos.RESULT_FILE).exists() else demos.build(data, say=answer.progress)
    args.data = Path(built["workstations"][0]["data"])
    tour = None
    if not has_display():
        tour = (data / "pictures", print)
        answer.give({"where": str(tour[0])}, "demo-offscreen")
    with city_platform(Path(str(built["platform"]))) as url:
        return _windows(args, None, None, url=url, tour=tour)


def _windows(
    args: argparse.Namespace, chosen: str | None, key: bytes | None, *, url: str = "",
    tour: tuple[Path, Callable[[str], None]] | None = None,
) -> int:
    """The window, and what it closed itself for, until it is closed for good. `url`: of the demo's own platform."""
    from commandcenter.app import window as wiring

    while True:
        with opened(args, chosen, key) as station:
            if url:
                station.remember_platform(url)
            after = wiring.open_window(station, settings_of(args, station.folder), tour=tour)
            held = station.store.key
        if after is None:
            return 0
        from commandcenter.app import afterwards

        chosen, key = None, afterwards.follow(after, folder(args), settings_of(args, folder(args)), held)
        if key is None:
            return 0


def is_set_up(data: Path) -> bool:
    """Whether a workstation lies here whose recovery key is not owed to a person."""
    from commandcenter.app import station as st
    from commandcenter.store import keys

    return st.exists(data) and keys.recovery_settled(data)


def unlocked(args: argparse.Namespace, data: Path) -> bytes | None:
    """The key of a store that a password opens: by the file that is named, else by a page; None where that was left.

    Of a store whose key lies in the key store of the system: that key, and the page where it is not given.
    """
    from commandcenter.app import unlock
    from commandcenter.store import keys, os_keys
    from commandcenter.store.errors import StoreError

    if keys.source(data)["how"] == "os":
        try:
            return keys.load(data)
        except StoreError as err:
            if err.key not in os_keys.FAILED | {"no-key"} or keys.recovery_state(data) == "none":
                raise
            return unlock.run(data, settings_of(args, data), err)
    if args.password_file is not None:
        return keys.load(data, password=password(args))
    return unlock.run(data, settings_of(args, data))
