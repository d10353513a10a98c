"""The command line: arguments, one sentence for what goes wrong, the log file, the last resort for faults of ours.

What a command does is in commands.py and imported only when it runs, so that `--help` and the window start quickly.
"""

import argparse
import io
import json
import logging
import logging.handlers
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from commandcenter import paths
from commandcenter.app import early, garbage
from commandcenter.app.words import CHINESE, ENGLISH, say

LOG_FILE = "commandcenter.log"
LOG_BYTES, LOG_FILES = 1_000_000, 3
INTERRUPTED = 130
PHOTO_KINDS = ("near", "far", "reference", "before", "after", "check")
VIEWS = ("main", "map", "charts", "wall", "escalate")
SHEETS = ("dispatch", "supervision", "check", "closing")
QUEUES = ("open", "near", "overdue", "severe", "supervised", "awaiting_reply", "stage:pending_handle", "stage:handling",
          "stage:checking", "closed")


class BadArguments(Exception):
    """The arguments are not understood; the message says which."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadArguments(f"{message} ({self.prog} --help)")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code, 0 only on success. Faults of ours rise."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lang = _language(words)
    try:
        args = _plain(words) or parser().parse_args(words)
        _check(args)
    except BadArguments as err:
        return _failed("bad-arguments", {"what": str(err)}, lang, "--json" in words, code=2)
    args.lang = lang
    args.chosen_lang = _chosen(words)
    keep_log(args.data)
    garbage.look_rarely()
    from commandcenter.app import commands

    try:
        return commands.RUN[args.command](args)
    except BrokenPipeError:  # whoever read the answer has gone: nobody is left to be told
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _failed("interrupted", {}, lang, args.json, code=INTERRUPTED)
    except _expected() as err:
        from commandcenter.app.failures import told

        key, facts = told(err)
        return _failed(key, facts, lang, args.json)


def _plain(words: Sequence[str]) -> argparse.Namespace | None:
    """The arguments of the window alone, without all commands being laid out for it; None where more is asked for."""
    given = early.plain_start(words)
    if given is None:
        return None
    return argparse.Namespace(
        data=Path(given["--data"]) if "--data" in given else None, demo=False, lang=given.get("--lang"),
        theme=given.get("--theme"), password_file=None, command="window", json=False)


def parser() -> argparse.ArgumentParser:
    """All commands and their arguments."""
    top = _Parser(prog="main.py", description="街道城市管理指挥中心 · Street command centre. No command: the window.")
    top.add_argument("--data", type=Path, default=None, help="data folder of the workstation (or of the demo)")
    top.add_argument("--demo", action="store_true", help="the demo city, with its own city platform beside the window")
    top.add_argument("--lang", choices=(CHINESE, ENGLISH), default=None, help="language (default: zh_CN)")
    top.add_argument("--theme", choices=("light", "dark"), default=None)
    top.add_argument("--password-file", type=Path, default=None, help="file that holds the password of the store")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    commands.required = False
    top.set_defaults(command="window", json=False)

    def command(name: str, text: str, *, data: bool = True, answers: bool = True, opens: bool = False) -> _Parser:
        sub = commands.add_parser(name, help=text, description=text)
        assert isinstance(sub, _Parser)
        sub.add_argument("--lang", choices=(CHINESE, ENGLISH), default=argparse.SUPPRESS)
        if data:
            sub.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="data folder")
        if opens:
            sub.add_argument("--password-file", type=Path, default=argparse.SUPPRESS,
                             help="file that holds the password of the store")
        if answers:
            sub.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        return sub

    demo = command("demo", "build the demo city: a platform and three workstations, filled and synced")
    demo.add_argument("--cases", type=int, default=None, help="how many cases (default: 1200)")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--day", default=None, help="the demo's day, YYYY-MM-DD (default: today)")

    platform = command("platform", "run the city platform on 127.0.0.1 until SIGTERM (or found one, or register)")
    platform.add_argument("--port", type=int, default=0, help="0 picks a free one")
    platform.add_argument("--new", action="store_true", help="make a new platform in an empty folder, and end")
    platform.add_argument("--database", default="", metavar="URL",
                          help="keep it in this PostgreSQL, which other nodes may share: postgresql://user@host/name"
                          " (the password in ~/.pgpass); the folder remembers it")
    platform.add_argument("--add", metavar="NAME", help="register a workstation, print its token, and end")
    platform.add_argument("words", nargs="*", metavar="WORD",
                          help="administer, also while it serves: street add CODE | street list | workstation list |"
                          " code | token rotate | token revoke | users list | users password | watcher | overview |"
                          " keep CODE DAY|all (hand out facts since then only, older ones as a snapshot)")
    platform.add_argument("--name", default="", help="street add, code: the workstation's name")
    platform.add_argument("--admin", default="", metavar="ID:NAME", help="street add: its first administrator")
    platform.add_argument("--like", default="", metavar="CODE", help="street add: the example that it begins with")
    platform.add_argument("--user", default="", metavar="ID", help="users password: whose")
    platform.add_argument("--new-password-file", type=Path, metavar="FILE",
                          help="users password: file that holds it (- or without it: asked for)")
    platform.add_argument("--hours", type=int, default=72, help="street add, code: how long the code holds")
    platform.add_argument("--html", type=Path, metavar="FILE", help="overview: as a page")
    platform.add_argument("--street", default="", metavar="CODE", help="nine digits")
    platform.add_argument("--letter", default="", help="stands in its case numbers")
    platform.add_argument("--snapshot", default="", metavar="CODE",
                          help="make a snapshot of this street, for new workstations; also while the platform runs")
    platform.add_argument("--city-documents", action="store_true",
                          help="with --add: its administrators may publish the city's documents; alone: give the right"
                          " to the workstation of --street and --letter")
    platform.add_argument("--signing-key", type=Path, metavar="FILE",
                          help="the key that signs heads, if it does not lie in the data folder")
    platform.add_argument("--tls-cert", type=Path, metavar="FILE", help="serve https with this certificate chain (PEM)")
    platform.add_argument("--tls-key", type=Path, metavar="FILE", help="and this key (PEM, no password)")
    platform.add_argument("--host", default="127.0.0.1", metavar="ADDRESS",
                          help="listen there (default: 127.0.0.1); other than the loopback only with --tls-cert")
    platform.add_argument("--while-stdin-open", action="store_true", help=argparse.SUPPRESS)

    join = command("join", "make a workstation of a token", opens=True)
    join.add_argument("--platform", required=True, metavar="URL")
    join.add_argument("--token", required=True)
    join.add_argument("--ca", type=Path, metavar="FILE",
                      help="the city's certificate authority (PEM): from now on no other is trusted")
    join.add_argument("--key-file", action="store_true", help="keep the store's key in a file beside it")

    backup = command("backup", "write everything of a workstation into one encrypted file, also while it works",
                     opens=True)
    restore = command("restore", "make a workstation of a backup, or bring one back", opens=True)
    move = command("move", "write a workstation into a file for another computer, and close this folder for good",
                   opens=True)
    key = command("key", "the key of the store: what holds it, recovery key, password, another key", opens=True)
    support = command("support", "write what a helper needs to know, without personal data", opens=True)
    for sub in (backup, move, support):
        sub.add_argument("--to", type=Path, required=sub is not support, metavar="FILE")
        sub.add_argument("--replace", action="store_true", help="replace the file where it is there already")
    support.add_argument("--show", action="store_true", help="show what is in it")
    restore.add_argument("--from", dest="source", type=Path, required=True, metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="set a workstation that lies there aside")
    key.add_argument("what", choices=("status", "recovery", "password", "change"))
    for sub in (restore, key):
        sub.add_argument("--recovery-file", type=Path, default=None, metavar="FILE",
                         help="opened by the recovery key in this file (- asks for it)")
        sub.add_argument("--new-password-file", type=Path, default=None, metavar="FILE",
                         help="the password that shall hold from now on (- asks for it)")
        sub.add_argument("--keep-key", choices=("file", "os", "password"), default="",
                         help="where the key is kept from now on (default: as it was)")

    sync = command("sync", "exchange everything with the city platform", opens=True)
    sync.add_argument("--once", action="store_true", help="until nothing waits, then end (as without it)")
    sync.add_argument("--platform", default="", metavar="URL", help="another address; remembered")
    sync.add_argument("--ca", type=Path, metavar="FILE", help="another certificate authority (PEM); remembered")

    feed = command("import", "import a file: cases into a workstation; an authority's catalogue or a street's"
                   " outlines into a platform", opens=True)
    feed.add_argument("what", choices=("cases", "catalogue", "outlines"))
    feed.add_argument("file", type=Path, metavar="FILE")
    how = feed.add_mutually_exclusive_group()
    how.add_argument("--mapping", metavar="NAME", help="cases: a shipped mapping, or the path of a .toml file")
    how.add_argument("--propose", action="store_true", help="cases: write a draft mapping for this file, take nothing")
    feed.add_argument("--out", type=Path, metavar="FILE.toml", help="with --propose (default: beside the file)")
    feed.add_argument("--code-set", default="", metavar="ID", help="catalogue: its code set (else the published one)")
    feed.add_argument("--street", default="", metavar="CODE", help="outlines: of which street (nine digits)")
    feed.add_argument("--dry-run", action="store_true", help="take or publish nothing, say what it holds")

    documents = command("documents", "reference documents: list and compare (platform), show, publish, edit (both)",
                        opens=True)
    documents.add_argument("what", choices=("list", "diff", "show", "publish", "edit"))
    documents.add_argument("name", nargs="?", default="", metavar="NAME", help="which document (not with list)")
    documents.add_argument("before", nargs="?", default="", metavar="A|FILE",
                           help="diff: one version; show: which version; publish: the file")
    documents.add_argument("after", nargs="?", type=int, default=0, metavar="B", help="diff: another")
    documents.add_argument("--stream", default="", metavar="CODE", help="of which street, or city")
    documents.add_argument("--as", dest="user", default="", metavar="USER", help="publish, edit: which administrator")
    documents.add_argument("--note", default="", metavar="TEXT", help="publish, edit: why, kept with the version")
    documents.add_argument("--dry-run", action="store_true", help="publish: only say what would change")

    verify = command("verify", "prove that log, chain and views agree (workstation or platform folder)", opens=True)
    verify.add_argument("--street", default="", help="of a platform folder: this street only")

    shot = command("shot", "render the window of a data folder to a PNG", opens=True)
    shot.add_argument("--out", type=Path, required=True, metavar="FILE.png")
    shot.add_argument("--view", choices=VIEWS, default="main")
    shot.add_argument("--size", default="1920x1080", metavar="WxH")
    shot.add_argument("--theme", choices=("light", "dark"), default=argparse.SUPPRESS)

    sheet = command("print", "printed sheets of cases as a PDF: dispatch, supervision, check, closing", opens=True)
    of = sheet.add_mutually_exclusive_group(required=True)
    of.add_argument("--case", action="append", default=[], metavar="NUMBER", help="a case; may be given more than once")
    of.add_argument("--queue", choices=QUEUES, metavar="NAME", help=f"a whole queue: {', '.join(QUEUES)}")
    sheet.add_argument("--sheet", choices=SHEETS, required=True)
    sheet.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    sheet.add_argument("--replace", action="store_true", help="replace the file where it is there already")

    outbox = command("outbox", "what waits for the city platform and what it did not accept; into files", opens=True)
    outbox.add_argument("--out", type=Path, metavar="FOLDER",
                        help="write outbox.txt (for people, masked) and outbox.jsonl (every change in full)")

    package = command("package", "carry facts by hand where there is no network: export what waits, answer it in the"
                      " platform's folder, import the answer", opens=True)
    package.add_argument("what", choices=("export", "answer", "import", "salvage"),
                         help="salvage: as export, of a store that is damaged: what can still be read of it")
    package.add_argument("file", type=Path, metavar="FILE")
    package.add_argument("--signing-key", type=Path, metavar="FILE",
                         help="answer: the key that signs heads, if it does not lie in the platform's folder")
    package.add_argument("--out", type=Path, metavar="FILE", help="answer: the file to carry back")
    package.add_argument("--letter", default="", help="salvage: the workstation's letter, where it cannot be read")
    package.add_argument("--photos-mb", type=_megabytes, metavar="N",
                         help="at most so many megabytes of photos, small ones first; 0: none (default: all)")
    package.add_argument("--no-originals", action="store_true", help="of photos only the small ones")

    photos = command("photos", "photos of a case: add files, list, write copies without place and time", opens=True)
    photos.add_argument("what", choices=("add", "list", "export"))
    photos.add_argument("files", nargs="*", type=Path, metavar="FILE", help="add: JPEG or PNG")
    photos.add_argument("--case", required=True, metavar="NUMBER")
    photos.add_argument("--kind", choices=PHOTO_KINDS, default="near", help="add: what they show (default: near)")
    photos.add_argument("--as", dest="user", default="", metavar="USER", help="add: by whom (default: the operator)")
    photos.add_argument("--out", type=Path, metavar="FOLDER", help="export: where to")

    reveals = command("reveals", "who looked at contact details, when and why (auditors, administrators)", opens=True)
    reveals.add_argument("--case", default="", metavar="NUMBER", help="of one case only")
    reveals.add_argument("--as", dest="user", default="", metavar="USER", help="who asks, where there are accounts")
    transfer = command("transfer", "hand a case over to another street, list the streets that take cases", opens=True)
    transfer.add_argument("what", choices=("case", "streets"))
    transfer.add_argument("--case", default="", metavar="NUMBER")
    transfer.add_argument("--to", default="", metavar="STREET", help="code of the receiving street")
    transfer.add_argument("--reason", default="", metavar="TEXT")
    transfer.add_argument("--as", dest="user", default="", metavar="USER", help="by whom (default: the operator)")
    for acting in (documents, photos, reveals, transfer):
        acting.add_argument("--sign-in-file", type=Path, default=None, metavar="FILE",
                            help="file with the password of who acts, where the street has accounts")

    limits = command("limits", "answer a file of working-time questions", data=False)
    limits.add_argument("file", type=Path, metavar="FILE.json")

    bench = command("bench", "run the benchmarks (from a checkout)", data=False)
    bench.add_argument("--cases", type=int, default=None, help="another size than the benchmark's own")
    bench.add_argument("names", nargs="*", metavar="NAME", help="which; all without a name")
    return top


def _megabytes(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError("a whole number of megabytes")
    return int(text)


def _check(args: argparse.Namespace) -> None:
    """What argparse cannot say: which arguments belong to which kind of import.

    Raises:
        BadArguments: one is missing, or belongs elsewhere.
    """
    if args.command == "documents":
        wanted, fits = _DOCUMENTS[args.what]
        version = args.what in ("diff", "show")
        if not fits(args) or (version and args.before and not args.before.isdecimal()):
            raise BadArguments(f"documents {wanted} (main.py documents --help)")
    if args.command == "package" and (args.what == "answer") != bool(args.out):
        raise BadArguments("package export|salvage|import FILE | answer FILE --out FILE (main.py package --help)")
    if args.command == "platform" and bool(args.tls_cert) != bool(args.tls_key):
        raise BadArguments("platform --tls-cert FILE --tls-key FILE (main.py platform --help)")
    if args.command == "photos":
        fitting = {"add": bool(args.files), "export": bool(args.out) and not args.files, "list": not args.files}
        if not fitting[args.what]:
            raise BadArguments("photos add FILE … | list | export --out FOLDER (main.py photos --help)")
    if args.command != "import":
        return
    cases = args.what == "cases"
    if cases and not (args.mapping or args.propose):
        raise BadArguments("import cases: --mapping NAME | --propose (main.py import --help)")
    strange = [name for name, given, fits in (
        ("--mapping", args.mapping, cases), ("--propose", args.propose, cases), ("--out", args.out, args.propose),
        ("--code-set", args.code_set, args.what == "catalogue"), ("--dry-run", args.dry_run, not args.propose),
        ("--street", args.street, args.what == "outlines")) if given and not fits]
    if strange:
        raise BadArguments(f"import {args.what}: {' '.join(strange)} (main.py import --help)")


_DOCUMENTS: dict[str, tuple[str, Callable[[argparse.Namespace], bool]]] = {  # what each way of `documents` needs
    "list": ("list", lambda args: True),
    "diff": ("diff NAME A B", lambda args: bool(args.name and args.before and args.after)),
    "show": ("show NAME [A]", lambda args: bool(args.name)),
    "publish": ("publish NAME FILE", lambda args: bool(args.name and args.before)),
    "edit": ("edit NAME", lambda args: bool(args.name)),
}


def install_hook(argv: Sequence[str]) -> None:
    """Let no traceback reach a person: it goes to the log, and one sentence says where that is."""
    lang = _language(argv)

    def hook(kind: type[BaseException], err: BaseException, tb: TracebackType | None) -> None:
        where = _write_down("".join(traceback.format_exception(kind, err, tb)))
        _failed("bug", {"where": where}, lang, "--json" in argv)

    sys.excepthook = hook


def keep_log(data: Path | None) -> None:
    """Write the log to a file in the data folder, where there is one already; nowhere else."""
    logging.raiseExceptions = False  # a full disk must not print tracebacks
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, _LogFile)]:
        root.removeHandler(old)
        old.close()
    if data is None or not data.is_dir():
        root.addHandler(logging.NullHandler())
        return
    handler = _LogFile(data / LOG_FILE, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(_Masking("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for loud in ("httpx", "httpcore", "alembic", "uvicorn"):
        logging.getLogger(loud).setLevel(logging.WARNING)


class _Masking(logging.Formatter):
    """Lets no number of a person into the log, whatever a message or a fault carries."""

    def format(self, record: logging.LogRecord) -> str:
        from commandcenter.core.masking import masked

        return masked(super().format(record))


class _LogFile(logging.handlers.RotatingFileHandler):
    """Our log file, to be told apart from handlers of others."""


def _write_down(text: str) -> str:
    """Log a fault; returns where, or the fault itself in short where no file takes it."""
    handler = next((h for h in logging.getLogger().handlers if isinstance(h, _LogFile)), None)
    if handler is not None:
        logging.getLogger("commandcenter").critical("fault\n%s", text)
        return handler.baseFilename
    from commandcenter.core.masking import masked

    path = paths.default_data() / LOG_FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(masked(text))
    except OSError:
        return text.strip().rpartition("\n")[2]
    return str(path)


def _expected() -> tuple[type[Exception], ...]:
    """The failures that have a sentence; looked up when something has failed, not before."""
    from commandcenter.app.failures import EXPECTED

    return EXPECTED


def _failed(key: str, facts: dict[str, object], lang: str, as_json: bool, code: int = 1) -> int:
    sentence = say(key, facts, lang)
    print(sentence, file=sys.stderr)
    if as_json:
        print(json.dumps({"reason": key, "message": sentence}, ensure_ascii=False))
    return code


def _chosen(words: Sequence[str]) -> str | None:
    """The language that the arguments name."""
    for n, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name == "--lang":
            value = value if equals else words[n + 1] if n + 1 < len(words) else ""
            return ENGLISH if value == ENGLISH else CHINESE
    return None


def _language(words: Sequence[str]) -> str:
    """The language of sentences: as the arguments say, else English where the system speaks it, else Chinese."""
    system = next((v for v in map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG")) if v), "")
    return _chosen(words) or (ENGLISH if system.lower().startswith("en") else CHINESE)
