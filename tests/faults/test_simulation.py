"""The exchange in virtual time: short lives of a street, each with its own bad luck."""

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.faults import lives
from tests.faults.city import Ground
from tests.faults.figures import LONG, note
from tests.faults.world import World

AT_ONCE = 20
RUNS = 200  # the long run is one of its own: lives.py


@pytest.mark.timeout(600)
@pytest.mark.skipif(LONG, reason="lived by lives.py, ten thousand of them")
@pytest.mark.parametrize("first", range(0, RUNS, AT_ONCE))
def test_nothing_is_lost_whatever_goes_wrong(ground: Ground, disk, first):
    tally: Counter[str] = Counter()
    for seed in range(first, first + AT_ONCE):
        world = World(ground, disk / str(seed), seed).run()
        assert world.wrong == [], (seed, world.wrong)
        tally += world.tally
    note("simulation", runs=AT_ONCE, **{name.replace(" ", "_"): tally[name] for name in lives.COUNTED})


def test_lives_are_kept_go_on_where_they_were_and_add_up(disk, capfd):
    kept = [json.dumps({"seed": seed, "wrong": [], "tally": {"torn": 1}, "version": "v", "cpu_s": 0.5})
            for seed in (2, 3)]
    (disk / "1-0.lives").write_text("\n".join(kept) + '\n{"seed": 4, "wro', "utf-8")  # ended in the middle of a line
    assert lives.main([str(disk), "--first", "3", "--count", "2", "--workers", "1"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert (found["lives"], found["seeds"], found["violations"]) == (3, [[2, 4]], [])
    assert json.loads((disk / "lives.json").read_text("utf-8")) == found
    (lived,) = [file for file in disk.glob("*.lives") if file.name != "1-0.lives"]
    assert [json.loads(line)["seed"] for line in lived.read_text("utf-8").splitlines()] == [4]
    assert lives.figures(disk)["runs"] == 3


def test_a_life_with_an_invariant_that_does_not_hold_is_named_by_its_seed():
    good, bad = ({"seed": n, "wrong": w, "tally": {"torn": 2}, "version": "v", "cpu_s": 0.5}
                 for n, w in ((7, []), (9, ["I2 1 facts lost"])))
    found = lives.report([bad, good])
    assert found["violations"] == [{"seed": 9, "wrong": ["I2 1 facts lost"]}]
    assert (found["seeds"], found["torn"], found["cpu_s"]) == ([[7, 7], [9, 9]], 4, 1.0)


def test_only_a_change_of_what_a_life_exercises_makes_a_new_version(tmp_path: Path):
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.test", *words], cwd=tmp_path,
                       check=True, capture_output=True)

    def written(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    def committed(name: str, text: str) -> str:
        written(name, text)
        git("add", ".")
        git("commit", "-m", name)
        return lives.version(tmp_path)

    git("init")
    assert lives.version(tmp_path) == "unknown"
    first = committed("commandcenter/door/door.py", "1")
    assert committed("commandcenter/ui/window.py", "1") == committed("docs/faults.md", "1") == first
    written("docs/faults.md", "2")
    assert lives.version(tmp_path) == first
    written("commandcenter/door/door.py", "2")
    assert lives.version(tmp_path) == f"{first} with changes"
    assert committed("commandcenter/door/door.py", "3") not in (first, f"{first} with changes")
