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
    assert whole.errors == []


# forward steps are most of them and must not hide the others
PARTS = [
    pytest.param(
        quality,
        name,
        marks=[
            pytest.mark.xfail(
                strict=True,
                reason="84 of 94: the first step of a clip has no swing before it",
            )
        ]
        if (quality, name) == ("browser", "CMU forward")
        else [],
    )
    for quality in contact.QUALITIES
    for name in ("CMU backward", "CMU forward", "SNU backward", "SNU forward")
]


@pytest.mark.parametrize(("quality", "name"), PARTS)
def test_each_part_of_the_captured_landings_is_told_as_rightly(quality: str, name: str) -> None:
    part = contact.landings_of(quality).told[quality, name]
    assert part.right >= contact.BAR * part.total, str(part)


def test_landings_turned_round_are_told_by_the_foot_and_not_by_the_direction() -> None:
    parts = contact.edited_captures("browser")
    whole = together(parts.values())
    assert whole.total > 700
    assert whole.right >= contact.BAR * whole.total, str(whole)


def test_a_bout_is_told_as_its_landings_are() -> None:
    told = contact.bouts("browser")
    assert told.errors == []
    assert told.right >= contact.BAR * told.total, str(told)
