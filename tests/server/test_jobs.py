"""Stored motion is analysed in the background, and again when the tracker is newer."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from tests.server.conftest import Servers
from tests.server.support import Phone, id_of, motion, record

import retrowalk
from retrowalk.formats import to_json
from retrowalk.server.core import Core
from retrowalk.server.jobs import Jobs
from retrowalk.server.models import Account, Analysis
from retrowalk.server.settings import MIB
from retrowalk.tracker.contract import from_dict

_PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def walked() -> bytes:
    recording, _ = retrowalk.simulate(
        "stand 3, forward 14, stand 3, backward 20", placement="pocket", seed=3
    )
    return motion(to_json(recording))


def _run(core: Core) -> int:
    analyses = core.jobs.analyses
    due = analyses.outdated()
    for account_id, id in due:
        analyses.analyse(account_id, id)
    return len(due)


def _until(true: Callable[[], Any]) -> None:
    until_s = time.monotonic() + _PATIENCE_S
    while not true():
        assert time.monotonic() < until_s
        time.sleep(0.1)


def _found(phone: Phone, after: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = phone.ask("GET", f"/analyses?after={after}").json()["analyses"]
    return found


def test_motion_is_analysed_in_the_background(servers: Servers, walked: bytes) -> None:
    phone = servers.phone(servers.core(jobs=True))
    assert phone.send(walked, "motion").status_code == 201
    _until(lambda: _found(phone))
    (one,) = _found(phone)
    assert (one["motion"], one["error"]) == (id_of(walked), None)
    assert one["tracker_version"] == retrowalk.__version__
    walk = from_dict(one["walk"])
    assert walk.summary.backward.steps.value
    assert walk.placement.value == "pocket"


def test_it_is_analysed_again_when_the_tracker_is_newer(
    phone: Phone, core: Core, walked: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.send(walked, "motion")
    assert [_run(core), _run(core)] == [1, 0]
    (first,) = _found(phone)
    monkeypatch.setattr("retrowalk.server.jobs.__version__", "9.9.9")
    assert [_run(core), _run(core)] == [1, 0]
    (second,) = _found(phone, after=first["seq"])
    assert second["tracker_version"] == "9.9.9"
    assert len(_found(phone)) == 1


def test_what_waits_is_done_at_the_next_start(servers: Servers, walked: bytes) -> None:
    from retrowalk.server import Settings
    from retrowalk.server.factory import opened

    with opened(Settings(data=servers.folder, jobs=False)) as core:
        servers_phone = servers.phone(core)
        servers_phone.send(walked, "motion")
        assert len(core.jobs.analyses.outdated()) == 1
    with opened(Settings(data=servers.folder)) as core:
        until_s = time.monotonic() + _PATIENCE_S
        while core.jobs.analyses.outdated() and time.monotonic() < until_s:
            time.sleep(0.1)
        assert core.jobs.analyses.outdated() == []


def test_the_walk_says_where_the_phone_was(phone: Phone, core: Core, walked: bytes) -> None:
    phone.send(record("walk", motion=id_of(walked), placement="thigh"), "walk")
    phone.send(walked, "motion")
    _run(core)
    assert _found(phone)[0]["walk"]["recording"]["placement"] == "thigh"


def test_a_waist_walk_gets_the_direction_that_its_calibration_tells(
    phone: Phone, core: Core
) -> None:
    walk, _ = retrowalk.simulate("stand 3, backward 20", placement="waist", seed=3)
    before, _ = retrowalk.simulate("forward 16", placement="waist", seed=3)
    data, calibration = motion(to_json(walk)), motion(to_json(before))
    phone.send(data, "motion")
    phone.send(calibration, "motion")
    told = {"motion": id_of(data), "calibration": id_of(calibration), "placement": "waist"}
    phone.send(record("walk", **told), "walk")
    _run(core)
    (one,) = [one for one in _found(phone) if one["motion"] == id_of(data)]
    assert one["error"] is None
    live = retrowalk.track(
        walk,
        placement=retrowalk.Placement.WAIST,
        calibration=retrowalk.calibrate(before, retrowalk.Placement.WAIST),
    )
    assert from_dict(one["walk"]).summary.backward.steps.value == live.summary.backward.steps.value
    assert live.summary.backward.steps.value


@pytest.fixture(scope="module")
def waist() -> tuple[bytes, bytes]:
    """A walk backward with the phone at the waist, and the walk forward that calibrates it."""
    walk, _ = retrowalk.simulate("stand 3, backward 20", placement="waist", seed=3)
    before, _ = retrowalk.simulate("forward 16", placement="waist", seed=3)
    return motion(to_json(walk)), motion(to_json(before))


def _send_walk(phone: Phone, data: bytes, calibration: bytes) -> None:
    phone.send(data, "motion")
    told = {"motion": id_of(data), "calibration": id_of(calibration), "placement": "waist"}
    phone.send(record("walk", **told), "walk")


def _directions(phone: Phone, data: bytes) -> set[str]:
    (one,) = [one for one in _found(phone) if one["motion"] == id_of(data)]
    assert one["error"] is None
    return {bout["direction"] for bout in one["walk"]["bouts"]}


def test_a_calibration_that_cannot_be_used_leaves_a_walk_with_the_reason(
    phone: Phone, core: Core, waist: tuple[bytes, bytes]
) -> None:
    data, _ = waist
    bad = motion({"kind": "none"})
    phone.send(bad, "motion")
    _send_walk(phone, data, bad)
    _run(core)
    assert _directions(phone, data) == {"unknown"}
    (one,) = [one for one in _found(phone) if one["motion"] == id_of(data)]
    assert one["walk"]["warnings"][0].startswith("the calibration was not used: ")


def test_a_calibration_that_comes_later_is_heard(
    servers: Servers, waist: tuple[bytes, bytes]
) -> None:
    data, calibration = waist
    core = servers.core(jobs=True)
    phone = servers.phone(core)
    _send_walk(phone, data, calibration)
    _until(lambda: _found(phone) and "unknown" in _directions(phone, data))
    phone.send(calibration, "motion")
    _until(lambda: _directions(phone, data) == {"backward"})


def test_a_calibration_that_came_unheard_is_heard_at_the_next_start(
    phone: Phone, core: Core, waist: tuple[bytes, bytes]
) -> None:
    data, calibration = waist
    _send_walk(phone, data, calibration)
    assert [_run(core), _run(core)] == [1, 0]
    phone.send(calibration, "motion")
    assert [_run(core), _run(core)] == [2, 0]
    assert _directions(phone, data) == {"backward"}


def test_what_finds_no_turn_is_tried_again(servers: Servers, walked: bytes) -> None:
    core = servers.core(readings=1, reading_s=1)
    phone = servers.phone(core)
    phone.send(walked, "motion")
    (due,) = core.jobs.analyses.outdated()
    jobs = Jobs(servers.folder, core.jobs.analyses, enabled=True, retry_s=1.0)
    with core.reading.turn():
        jobs.start()
        time.sleep(2.0)
        assert core.jobs.analyses.outdated() == [due]
    _until(lambda: core.jobs.analyses.outdated() == [])
    jobs.stop()


@pytest.mark.parametrize("bad", [motion({"kind": "none"}), b"\x1f\x8b cut", motion()[:20]])
def test_motion_that_cannot_be_read_is_told(phone: Phone, core: Core, bad: bytes) -> None:
    phone.send(bad, "motion")
    assert [_run(core), _run(core)] == [1, 0]
    (one,) = _found(phone)
    assert one["walk"] is None
    assert one["error"]["what"]
    assert "retrowalk-" not in json.dumps(one["error"])


def test_deleting_motion_deletes_its_analysis(phone: Phone, core: Core) -> None:
    data = motion()
    phone.send(data, "motion")
    _run(core)
    phone.ask("DELETE", f"/records/{id_of(data)}")
    assert _found(phone) == []
    assert _run(core) == 0


def test_the_server_stops_while_it_analyses(servers: Servers, walked: bytes) -> None:
    from retrowalk.server import Settings
    from retrowalk.server.factory import opened

    with opened(Settings(data=servers.folder)) as core:
        phone = servers.phone(core)
        phone.send(walked, "motion")
        time.sleep(0.3)
        began_s = time.monotonic()
    assert time.monotonic() - began_s < 8


def _keep_analyses(core: Core, phone: Phone, count: int, size: int) -> None:
    """Put long walks where analyses are kept."""
    account = phone.ask("GET", "/me").json()["name"]
    walk = json.dumps({"seconds": "x" * size})
    with core.database.write() as session:
        id = session.scalars(select(Account.id).where(Account.name == account)).one()
        for n in range(count):
            session.add(
                Analysis(
                    account_id=id,
                    motion=f"{n:064x}",
                    tracker_version="1",
                    seq=n + 1,
                    made_s=1,
                    walk=walk,
                    size=len(walk),
                )
            )


def test_long_walks_come_in_several_answers(phone: Phone, core: Core) -> None:
    _keep_analyses(core, phone, count=7, size=3 * MIB)
    seen: list[str] = []
    after = 0
    tracemalloc.start()
    while True:
        answer = phone.ask("GET", f"/analyses?after={after}&limit=100")
        assert len(answer.content) < 9 * MIB
        if answer.json()["next"] == after:
            break
        after = answer.json()["next"]
        seen += [one["motion"] for one in answer.json()["analyses"]]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seen == [f"{n:064x}" for n in range(7)]
    # of one answer, several copies in this process; all walks together have 21 MiB
    assert peak < 48 * MIB


def test_one_walk_that_is_longer_than_an_answer_comes_alone(phone: Phone, core: Core) -> None:
    _keep_analyses(core, phone, count=2, size=10 * MIB)
    first = phone.ask("GET", "/analyses").json()
    assert [len(first["analyses"]), first["next"]] == [1, 1]
    assert len(first["analyses"][0]["walk"]["seconds"]) == 10 * MIB


def test_walks_that_are_kept_count_as_used(phone: Phone, core: Core, walked: bytes) -> None:
    phone.send(walked, "motion")
    assert phone.ask("GET", "/me").json()["used_bytes"] == len(walked)
    _run(core)
    walk = _found(phone)[0]["walk"]
    assert phone.ask("GET", "/me").json()["used_bytes"] == len(walked) + len(json.dumps(walk))
    phone.ask("DELETE", f"/records/{id_of(walked)}")
    assert phone.ask("GET", "/me").json()["used_bytes"] == 0


def test_a_walk_without_room_is_not_kept_and_that_is_said(servers: Servers, walked: bytes) -> None:
    core = servers.core(account_bytes=len(walked) + 1000)
    phone = servers.phone(core)
    phone.send(walked, "motion")
    assert [_run(core), _run(core)] == [1, 0]
    (one,) = _found(phone)
    assert one["walk"] is None
    assert "full" in one["error"]["what"]
    assert phone.ask("GET", "/me").json()["used_bytes"] < core.settings.account_bytes
