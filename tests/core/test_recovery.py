"""The recovery key: written, read back as people type it, and no other one taken for it."""

import pytest

from commandcenter.core import recovery

SECRET = bytes(range(16))


def test_what_is_written_is_read_however_it_is_typed():
    text = recovery.written(SECRET)
    assert len(text.split("-")) == recovery.GROUPS
    for typed in (text, text.lower(), text.replace("-", " "), text.replace("-", ""), f"  {text}\n",
                  text.replace("0", "O").replace("1", "l")):
        assert recovery.read(typed) == SECRET


@pytest.mark.parametrize("place", range(28))
def test_a_mistyped_character_is_found(place):
    text = recovery.written(SECRET).replace("-", "")
    other = next(c for c in recovery.ALPHABET if c != text[place])
    with pytest.raises(recovery.BadRecoveryKey):
        recovery.read(text[:place] + other + text[place + 1:])


@pytest.mark.parametrize("typed", ["", "0000", "0" * 27, "!" * 28, "四" * 28, "0" * 29])
def test_what_is_no_recovery_key_is_refused(typed):
    with pytest.raises(recovery.BadRecoveryKey):
        recovery.read(typed)


def test_the_ending_shows_that_it_was_written_down():
    text = recovery.written(SECRET)
    assert recovery.same_ending(text, f" {text[-4:].lower()} ")
    assert not recovery.same_ending(text, text[:4])
    assert not recovery.same_ending(text, "")
