"""The knee moment against MuJoCo, an independent implementation of rigid-body dynamics.

MuJoCo is no dependency of the project; this runs in a job of its own:

    UV_PROJECT_ENVIRONMENT=build/crosscheck uv run --frozen --group crosscheck \
        pytest tests/unit/test_dose_crosscheck.py

The model is built here from the same rows of the evidence table. MuJoCo is given joint
coordinates with their exact derivatives; our side sees marker positions only.
"""

from __future__ import annotations

import numpy as np
import pytest

from retrowalk.dose.link_segment import joint_moments_nm, knee_moment_nm
from retrowalk.dose.simulated_trial import (
    FOOT_M,
    MASS_KG,
    SHANK_M,
    simulated_motion,
    simulated_trial,
)
from retrowalk.evidence.table import row
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array

mujoco = pytest.importorskip("mujoco", reason="the crosscheck group is not installed")


def _model() -> str:
    def body(length: float, mass: str, centre: str, gyration: str, axis: str) -> str:
        m = row(mass).number * MASS_KG
        inertia = m * (row(gyration).number * length) ** 2
        x, z = (
            (row(centre).number * length, 0.0)
            if axis == "x"
            else (0.0, -row(centre).number * length)
        )
        return f'<inertial pos="{x} 0 {z}" mass="{m}" diaginertia="{inertia} {inertia} {inertia}"/>'

    return f"""
    <mujoco>
      <compiler angle="radian"/>
      <option gravity="0 0 {-STANDARD_GRAVITY_MS2}"/>
      <worldbody>
        <body name="shank">
          <joint type="slide" axis="1 0 0"/>
          <joint type="slide" axis="0 0 1"/>
          <joint type="hinge" axis="0 1 0"/>
          {body(SHANK_M, "G-02", "G-04", "G-06", "z")}
          <body name="foot" pos="0 0 {-SHANK_M}">
            <joint type="hinge" axis="0 1 0"/>
            {body(FOOT_M, "G-01", "G-03", "G-05", "x")}
          </body>
        </body>
      </worldbody>
    </mujoco>"""


def _mujoco_moments() -> tuple[Array, Array]:
    """Return the moments about y on foot and shank, in N m, as MuJoCo finds them."""
    model = mujoco.MjModel.from_xml_string(_model())
    data = mujoco.MjData(model)
    motion, trial = simulated_motion(), simulated_trial()
    foot = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY, "foot")
    out = np.zeros((len(motion.time_s), 2))
    for i in range(len(motion.time_s)):
        data.qpos[:] = motion.position[i]
        data.qvel[:] = motion.velocity[i]
        data.qacc[:] = motion.acceleration[i]
        mujoco.mj_inverse(model, data)
        ground = np.zeros(model.nv)
        force = np.array([trial.force_n[i, 0], 0.0, trial.force_n[i, 1]])
        at = np.array([trial.pressure_x_m[i], 0.0, 0.0])
        mujoco.mj_applyFT(model, data, force, np.zeros(3), at, foot, ground)
        joint = data.qfrc_inverse - ground
        out[i] = joint[3], joint[2]
    return out[:, 0], out[:, 1]


def test_knee_moment_agrees_with_mujoco() -> None:
    ankle, knee = _mujoco_moments()
    ours_ankle, ours_knee = joint_moments_nm(simulated_trial())
    inner = slice(2, -2)  # the ends have no central difference
    assert np.corrcoef(knee[inner], ours_knee[inner])[0, 1] >= 0.999
    assert np.corrcoef(ankle[inner], ours_ankle[inner])[0, 1] >= 0.999
    assert np.sqrt(np.mean((knee - ours_knee)[inner] ** 2)) < 0.5
    assert np.abs((knee - ours_knee)[inner]).max() < 0.02 * np.abs(knee).max()


def test_the_extension_moment_has_the_sign_that_mujoco_gives_it() -> None:
    _, knee = _mujoco_moments()
    assert np.corrcoef(-knee, knee_moment_nm(simulated_trial()))[0, 1] >= 0.99
