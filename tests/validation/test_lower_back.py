"""The reader of the lower-back recordings: units, references, their missing entries."""

from __future__ import annotations

import numpy as np
import pytest
from lab.mocap.clips import SHARED
from lab.validation import lower_back

from retrowalk.recording import STANDARD_GRAVITY_MS2

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the labelled recordings of ../shared/data are not here"
    ),
]


@pytest.mark.parametrize("person", list(lower_back.PEOPLE))
def test_both_forms_of_the_files_hold_the_same_signals(person: str) -> None:
    for trial in lower_back.trials(person):
        other = lower_back.from_csv(person, trial.name)
        rate, other_rate = trial.recording.angular_rate_rads, other.angular_rate_rads
        assert rate is not None
        assert other_rate is not None
        assert np.abs(rate - other_rate).max() < 1e-9
        # the table's accelerations went through m/s² with a rounded gravity
        gap = np.abs(trial.recording.acceleration_ms2 - other.acceleration_ms2).max()
        assert gap < 0.002 * STANDARD_GRAVITY_MS2


@pytest.mark.parametrize("person", list(lower_back.PEOPLE))
def test_units_are_si_and_the_first_axis_points_up(person: str) -> None:
    for trial in lower_back.trials(person):
        mean = trial.recording.acceleration_ms2.mean(axis=0)
        assert mean[0] > 0.9 * STANDARD_GRAVITY_MS2
        assert np.linalg.norm(mean) == pytest.approx(STANDARD_GRAVITY_MS2, rel=0.05)
        rate = trial.recording.angular_rate_rads
        assert rate is not None
        assert 0.1 < np.abs(rate).max() < 6.0


def test_contacts_without_a_value_are_dropped_and_insoles_are_read() -> None:
    trials = [trial for person in lower_back.PEOPLE for trial in lower_back.trials(person)]
    assert len(trials) == 6
    for trial in trials:
        for reference in lower_back.REFERENCES:
            for period in trial.periods[reference]:
                times = np.array(period.contacts_s)
                assert np.isfinite(times).all()
                assert (np.diff(times) >= 0).all()
                assert period.start_s - 0.5 <= times[0]
                assert times[-1] <= period.end_s + 0.5
    periods = [period for trial in trials for period in trial.periods["INDIP"]]
    assert len(periods) == 16
    assert sum(len(period.contacts_s) for period in periods) == 192
