"""`main.py outbox`: what waits, listed and written into files."""

import json
from contextlib import closing

from commandcenter.app import station as st
from tests import makes


def test_the_outbox_is_listed_and_written_once(run, station_folder, tmp_path):
    with st.open_station(station_folder) as station:
        makes.filed(station.door)
        with closing(station.queries()) as queries:
            waits = queries.waiting()
    out = tmp_path / "out"
    done = run("outbox", "--data", station_folder, "--out", out, "--json")
    assert (done.code, done.json["waiting"]) == (0, waits)
    assert done.json["facts"][-1]["type"] == "filed"
    head, *facts = (out / "outbox.jsonl").read_bytes().splitlines()
    assert json.loads(head) | {"written": 0} == {
        "format": "commandcenter-outbox", "version": 1, "street": makes.STREET, "letter": done_letter(station_folder),
        "written": 0, "facts": waits, "aside": 0}
    assert len(facts) == waits
    assert (out / "outbox.txt").read_text("utf-8").count("\n") > waits
    again = run("outbox", "--data", station_folder, "--out", out)
    assert again.code == 1  # what is there stays as it is


def done_letter(folder):
    with st.open_to_look(folder) as station:
        return station.about.letter
