"""`documents show | publish | edit`, in a platform's folder and from a workstation's."""

import json
from pathlib import Path

import pytest

from commandcenter.app import document_publishing as its
from commandcenter.app.cli import main
from commandcenter.app.platform_documents import DocumentsError
from commandcenter.cityplatform.platform import Platform
from tests.sync.streets import EAST, clock


@pytest.fixture
def folder(tmp_path):
    from tests.sync.streets import founded

    founded(tmp_path / "platform").close()
    return tmp_path / "platform"


def told(capsys, *words: str) -> tuple[int, dict[str, object]]:
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_what_show_gives_can_be_changed_and_published_again(folder, tmp_path, capsys):
    code, shown = told(capsys, "documents", "show", "calendar", "--data", str(folder))
    assert (code, shown["version"], shown["stream"]) == (0, 1, "city")
    file = tmp_path / "calendar.json"
    file.write_text(json.dumps({"name": "calendar", "version": 1, "body": shown["body"] | {"work_day_minutes": 480}}))
    publish = ("documents", "publish", "calendar", str(file), "--data", str(folder))
    code, dry = told(capsys, *publish, "--dry-run")
    assert (code, dry["published"], dry["version"]) == (0, False, 1)
    assert dry["changed"] == [{"key": "work_day_minutes", "from": None, "to": 480}]
    code, done = told(capsys, *publish, "--note", "运城：480 分钟", "--as", "dm-administrator-1")
    assert (code, done["published"], done["version"]) == (0, True, 2)
    code, again = told(capsys, *publish)  # it was made of version 1
    assert (code, again["reason"]) == (1, "document-moved")
    with Platform.open(folder, clock=clock, read_only=True) as platform:
        assert [one.version for one in platform.documents() if one.name == "calendar"] == [1, 2]
        assert platform.verify().ok


@pytest.mark.parametrize(("text", "reason"), [
    ("{", "document-unusable"), ('{"tz": "Mars", "hours": {}}', "document-unusable"),
    ('{"name": "rules", "version": 1, "body": {}}', "document-name")])
def test_a_file_that_is_no_such_document_is_refused(folder, tmp_path, capsys, text, reason):
    file = tmp_path / "file.json"
    file.write_text(text)
    code, answer = told(capsys, "documents", "publish", "calendar", str(file), "--data", str(folder))
    assert (code, answer["reason"]) == (1, reason)
    code, answer = told(capsys, "documents", "publish", "calendar", str(tmp_path / "none"), "--data", str(folder))
    assert (code, answer["reason"]) == (1, "document-unread")


def test_the_street_must_be_said_where_there_are_several(folder, capsys):
    code, answer = told(capsys, "documents", "show", "units", "--data", str(folder))
    assert (code, answer["reason"]) == (1, "document-streams")
    code, answer = told(capsys, "documents", "show", "units", "--stream", EAST, "--data", str(folder))
    assert (code, answer["version"]) == (0, 1)
    code, answer = told(capsys, "documents", "show", "units", "9", "--stream", EAST, "--data", str(folder))
    assert answer["reason"] == "document-version"


@pytest.mark.parametrize("words", [("publish", "calendar"), ("edit",), ("show", "calendar", "x"), ("diff", "a", "b")])
def test_half_a_question_is_not_understood(words, capsys):
    code, answer = told(capsys, "documents", *words)
    assert (code, answer["reason"]) == (2, "bad-arguments")


def test_edit_opens_the_editor_and_publishes_what_was_written(folder, tmp_path, capsys, monkeypatch):
    script = tmp_path / "editor.py"
    script.write_text("import sys\np = sys.argv[1]\ns = open(p, encoding='utf-8').read()\n"
                      "open(p, 'w', encoding='utf-8').write(s.replace('\"least_reason\": 2', '\"least_reason\": 5'))\n")
    import sys

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    code, done = told(capsys, "documents", "edit", "rules", "--data", str(folder))
    assert (code, done["published"], done["version"]) == (0, True, 2)
    script.write_text("import sys\nopen(sys.argv[1], 'w').write('{')\n")
    code, kept = told(capsys, "documents", "edit", "rules", "--data", str(folder))
    assert (code, kept["reason"]) == (1, "document-kept")
    monkeypatch.delenv("EDITOR")
    code, none = told(capsys, "documents", "edit", "rules", "--data", str(folder))
    assert (code, none["reason"]) == (1, "document-editor")


def test_a_list_that_names_an_unknown_unit_is_refused(folder, tmp_path):
    file = tmp_path / "list.json"
    file.write_text('{"duties": [{"match": "event", "unit": "nobody"}]}')
    with its.shelf_in(folder, lambda _: None, write=True) as shelf, pytest.raises(Exception, match="unit-unknown"):
        its.publish(shelf, "responsibility", file, stream=EAST)


def test_the_right_to_publish_is_given_to_a_workstation_that_is_there(folder, capsys):
    add = ("platform", "--data", str(folder), "--street", EAST, "--letter", "A")
    assert told(capsys, *add, "--add", "一号台", "--city-documents")[0] == 0
    code, answer = told(capsys, "platform", "--data", str(folder), "--street", EAST, "--letter", "B",
                        "--city-documents")
    assert (code, answer["reason"]) == (1, "no-such-workstation")
    assert told(capsys, *add, "--city-documents")[0] == 0


def test_from_a_workstation_the_platform_is_asked(tmp_path: Path, folder: Path, monkeypatch) -> None:
    import asyncio

    import httpx

    from commandcenter.app import station as st
    from commandcenter.app.join import join
    from commandcenter.cityplatform.web import application
    from commandcenter.sync import client as client_module

    with Platform.open(folder, clock=clock) as platform:
        token = platform.add_workstation("一号台", EAST, "A", city_documents=True)
        transport = httpx.ASGITransport(application(platform))
        station, _ = asyncio.run(join(tmp_path / "station", "http://city.test", token, how="file", clock=clock,
                                      transport=transport))
        station.close()
        real = client_module.Client
        monkeypatch.setattr(client_module, "Client", lambda *a, **k: real(*a, **(k | {"transport": transport})))
        file = tmp_path / "calendar.json"
        with its.shelf_in(tmp_path / "station", lambda _: None, write=True) as shelf:
            shown = its.show(shelf, "calendar")
            file.write_bytes(its.written(shown | {"body": shown["body"] | {"work_day_minutes": 480}}))
            done = its.publish(shelf, "calendar", file, note="480")
            assert (done["published"], done["version"]) == (True, 2)
            assert shelf.newest("city", "calendar") == 2  # it came back with the stream
            with pytest.raises(DocumentsError) as caught:
                its.show(shelf, "nonsense")
            assert caught.value.key == "document-missing"
        with st.open_to_look(tmp_path / "station") as looked:
            assert looked.door.books.calendar.work_day_minutes == 480
