"""Sharing: only what was chosen, only to whom, only until when; every look is seen."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from tests.server.conftest import Clock, Servers
from tests.server.people import START, TODAY, WALK, send, train
from tests.server.support import PASSWORD, Phone

from retrowalk.server.core import Core
from retrowalk.server.models import AuditEvent, Login, Record
from retrowalk.server.models_sharing import Share, ShareView, Suggestion
from retrowalk.server.one_time import hash_of, new_code
from retrowalk.server.settings import DAY_S, MIB
from retrowalk.server.sharing import SharedKind, sweep_shares
from retrowalk.server.sweep import sweep_rows

ALL = [kind.value for kind in SharedKind]
ASK = {"today": TODAY.isoformat()}


def share(phone: Phone, clock: Clock, kinds: list[str] = ALL, days: int = 30, **more: Any) -> Any:
    """Make a share; returns the answer's body."""
    ends = datetime.fromtimestamp(clock(), UTC) + timedelta(days=days)
    answer = phone.ask(
        "POST",
        "/shares",
        json={"label": "Practice", "kinds": kinds, "ends_at": ends.isoformat(), **more},
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


def opened(phone: Phone, other: Phone, clock: Clock, *given: Any, **more: Any) -> str:
    """Make a share and let the other take it; returns its id."""
    code = share(phone, clock, *given, **more)["code"]
    answer = other.ask("POST", "/shares/accept", json={"code": code})
    assert answer.status_code == 200, answer.text
    assert answer.json()["name"] == "Anna"
    return str(answer.json()["share"])


def page(other: Phone, id: str) -> Any:
    answer = other.ask("GET", f"/patients/{id}", params=ASK)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_panel_tells_adherence_pain_and_tests(phone: Phone, other: Phone, clock: Clock) -> None:
    train(phone)
    opened(phone, other, clock)
    panel = other.ask("GET", "/patients", params=ASK).json()["patients"]
    assert [one["name"] for one in panel] == ["Anna"]
    overview = panel[0]["overview"]
    # three weeks of three, and day 1 of the fourth; that of today is not over
    assert (overview["adherence"]["done"], overview["adherence"]["planned"]) == (7, 10)
    assert overview["plan"]["week"] == 4
    assert overview["pain"]["days"][-1]["date"] == (START + timedelta(days=14)).isoformat()
    assert overview["pain"]["recent"] == pytest.approx(7 / 3, abs=0.01)
    walk_test = next(one for one in overview["tests"] if one["test"] == "3mbwt")
    assert [one["value"] for one in walk_test["results"]] == [8.4, 7.1]
    assert walk_test["change"] in {"noise", "real change", "cannot tell"}
    assert walk_test["sentence"]["de"]
    assert "low" in walk_test["band"]
    assert overview["walks"][0]["backward"]["steps"]["value"] == 205
    assert overview["unread"] == 0


@pytest.mark.parametrize("kind", ALL)
def test_only_the_chosen_kind_is_seen(phone: Phone, other: Phone, clock: Clock, kind: str) -> None:
    ids = train(phone)
    id = opened(phone, other, clock, [kind])
    overview = page(other, id)["overview"]
    shown = {
        "plan": overview["plan"] is not None,
        "log": overview["pain"] is not None,
        "result": overview["tests"] is not None,
        "walk": overview["walks"] is not None,
        "screening": overview["screening"] is not None,
    }
    assert {name for name, is_shown in shown.items() if is_shown} <= {kind}
    for other_kind, records in ids.items():
        for one in records:
            answer = other.ask("GET", f"/patients/{id}/records/{one}")
            assert (answer.status_code == 200) == (other_kind == kind)
    for listed in ALL:
        found = other.ask("GET", f"/patients/{id}/records", params={"kind": listed}).json()
        expected = ids.get(listed, []) if listed == kind else []
        assert sorted(one["id"] for one in found["records"]) == sorted(expected)


def test_settings_cannot_be_shared(phone: Phone, clock: Clock) -> None:
    ends = datetime.fromtimestamp(clock(), UTC) + timedelta(days=1)
    body = {"label": "x", "kinds": ["settings"], "ends_at": ends.isoformat()}
    assert phone.ask("POST", "/shares", json=body).status_code == 422


def test_only_the_chosen_time_is_seen(phone: Phone, other: Phone, clock: Clock) -> None:
    ids = train(phone)
    begin, end = START + timedelta(days=7), START + timedelta(days=14)
    id = opened(
        phone,
        other,
        clock,
        data_from=f"{begin}T00:00:00Z",
        data_to=f"{end}T00:00:00Z",
    )
    overview = page(other, id)["overview"]
    days = [one["date"] for one in overview["pain"]["days"]]
    assert days
    assert all(begin.isoformat() <= day < end.isoformat() for day in days)
    assert overview["walks"] == []
    assert other.ask("GET", f"/patients/{id}/records/{ids['log'][0]}").status_code == 404
    # the plan and the screening that hold in that time are older, and are shown
    assert overview["plan"]["start"] == START.isoformat()


def test_a_plan_made_after_the_range_is_not_seen(phone: Phone, other: Phone, clock: Clock) -> None:
    train(phone)
    id = opened(phone, other, clock, ["plan", "log"], data_to="2026-10-01T00:00:00Z")
    assert page(other, id)["overview"]["plan"] is None


def test_every_look_is_seen_by_the_person(phone: Phone, other: Phone, clock: Clock) -> None:
    ids = train(phone)
    id = opened(phone, other, clock)
    other.ask("GET", "/patients", params=ASK)
    page(other, id)
    other.ask("GET", f"/patients/{id}/records", params={"kind": "log"})
    other.ask("GET", f"/patients/{id}/records/{ids['log'][0]}")
    looks = phone.ask("GET", f"/shares/{id}/views").json()["views"]
    assert [look["what"] for look in looks] == ["one log", "list of log", "page", "overview"]
    assert {look["viewer"] for look in looks} == {"Bert"}
    listed = phone.ask("GET", "/shares").json()["shares"][0]
    assert (listed["views"], listed["with_name"], listed["state"]) == (4, "Bert", "active")
    assert listed["last_view_at"] is not None


def test_a_look_that_cannot_be_noted_shows_nothing(
    phone: Phone, other: Phone, clock: Clock, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(phone)
    id = opened(phone, other, clock)

    def broken(**_: object) -> ShareView:
        raise RuntimeError("disk full")

    monkeypatch.setattr("retrowalk.server.sharing.ShareView", broken)
    with pytest.raises(RuntimeError):
        other.ask("GET", f"/patients/{id}", params=ASK)


def test_ending_takes_effect_at_once_and_keeps_who_looked(
    phone: Phone, other: Phone, clock: Clock
) -> None:
    ids = train(phone)
    id = opened(phone, other, clock)
    page(other, id)
    assert phone.ask("DELETE", f"/shares/{id}").status_code == 204
    assert phone.ask("DELETE", f"/shares/{id}").status_code == 204
    assert other.ask("GET", "/patients").json() == {"patients": []}
    for path in ("", "/records?kind=log", f"/records/{ids['log'][0]}"):
        assert other.ask("GET", f"/patients/{id}{path}").status_code == 404
    assert phone.ask("GET", "/shares").json()["shares"][0]["state"] == "ended"
    assert len(phone.ask("GET", f"/shares/{id}/views").json()["views"]) == 1


def test_what_has_expired_is_gone(phone: Phone, other: Phone, clock: Clock) -> None:
    train(phone)
    id = opened(phone, other, clock, days=10)
    clock.now_s += 10 * DAY_S - 1
    assert page(other, id)["name"] == "Anna"
    clock.now_s += 1
    assert other.ask("GET", f"/patients/{id}").status_code == 404
    assert other.ask("GET", "/patients").json() == {"patients": []}
    assert phone.ask("GET", "/shares").json()["shares"][0]["state"] == "expired"


def test_a_code_works_once_and_for_a_week(
    phone: Phone, other: Phone, servers: Servers, core: Core, clock: Clock
) -> None:
    third = servers.phone(core)
    third.register("Cleo")
    code = share(phone, clock)["code"]
    written = code.lower().replace("-", " ")
    assert other.ask("POST", "/shares/accept", json={"code": written}).status_code == 200
    assert third.ask("POST", "/shares/accept", json={"code": code}).status_code == 404
    late = share(phone, clock)["code"]
    clock.now_s += 7 * DAY_S
    assert third.ask("POST", "/shares/accept", json={"code": late}).status_code == 404
    states = {one["state"] for one in phone.ask("GET", "/shares").json()["shares"]}
    assert states == {"active", "lapsed"}


def test_ones_own_code_is_refused(phone: Phone, clock: Clock) -> None:
    code = share(phone, clock)["code"]
    assert phone.ask("POST", "/shares/accept", json={"code": code}).status_code == 409


def test_codes_cannot_be_tried_out(other: Phone) -> None:
    answers = [
        other.ask("POST", "/shares/accept", json={"code": new_code()}).status_code
        for _ in range(11)
    ]
    assert answers[-1] == 429


def test_no_code_is_stored(phone: Phone, clock: Clock, core: Core) -> None:
    code = share(phone, clock)["code"]
    with core.database.read() as session:
        kept = session.scalars(select(Share)).one()
    assert kept.code_hash == hash_of(code)
    assert code not in str(vars(kept))


@pytest.mark.parametrize("days", [0, -1, 401])
def test_a_share_ends_in_the_future_but_not_too_far(phone: Phone, clock: Clock, days: int) -> None:
    ends = datetime.fromtimestamp(clock(), UTC) + timedelta(days=days)
    body = {"label": "x", "kinds": ["log"], "ends_at": ends.isoformat()}
    assert phone.ask("POST", "/shares", json=body).status_code == 422


def test_nobody_else_reaches_a_share(
    phone: Phone, other: Phone, servers: Servers, core: Core, clock: Clock
) -> None:
    ids = train(phone)
    id = opened(phone, other, clock)
    third = servers.phone(core)
    third.register("Cleo")
    routes = (
        ("GET", f"/patients/{id}"),
        ("GET", f"/patients/{id}/records?kind=log"),
        ("GET", f"/patients/{id}/records/{ids['log'][0]}"),
        ("POST", f"/patients/{id}/plan"),
        ("DELETE", f"/patients/{id}"),
        ("GET", f"/shares/{id}/views"),
        ("DELETE", f"/shares/{id}"),
    )
    plan = {"goal": "knee", "ability": "new", "minutes": 20, "start": "2026-12-01"}
    for method, path in routes:
        body = {"json": plan} if method == "POST" else {}
        assert third.ask(method, path, **body).status_code == 404, path
    # nor does the physiotherapist reach what is the person's
    for method, path in routes[-2:]:
        assert other.ask(method, path).status_code == 404, path
    assert other.ask("GET", f"/records/{ids['log'][0]}").status_code == 404
    assert page(other, id)["name"] == "Anna"


def test_without_a_session_nothing_is_said(servers: Servers, core: Core) -> None:
    nobody = servers.phone(core)
    for method, path in (
        ("GET", "/shares"), ("GET", "/patients"), ("GET", "/suggestions"),
        ("POST", "/shares/accept"), ("GET", "/export"), ("GET", "/mail/address"),
        ("GET", "/push/key"),
    ):  # fmt: skip
        assert nobody.ask(method, path, json=None).status_code in (401, 422), path


def test_one_person_alone_cannot_share(local: Phone, clock: Clock) -> None:
    ends = datetime.fromtimestamp(clock(), UTC) + timedelta(days=1)
    body = {"label": "x", "kinds": ["log"], "ends_at": ends.isoformat()}
    assert local.ask("POST", "/shares", json=body).status_code == 409


def suggested(other: Phone, id: str, **more: Any) -> Any:
    body = {"goal": "balance", "ability": "some", "minutes": 15, "start": "2026-11-30", **more}
    return other.ask("POST", f"/patients/{id}/plan", json=body)


def test_a_suggested_plan_is_taken_by_the_phone(phone: Phone, other: Phone, clock: Clock) -> None:
    train(phone)
    id = opened(phone, other, clock, ["plan", "log"])
    answer = suggested(other, id, message="More balance now.\nGo on like this!")
    assert answer.status_code == 201
    waiting = phone.ask("GET", "/suggestions").json()["suggestions"]
    assert [one["by_name"] for one in waiting] == ["Bert"]
    assert waiting[0]["plan"]["goal"] == "balance"
    assert waiting[0]["plan"]["weeks"]
    # nothing of the person's has changed
    assert page(other, id)["overview"]["plan"]["goal"] == "knee"
    new = send(phone, "plan", TODAY, plan=waiting[0]["plan"])
    said = {"answer": "accepted"}
    path = f"/suggestions/{waiting[0]['id']}/answer"
    assert phone.ask("POST", path, json=said).status_code == 204
    assert phone.ask("POST", path, json=said).status_code == 204
    assert phone.ask("POST", path, json={"answer": "declined"}).status_code == 409
    assert phone.ask("GET", "/suggestions").json() == {"suggestions": []}
    seen = page(other, id)
    assert seen["overview"]["plan"]["goal"] == "balance"
    assert seen["suggestions"][0]["answer"] == "accepted"
    assert phone.ask("GET", f"/records/{new}").status_code == 200


def test_a_suggestion_stays_within_the_screening(phone: Phone, other: Phone, clock: Clock) -> None:
    ids = train(phone)
    id = opened(phone, other, clock, ["plan"])
    settings = phone.ask("GET", f"/records/{ids['screening'][0]}").json()["screening"]["settings"]
    suggested(other, id, ability="practised", minutes=30)
    plan = phone.ask("GET", "/suggestions").json()["suggestions"][0]["plan"]
    used = {
        block["setting"]
        for week in plan["weeks"]
        for session in week["sessions"]
        for block in session["blocks"]
        if block["kind"] == "walk"
    }
    assert used <= set(settings)


def test_no_plan_is_suggested_without_screening_or_plan(
    phone: Phone, other: Phone, clock: Clock
) -> None:
    id = opened(phone, other, clock, ["plan"])
    assert suggested(other, id).status_code == 409
    train(phone)
    other_id = opened(phone, other, clock, ["log"])
    assert suggested(other, other_id).status_code == 409
    assert suggested(other, id, minutes=1).status_code == 422
    assert suggested(other, id, message="a\u0000b").status_code == 422
    assert suggested(other, id).status_code == 201


def test_open_suggestions_are_few_and_go_with_the_share(
    phone: Phone, other: Phone, clock: Clock, core: Core
) -> None:
    train(phone)
    id = opened(phone, other, clock, ["plan"])
    assert [suggested(other, id).status_code for _ in range(6)] == [201] * 5 + [409]
    phone.ask("DELETE", f"/shares/{id}")
    assert phone.ask("GET", "/suggestions").json() == {"suggestions": []}
    with core.database.read() as session:
        assert session.scalars(select(Suggestion)).all() == []


def test_only_the_person_answers(phone: Phone, other: Phone, clock: Clock) -> None:
    train(phone)
    id = opened(phone, other, clock, ["plan"])
    made = suggested(other, id).json()["id"]
    path = f"/suggestions/{made}/answer"
    assert other.ask("POST", path, json={"answer": "accepted"}).status_code == 404


def test_damaged_records_are_counted_not_shown(phone: Phone, other: Phone, clock: Clock) -> None:
    train(phone)
    send(phone, "log", TODAY, entry={"week": "x"})
    send(phone, "result", TODAY, result=[1])
    send(phone, "walk", TODAY, walk="none")
    id = opened(phone, other, clock)
    assert page(other, id)["overview"]["unread"] == 2


def test_the_physiotherapist_can_give_a_share_back(
    phone: Phone, other: Phone, clock: Clock
) -> None:
    id = opened(phone, other, clock)
    assert other.ask("DELETE", f"/patients/{id}").status_code == 204
    assert other.ask("GET", f"/patients/{id}").status_code == 404
    assert phone.ask("GET", "/shares").json()["shares"][0]["state"] == "ended"


def test_deleting_an_account_takes_its_shares(
    phone: Phone, other: Phone, clock: Clock, core: Core
) -> None:
    train(phone)
    id = opened(phone, other, clock)
    page(other, id)
    suggested(other, id)
    assert phone.ask("DELETE", "/accounts/me", json={"password": PASSWORD}).status_code == 204
    assert other.ask("GET", "/patients").json() == {"patients": []}
    with core.database.read() as session:
        for table in (Share, ShareView, Suggestion):
            assert session.scalars(select(table)).all() == []
        assert "Anna" not in str([vars(one) for one in session.scalars(select(AuditEvent)).all()])


def test_deleting_the_physiotherapist_ends_the_share(
    phone: Phone, other: Phone, clock: Clock
) -> None:
    opened(phone, other, clock)
    assert other.ask("DELETE", "/accounts/me", json={"password": PASSWORD}).status_code == 204
    listed = phone.ask("GET", "/shares").json()["shares"][0]
    assert (listed["state"], listed["with_name"]) == ("ended", None)


def test_old_shares_are_swept(phone: Phone, other: Phone, clock: Clock, core: Core) -> None:
    opened(phone, other, clock, days=10)
    share(phone, clock, days=400)
    sweep_shares(core.database, core.now_s() + 30 * DAY_S, 180 * DAY_S, 180 * DAY_S)
    assert len(phone.ask("GET", "/shares").json()["shares"]) == 2
    sweep_shares(core.database, core.now_s() + 191 * DAY_S, 180 * DAY_S, 180 * DAY_S)
    assert phone.ask("GET", "/shares").json()["shares"] == []


def test_old_looks_and_events_are_swept_while_the_server_runs(
    phone: Phone, other: Phone, clock: Clock, core: Core
) -> None:
    id = opened(phone, other, clock, days=399)
    page(other, id)
    begun_s = core.now_s()
    clock.now_s += 100 * DAY_S
    other.log_in("Bert")
    page(other, id)
    swept_s = begun_s + core.settings.looks_s + 1
    sweep_shares(core.database, swept_s, core.settings.audit_s, core.settings.looks_s)
    sweep_rows(core.settings, core.database, swept_s)
    with core.database.read() as session:
        looks = session.scalars(select(ShareView.at_s)).all()
        events = session.scalars(select(AuditEvent.at_s)).all()
        logins = session.scalars(select(Login.created_s)).all()
    assert list(looks) == [core.now_s()]
    assert set(events) == {core.now_s()}
    # unused for eighty days
    assert list(logins) == []
    phone.log_in("Anna")
    assert phone.ask("GET", "/shares").json()["shares"][0]["views"] == 1


def test_the_panel_reads_of_walks_only_what_it_shows(
    phone: Phone, other: Phone, clock: Clock, core: Core
) -> None:
    train(phone)
    for day in range(20):
        long = {**WALK, "seconds": [[0.5, "backward"]] * 40_000}
        send(phone, "walk", TODAY - timedelta(days=day), walk=long)
    id = opened(phone, other, clock)
    for path in ("/patients", f"/patients/{id}"):
        tracemalloc.start()
        told = other.ask("GET", path, params=ASK).json()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        overview = (told["patients"][0] if "patients" in told else told)["overview"]
        assert [one["backward"]["steps"]["value"] for one in overview["walks"]] == [205] * 21
        # 15 MiB of walks, several times that as objects
        assert peak < 8 * MIB
        assert overview["unread"] == 0


def test_what_an_older_server_kept_is_read_within_bounds(
    phone: Phone, other: Phone, clock: Clock, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = train(phone)
    for day in range(3):
        send(phone, "walk", TODAY - timedelta(days=day), walk={**WALK, "seconds": "x" * MIB})
    with core.database.write() as session:
        session.execute(update(Record).values(glance=None))
    id = opened(phone, other, clock)
    overview = page(other, id)["overview"]
    assert [len(overview["walks"]), overview["unread"]] == [4, 0]
    assert overview["walks"][-1]["id"] == ids["walk"][0]
    monkeypatch.setattr("retrowalk.server.history.told.__defaults__", (int(2.5 * MIB),))
    overview = page(other, id)["overview"]
    # the newest two, and what is short
    assert [len(overview["walks"]), overview["unread"]] == [3, 1]
    assert overview["adherence"]["done"] == 7


def test_pain_and_effort_kept_with_walks_are_told(phone: Phone, other: Phone, clock: Clock) -> None:
    for day, felt in enumerate(({"pain": 2, "effort": 4}, {"pain": 5}, {"effort": 3}, {})):
        send(phone, "walk", START + timedelta(days=day), walk=WALK, **felt)
    send(phone, "walk", START + timedelta(days=9), walk=WALK, pain="much", effort=True)
    for path in ("walk", "log"):
        id = opened(phone, other, clock, [path])
        pain = page(other, id)["overview"]["pain"]
        if path == "log":
            assert pain["days"] == []
            continue
        assert [(one["during"], one["effort"]) for one in pain["days"]] == [
            (2, 4),
            (5, None),
            (None, 3),
        ]
        assert pain["recent"] == 3.5
    # nobody who shares no log is said to have no pain
    assert page(other, opened(phone, other, clock, ["plan"]))["overview"]["pain"] is None
