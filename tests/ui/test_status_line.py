"""The status line says how the exchange stands in whole sentences, in a narrow window too, and tells the truth."""

import pytest

from commandcenter.desk.sync_desk import SyncView
from commandcenter.ui import run, time_words
from commandcenter.ui.status_line import SYNC_REASONS, StatusLine

DAY = 24 * 3_600_000


@pytest.fixture
def line(qapp, desks, qtbot):
    run.speak(qapp, "en")
    made = StatusLine(desks.operator, desks.now, "key in a file beside the store")
    qtbot.addWidget(made)
    made.resize(1366, 28)
    made.show()
    yield made
    run.speak(qapp, "zh_CN")


def test_the_exchange_goes_before_what_stands_elsewhere_too(line):
    assert not line._key.isHidden()
    for reason in SYNC_REASONS:
        line.on_sync(SyncView(state="refused", reason=reason, waiting=5))
        line.layout().activate()
        assert line.sync.width() >= line.sync.sizeHint().width(), line.sync_words()
        assert line.who.width() >= line.who.sizeHint().width(), line.sync_words()
    line.on_sync(SyncView(state="idle"))
    assert not line._key.isHidden()


def test_what_is_not_trusted_is_not_called_unreachable(line, desks):
    for reason in ("tls_foreign", "not_our_platform", "server_error"):
        line.on_sync(SyncView(state="down", reason=reason, since=desks.now(), facts={"url": "https://city"}))
        assert "unreachable" not in line.sync_words()
    line.on_sync(SyncView(state="down", reason="unreachable", since=desks.now()))
    assert "unreachable" in line.sync_words()


def test_since_another_day_has_its_date(line, desks):
    at = desks.now() - 3 * DAY
    line.on_sync(SyncView(state="down", reason="unreachable", since=at))
    assert f"since {time_words.day_text(at)} {time_words.clock(at)}" in line.sync_words()
