"""`main.py transfer`: the streets that take cases, and handing one over, from the command line."""

from commandcenter.app import station as st
from tests import makes
from tests.sync.streets import GARDEN


def test_streets_are_listed_and_a_case_is_handed_over(station_folder, ask):
    data = ("--data", station_folder)
    with st.open_station(station_folder) as station:
        case = makes.filed(station.door, source="collector")
        station.door.keep_streets([station.door.street, GARDEN])
    code, answer = ask("transfer", "streets", *data)
    assert (code, [one["street"] for one in answer["streets"]]) == (0, [GARDEN])
    hand = ("transfer", "case", *data, "--case", case.shown_number)
    code, answer = ask(*hand, "--to", GARDEN)
    assert (code, answer["reason"]) == (1, "reason-needed")
    code, answer = ask(*hand, "--to", station.door.street, "--reason", "地点在花园路街道辖区")
    assert (code, answer["reason"]) == (1, "same-street")
    code, answer = ask(*hand, "--to", GARDEN, "--reason", "地点在花园路街道辖区")
    assert (code, answer["case"], answer["to"]) == (0, case.shown_number, GARDEN)
    code, answer = ask(*hand, "--to", GARDEN, "--reason", "地点在花园路街道辖区")
    assert (code, answer["reason"]) == (1, "transfer-waits")
    with st.open_station(station_folder) as station:
        assert station.door.case(case.id).transfer.to == GARDEN
