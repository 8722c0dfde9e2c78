"""A walk as a phone's browser tells it: `DeviceMotionEvent`s, rounded as browsers round them."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import Page

from retrowalk.recording import Array, Recording

# events of one block: the page draws and saves between two of them
BLOCK = 30

DISPATCH = """async ([rows, startMs, block]) => {
  for (let from = 0; from < rows.length; from += block) {
    for (const [ms, x, y, z, alpha, beta, gamma] of rows.slice(from, from + block)) {
      const event = new DeviceMotionEvent("devicemotion", {
        accelerationIncludingGravity: { x, y, z },
        rotationRate: { alpha, beta, gamma },
        interval: 16,
      });
      Object.defineProperty(event, "timeStamp", { value: startMs + ms });
      dispatchEvent(event);
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}"""


def as_told(recording: Recording) -> Array:
    """Return what a browser tells of a recording, in its units and as coarse as it does.

    Returns:
        (n, 7): milliseconds from the first sample; acceleration with gravity in m/s² to 0.1;
        alpha, beta, gamma (about z, x, y) in °/s to 0.1.
    """
    assert recording.angular_rate_rads is not None
    time_ms = np.round(1000.0 * (recording.time_s - recording.time_s[0]), 1)
    rate = np.round(np.degrees(recording.angular_rate_rads[:, [2, 0, 1]]), 1)
    return np.column_stack([time_ms, np.round(recording.acceleration_ms2, 1), rate])


def heard_by_python(told: Array) -> Recording:
    """Return what was told as a recording, for the tracker in Python."""
    return Recording(
        time_s=told[:, 0] / 1000.0,
        acceleration_ms2=told[:, 1:4],
        angular_rate_rads=np.radians(told[:, [5, 6, 4]]),
    )


def feed(page: Page, told: Array, start_ms: float) -> float:
    """Hand the page a walk's events, faster than they were measured.

    Args:
        page: the app.
        told: of `as_told`.
        start_ms: of the first event, on the page's clock.

    Returns:
        When the next event may come, on the page's clock.
    """
    page.evaluate(DISPATCH, [told.tolist(), start_ms, BLOCK])
    return start_ms + float(told[-1, 0]) + 16.7
