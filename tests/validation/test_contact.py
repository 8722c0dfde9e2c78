"""Captured landings told by a foot sensor; the whole of it: `python -m lab.validation.contact`."""

from __future__ import annotations

import pytest
from lab.mocap.clips import SHARED
from lab.validation import contact
from lab.validation.contact_score import together

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the labelled recordings of ../shared/data are not here"
    ),
]


@pytest.mark.parametrize("quality", contact.QUALITIES)
def test_nine_of_ten_captured_landings_are_told_rightly(quality: str) -> None:
    parts = contact.captured(quality)
    whole = together(parts.values())
    assert whole.total > 1000
    assert whole.right >= contact.BAR * whole.total, str(whole)
    # forward steps are most of them and must not hide the others
    for name in ("CMU backward", "CMU forward", "SNU backward", "SNU forward"):
        asked = parts[name].total - parts[name].missed  # no stride shows the swing before it
        assert parts[name].right >= contact.BAR * asked, f"{name}: {parts[name]}"
    assert whole.errors == []


def test_landings_turned_round_are_told_by_the_foot_and_not_by_the_direction() -> None:
    parts = contact.edited_captures("browser")
    whole = together(parts.values())
    assert whole.total > 700
    assert whole.right >= contact.BAR * whole.total, str(whole)


def test_a_bout_is_told_as_its_landings_are() -> None:
    told = contact.bouts("browser")
    assert told.errors == []
    assert told.right >= contact.BAR * told.total, str(told)
