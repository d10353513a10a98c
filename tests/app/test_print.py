"""`main.py print`: one PDF of one case, several, or a queue; what is wrong is a sentence."""

import pypdf
import pytest

from commandcenter.app import station as st

PRINT = ("print", "--data")


def numbers(city, queue):
    with st.open_to_look(city.stations[0]) as station:
        queries = station.queries()
        try:
            rows = queries.rows(queries.ids(queue, station.clock()))
        finally:
            queries.close()
    return [row.shown_number for row in rows.values()]


def test_a_case_a_second_and_a_queue_into_one_file(run, city, tmp_path):
    first, second = numbers(city, "stage:handling")[:2]
    out = tmp_path / "单.pdf"
    printed = run(*PRINT, city.stations[0], "--case", first, "--case", second, "--sheet", "dispatch", "--out", out,
                  "--json")
    assert printed.code == 0
    assert {"out": str(out), "sheet": "dispatch", "cases": 2, "left_out": []}.items() <= printed.json.items()
    pages = ["".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages]
    assert printed.json["pages"] == len(pages)
    assert f"编号：{first}" in pages[0]
    assert any(f"编号：{second}" in page for page in pages)
    again = run(*PRINT, city.stations[0], "--case", first, "--sheet", "dispatch", "--out", out, "--json")
    assert (again.code, again.json["reason"]) == (1, "pdf-exists")
    short = run(*PRINT, city.stations[0], "--case", first[4:], "--sheet", "dispatch", "--out", out, "--replace",
                "--lang", "en")
    assert short.code == 0
    assert "Case dispatch sheet" in " ".join(pypdf.PdfReader(out).pages[0].extract_text().split())
    whole = run(*PRINT, city.stations[0], "--queue", "supervised", "--sheet", "supervision", "--out",
                tmp_path / "q.pdf", "--json")
    assert whole.code == 0
    assert whole.json["cases"] + whole.json["left"] == len(numbers(city, "supervised"))


@pytest.mark.parametrize(("more", "reason", "words"), [
    (("--case", "19990101-0001", "--sheet", "dispatch"), "no-such-case", "没有编号为"),
    (("--case", "1", "--case", "2", "--sheet", "dispatch"), "no-such-case", "没有编号为"),
    (("--queue", "nothing", "--sheet", "dispatch"), "bad-arguments", "参数有误"),
    (("--sheet", "dispatch"), "bad-arguments", "参数有误"),
    (("--queue", "open", "--sheet", "closing"), "nothing-to-print", "没有可打印的单据"),
])
def test_what_is_wrong_is_said_and_nothing_is_written(run, city, tmp_path, more, reason, words):
    out = tmp_path / "x.pdf"
    tried = run(*PRINT, city.stations[0], *more, "--out", out, "--json")
    assert (tried.code != 0, tried.json["reason"]) == (True, reason)
    assert words in tried.err
    assert list(tmp_path.iterdir()) == []


def test_a_case_without_that_sheet_says_why(run, city, tmp_path):
    number = numbers(city, "stage:handling")[0]
    tried = run(*PRINT, city.stations[0], "--case", number, "--sheet", "check", "--out", tmp_path / "x.pdf", "--json")
    assert (tried.code, tried.json["reason"]) == (1, "sheet-not-handled")
    assert number in tried.err
    out = tmp_path / "no" / "x.pdf"
    tried = run(*PRINT, city.stations[0], "--case", number, "--sheet", "dispatch", "--out", out, "--json")
    assert (tried.code, tried.json["reason"]) == (1, "pdf-not-written")
