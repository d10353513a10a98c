"""docs/faults.md, written of what a run counted: python -m tests.faults.report FOLDER OF FIGURES [WHEN] [--rows].

With --rows only the rows of what was counted change, and the sentence of when, where WHEN is given.
"""

import sys
from pathlib import Path

from commandcenter.paths import ROOT
from tests.faults import lives
from tests.faults.figures import gathered

PAGE = ROOT / "docs" / "faults.md"
HEAD = """# Faults, made for real

Every fault that the exchange must stand was made, and after each the invariants were asked of everybody's files:
nothing twice and no gap, nothing lost that was shown as saved, every log the same prefix by its hashes, nothing waits
for ever, the same state everywhere, each act effective or in the conflict list, sessions in their order, no effect
before its cause, nothing published ever changes, no bytes of another street, no clock decides, bounded memory.

`make faults` makes all of it and writes this page of what it counted; `make test` makes the same with small counts. One
fault alone: `FAULTS=long pytest tests/faults/FILE`. **Lost**: facts that somebody had been shown as saved, or that the
platform had answered for, and that were nowhere to be found at the end; a test fails where there is one.

These figures are of a run with {when}.

| fault | how it is made | how often (last run) | lost | again with |
|---|---|---|---|---|
"""
TAIL = """
## What is asked afterwards

| invariant | asked |
|---|---|
| I1 each id once, numbers without a gap | walk of the platform's log, after every row that ends in an exchange |
| I2 what was shown as saved is there | after every row with "lost"; a life counts every disk that ever held a fact |
| I3 every log the same prefix, byte for byte | order of ids and the chain's hash, of all machines |
| I4 nothing waits for ever | outboxes empty, nothing lost that is not back; in lives also nothing set aside |
| I5 the same state | digests of all workstations and of the platform's own fold; `verify` folds every view again |
| I6 each act effective, a repetition, without effect, or rejected: one of them | fold of the platform's log |
| I7 sessions in their order, I8 no effect before its cause | walk of the platform's log |
| I9 nothing published ever changes | lives: every place a workstation ever stood at since the last restore |
| I10 no bytes of another street | streams in every workstation's store; a forged fact of another street is refused |
| I11 no clock decides | the same lives with honest and wild clocks give the same log and outcomes |
| H1 each case in exactly one street, H2 gone only where it has arrived | lives of two streets: both logs folded |
| H3 way, course, photos, time of report go along; what was taken back in time stays | lives of two streets |
| H4 no request waits for ever; H5 no number twice, none left out unless the platform lost some | lives of two streets |
| I12 bounded memory and disk | RLIMIT_AS on either side, a small disk, bombs; every message below its cap |

Flipped bits, salvage and other versions ask what fits them: that every flip is noticed or harmless, that what was read
is what waited, that old stores go on to the same state.

## How

* **Simulation** (`world.py`): the product's own door, store, rounds, client, application and platform in one process,
  over real files on a memory disk, in virtual time, one seeded dice: the same seed is the same run. Messages are lost,
  doubled, torn and very late; either side dies at a named point; the platform is restored to older copies; disks of
  workstations are rolled back and cloned; clocks are ten years off and jump. `mutants.py` breaks one thing at a time:
  the design's eleven that can lose are each caught; the two that the chain of hashes heals (`cursor_first` and
  `trust_torn`) end whole, and are caught where nobody looks at the chain. Four of the eleven show only with a client
  that keeps no order (`_unruly`); the product as it is stands that client. One life in five is of two streets
  (`handing.py`): two to four desks hand cases over to the other street, or to one that there is not, take requests back
  in time and too late, and go on with what came, under all of these faults; `handing_mutants.py` breaks eleven things
  of a transfer, and each is caught. A life costs a quarter of a second of one core, much of it the
  product's own statements; `make lives` (lives.py) keeps each life in `.faults`, goes on where it was stopped, and
  prints a report as JSON; one life again: `make lives FIRST=SEED LIVES=1`.
* **Kill points** (`points.py`): around every step and every commit of both sides. They wrap the product's functions in
  the process that is to die; the product holds no hook, so there is nothing that could be set off where it runs.
* **Power cut** (`powercut.py`): recorded writes, not another engine. The methods of SQLite's own VFS are wrapped in the
  library that the product loads (ctypes); all that is written and synced is recorded, and disks are made of it as a cut
  at any moment leaves them: of what was not synced, each write is there, missing, or torn at 512 bytes. The control,
  with `synchronous=NORMAL`, loses commits; so the cuts bite.
* **Bad network** (`proxy.py`): a proxy that reads whole requests and answers and does one of thirteen things to them:
  refused, request cut, lost, answer cut, torn at a length that fits, longer or shorter than it says, a byte altered,
  the request twice, much later and in another order, an earlier answer again, a login page instead, 503.
* **Facts missing** while number and hash are right: taken out of the store; the workstation counts after every start
  and with each comparison of its views, and reads again from the last number without a hole (`sync/holes.py`).
* **Salvage** (`main.py package salvage FILE`): where the engine gives up at the first bad page, each page is opened by
  itself, from the file and its write-ahead log; every waiting fact on a page that opens goes into the package. How many
  more there were is known by the index of what waits; where that is broken too, "at least" is said. Photos are
  not salvaged: a package holds facts, and the photo store is a file of its own.
* **Other versions** (`record.py`): earlier commits of this repository were run (protocol 1 with schema 3, protocol
  2 with schema 9) and what they left is kept in tests/data/versions, 110 KB: their platform, a workstation with
  facts that wait, every message. This version opens both and goes on with them, and answers the same bytes as they
  were answered.
* **Clocks against TLS**: by a clock that is ten years off the city's certificate is expired or not valid yet. That is
  said, with the computer's date beside it, and never passed over; work goes on, and the exchange too once it is right.
* **A platform that lies** alters pages, also with all hashes counted anew; the signature of the head tells.
"""
# fault → title, how it is made, file
ROWS: dict[str, tuple[str, str, str]] = {
    "simulation": ("everything at once", "seeded lives of a street, one in five of two, in virtual time",
                   "test_simulation.py"),
    "handing mutants": (
        "seeded bugs of a transfer", "the product with one thing broken, in lives of two streets", "test_mutants.py"),
    "mutants": ("seeded bugs", "the product with one thing broken; healed: places that stood beyond their facts",
                "test_mutants.py"),
    "unruly client": ("a client that keeps no order", "pushes though its re-offer failed, offers pieces in any order",
                      "test_mutants.py"),
    "workstation killed": ("kill -9, workstation", "at every point around its commits, and at random",
                           "test_killed.py"),
    "platform killed": ("kill -9, platform", "at every point around its commits", "test_killed.py"),
    "power cut": ("power cut, both sides", "unsynced writes dropped or torn", "test_power_cut.py"),
    "bad network": ("bad network", "each message spoilt in each way; answers cut at any byte", "test_network.py"),
    "a week offline": ("a week offline", "1,400 facts and 28 photos through the bad network", "test_network.py"),
    "disk full": ("disk full, both sides", "RLIMIT_FSIZE; no room from the n-th byte on, below the engine",
                  "test_disk.py"),
    "small disk": ("a small disk that is full, both sides", "a tmpfs of so many bytes, full for real",
                   "test_small.py"),
    "little memory": ("little memory, workstation", "RLIMIT_AS while it takes what a street wrote", "test_small.py"),
    "clocks and certificates": (
        "clock ± 10 years against TLS", "by its clock the city's certificate is not valid yet, or expired",
        "test_small.py"),
    "flipped bits": ("flipped bits", "one bit anywhere in the file, then opened and verified", "test_disk.py"),
    "salvage": ("outbox salvaged from a damaged store", "each page in turn broken; torn files; a broken salt",
                "test_salvage.py"),
    "a large store": ("a store over 1 GiB", "grown over the page that SQLite leaves out; offered, copied, salvaged,"
                      " its key changed, each page opened", "test_large.py"),
    "missing facts": ("facts missing while number and hash are right", "taken out of the store; counted after a start",
                      "tests/sync/test_holes.py"),
    "restored platform": ("platform restored to an older backup", "the street goes on meanwhile", "test_restored.py"),
    "rolled back and cloned": (
        "workstation rolled back, and cloned", "an older image of its disk, in two machines at once",
        "test_restored.py"),
    "a platform that lies": ("a platform that lies", "rewrites, reorders, omits, forges; also with hashes made to fit",
                             "test_wicked.py"),
    "a token withdrawn": ("a token withdrawn in the middle", "between two batches of a push", "test_wicked.py"),
    "bombs": ("compression bombs, both ways", "512 MB in a small frame, under a memory cap", "test_wicked.py"),
    "slow callers": ("slow callers", "requests that never end", "test_wicked.py"),
    "versions": ("other versions", "stores, platforms and messages recorded with older code; protocols N-1, N, N+1;"
                 " facts, fields and headers to come", "test_versions.py"),
    "clocks": ("clocks ± 10 years", "the same lives with honest and with wild clocks: the same outcomes",
               "test_wicked.py"),
    "hostile JSON": ("hostile JSON", "every field with every nasty value; NaN, depth, duplicates, surrogates",
                     "test_poison.py"),
    "ten times the backlog": ("ten times the backlog", "20 workstations at once, RLIMIT_AS on the platform",
                              "test_backlog.py"),
}


def page(figures: dict[str, dict[str, int | float | str]], when: str, before: str = "") -> str:
    """The whole page; rows of what was not counted as the page `before` has them."""
    stood = {line.split(" | ")[0].removeprefix("| "): line for line in before.splitlines() if line.startswith("| ")}
    lines = []
    for fault, (title, how, file) in ROWS.items():
        its = dict(figures.get(fault, {}))
        if not its:
            lines += [stood[title]] if title in stood else []
            continue
        lost = its.pop("lost", 0)
        said = ", ".join(f"{name.replace('_', ' ')} {value:,}" if isinstance(value, int) else f"{name} {value}"
                         for name, value in sorted(its.items()))
        again = file if "/" in file else f"tests/faults/{file}"
        lines.append(f"| {title} | {how} | {said} | {lost} | `{again}` |")
    return HEAD.format(when=when) + "\n".join(lines) + "\n" + TAIL


if __name__ == "__main__":
    rows, (where_, *said) = "--rows" in sys.argv, [word for word in sys.argv[1:] if word != "--rows"]
    where, old = Path(where_), PAGE.read_text("utf-8") if rows else ""
    kept = old.partition("These figures are of a run with ")[2].partition(".\n\n| fault")[0] or "long counts"
    figures = gathered(where) | ({"simulation": its} if (its := lives.figures(where)) else {})
    PAGE.write_text(page(figures, said[0] if said else kept, old), "utf-8")
