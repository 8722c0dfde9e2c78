"""Plans: a person for each screening result and goal, and twelve weeks as they went."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from tests.persons import (
    DAYS,
    PEOPLE,
    SORE_65,
    START,
    backward_test,
    entry,
    planned,
    screened,
    weeks_of,
)

from retrowalk.coach.base import (
    Ability,
    Advice,
    ExerciseBlock,
    Goal,
    Level,
    Pace,
    Setting,
    Support,
    WalkBlock,
)
from retrowalk.coach.exercises import exercises
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan import (
    CATALOGUE,
    RULES,
    Does,
    decisions,
    due_date,
    next_session,
    outlook,
    plan_from,
    session_date,
)
from retrowalk.coach.plan.catalogue import fitting
from retrowalk.coach.plan.contract import plan_from_dict, plan_to_dict
from retrowalk.coach.plan.limits import LIMITS
from retrowalk.coach.plan.load import TASKS, most_next
from retrowalk.coach.plan.words import TASK_NAMES
from retrowalk.coach.plans import Plan
from retrowalk.coach.screening import FLAGS, answers_from, screen
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence import evidence


def _walks(plan: Plan) -> list[WalkBlock]:
    return [
        block
        for week in plan.weeks
        for session in week.sessions
        for block in session.blocks
        if isinstance(block, WalkBlock)
    ]


def _minutes(plan: Plan) -> list[float]:
    return [week.backward_s / 60.0 for week in plan.weeks]


def _rules(plan: Plan) -> list[str]:
    return [week.reasons[0].rule for week in plan.weeks]


def _rises_by_the_rule(plan: Plan) -> bool:
    loads = [week.backward_s for week in plan.weeks]
    return all(after <= most_next(before) for before, after in pairwise(loads))


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("advice", PEOPLE)
def test_a_person_for_each_screening_result_and_goal(advice: Advice, goal: Goal) -> None:
    screening = screen(answers_from(PEOPLE[advice]))
    plan = planned(screening, list(weeks_of(11)), goal=goal)
    if advice in (Advice.ASK_DOCTOR, Advice.NOT_NOW):
        assert plan.weeks == ()
        assert plan.reasons[0].rule == "no-plan"
        assert next_session(plan, ()) is None
        return
    assert len(plan.weeks) == 12
    assert _rises_by_the_rule(plan)
    assert plan.weeks[-1].backward_s > 1.2 * plan.weeks[0].backward_s
    for walk in _walks(plan):
        assert walk.setting in screening.settings
        assert walk.slope_percent == 0.0
        if advice is Advice.WITH_SUPPORT:
            assert walk.setting is not Setting.OPEN
            assert walk.support is not Support.NONE
    assert {walk.setting for walk in _walks(plan) if walk is not None} >= {Setting.RAIL}
    first = plan.weeks[0].sessions[0]
    assert any(isinstance(b, WalkBlock) and b.setting is Setting.RAIL for b in first.blocks)


def test_an_adherent_person_walks_more_further_and_freer() -> None:
    plan = planned(screen(answers_from(SORE_65)), list(weeks_of(11)))
    minutes = _minutes(plan)
    assert minutes == sorted(minutes)
    kinds = {decision.does for decision in decisions(plan)}
    assert Does.LOWERS not in kinds
    assert {"longer", "further", "longer-bouts", "task", "exercises-up"} <= set(_rules(plan))
    last = plan.weeks[-1].sessions[0]
    walk = next(block for block in last.blocks if isinstance(block, WalkBlock))
    assert walk.support is not Support.BOTH_HANDS


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"pain_during": 7}, "pain-strong"),
        ({"pain_next_morning": 5}, "pain-next-morning"),
        ({"swelling": True}, "swelling"),
    ],
)
def test_a_flare_in_week_3_lowers_week_4_and_holds_week_5(
    told: dict[str, int | bool], rule: str
) -> None:
    plan = planned(screen(answers_from(SORE_65)), list(weeks_of(11, {3: told})))
    minutes = _minutes(plan)
    assert minutes[3] <= 0.7 * minutes[2]
    assert minutes[4] == minutes[3]
    assert minutes[5] > minutes[4]
    assert _rules(plan)[3:5] == [rule, "calm-week"]
    assert _rises_by_the_rule(plan)
    assert not any(session.hard for session in plan.weeks[3].sessions)


def test_two_missed_weeks_come_back_with_less_and_nearer_to_the_rail() -> None:
    logs = list(weeks_of(11, skip=(8, 9)))
    plan = planned(screen(answers_from(SORE_65)), logs, minutes=30)
    minutes = _minutes(plan)
    assert _rules(plan)[8:10] == ["missed", "missed"]
    assert minutes[9] <= minutes[8] < minutes[7]
    assert minutes[9] >= minutes[0]
    assert minutes[10] == minutes[9] < minutes[11]
    walk = next(b for b in plan.weeks[9].sessions[0].blocks if isinstance(b, WalkBlock))
    before = next(b for b in plan.weeks[7].sessions[0].blocks if isinstance(b, WalkBlock))
    assert list(Support).index(walk.support) <= list(Support).index(before.support)


def test_missed_weeks_are_seen_on_the_day_one_comes_back() -> None:
    logs = list(weeks_of(3))
    back = START + timedelta(weeks=5, days=1)
    plan = planned(screen(answers_from(SORE_65)), logs, today=back)
    assert len(plan.weeks) == 6
    assert _rules(plan)[4:6] == ["missed", "missed-again"]


def test_worse_balance_by_the_tracker_goes_back_to_the_rail() -> None:
    steady = {"steadiness_cv": Estimate(0.04, 0.03, 0.05, "1")}
    uneven = {"steadiness_cv": Estimate(0.09, 0.07, 0.11, "1")}
    told = dict.fromkeys(range(1, 9), steady) | {9: uneven}
    logs = list(weeks_of(11, told))
    plan = planned(screen(answers_from(SORE_65)), logs, goal=Goal.BALANCE)
    assert _rules(plan)[9] == "less-steady"
    assert _minutes(plan)[9] < _minutes(plan)[8]
    assert all(walk.task is None for walk in _walks(replace(plan, weeks=plan.weeks[9:10])))


def test_uneven_steps_inside_the_error_change_nothing() -> None:
    told = {
        week: {"steadiness_cv": Estimate(0.04 + 0.002 * week, 0.03, 0.08, "1")}
        for week in range(1, 12)
    }
    plan = planned(screen(answers_from(SORE_65)), list(weeks_of(11, told)))
    assert "less-steady" not in _rules(plan)


def test_a_worse_test_counts_only_beyond_its_real_change() -> None:
    screening = screen(answers_from({**SORE_65, "age": 60}))
    logs = list(weeks_of(6))
    worse = planned(screening, logs, [backward_test(2, 4.0), backward_test(4, 6.0)])
    noise = planned(screening, logs, [backward_test(2, 4.0), backward_test(4, 5.5)])
    assert _rules(worse)[4] == "test-worse"
    assert worse.weeks[4].reasons[0].sources == ("B-18",)
    assert "test-worse" not in _rules(noise)


def test_after_an_artificial_hip_the_real_change_is_that_of_hips() -> None:
    screening = screened(age=60, **{"hip-back": ["hip-replaced"]})
    results = [backward_test(2, 4.0), backward_test(4, 8.0)]
    assert "test-worse" not in _rules(planned(screening, list(weeks_of(6)), results))


def test_a_slow_backward_test_keeps_an_older_person_at_the_rail() -> None:
    screening = screen(answers_from({**SORE_65, "age": 70}))
    logs = list(weeks_of(20))
    slow = planned(screening, logs, [backward_test(1, 6.5)], goal=Goal.BALANCE)
    assert {walk.setting for walk in _walks(slow)} == {Setting.RAIL}
    assert any(reason.rule == "slow-test" for week in slow.weeks for reason in week.reasons)
    quick = planned(screening, logs, [backward_test(1, 4.0)], goal=Goal.BALANCE)
    assert Setting.HALLWAY in {walk.setting for walk in _walks(quick)}


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"pain_during": 5}, "pain-some"),
        ({"effort": 8}, "hard-enough"),
        ({"effort": 9}, "too-hard"),
        ({"completed_share": 0.7}, "not-all-done"),
        ({"completed_share": 0.3}, "little-done"),
        ({"pain_during": None}, "not-said"),
    ],
)
def test_short_of_a_flare_the_week_holds_or_shortens(
    told: dict[str, float | None], rule: str
) -> None:
    plan = planned(screen(answers_from(SORE_65)), list(weeks_of(2, {2: told})))
    assert _rules(plan)[2] == rule
    before, after = _minutes(plan)[1:3]
    assert after < before if rule in ("too-hard", "little-done") else after == before


def test_flare_after_flare_ends_in_a_pause_and_a_word_with_the_doctor() -> None:
    told = {week: {"pain_during": 8} for week in range(1, 9)}
    plan = planned(screen(answers_from(SORE_65)), list(weeks_of(8, told)))
    minutes = _minutes(plan)
    assert minutes[-1] == 0.0
    assert all(a > b or a == b == 0 for a, b in pairwise(minutes))
    assert [reason.rule for reason in plan.weeks[3].reasons] == ["pain-strong", "flares-again"]
    back = planned(screen(answers_from(SORE_65)), list(weeks_of(9, told)))
    assert 0.0 < back.weeks[-1].backward_s <= most_next(0.0)
    assert back.weeks[-1].reasons[0].rule == "after-pause"


def test_the_same_pain_as_before_the_plan_is_no_flare() -> None:
    screening = screen(answers_from({**SORE_65, "pain": 5}))
    told = {week: {"pain_during": 5, "pain_next_morning": 5} for week in range(1, 5)}
    plan = planned(screening, list(weeks_of(4, told)))
    assert not {"pain-strong", "pain-next-morning"} & set(_rules(plan))


def test_fit_people_get_treadmill_slope_and_open_ground() -> None:
    screening = screened(age=28, home=["rail", "person", "treadmill"], activity="regular")
    plan = planned(
        screening,
        list(weeks_of(25)),
        goal=Goal.SPORT,
        ability=Ability.PRACTISED,
        minutes=40,
    )
    walks = _walks(plan)
    assert {Setting.TREADMILL, Setting.OPEN} <= {walk.setting for walk in walks}
    assert 0 < max(walk.slope_percent for walk in walks) <= 5
    assert all(w.slope_percent == 0 or w.setting is Setting.TREADMILL for w in walks)
    assert Pace.BRISK in {walk.pace for walk in walks}
    assert max(s.backward_s for w in plan.weeks for s in w.sessions) <= 900


def test_a_slope_is_for_nobody_from_65_on() -> None:
    screening = screened(age=66, home=["rail", "person", "treadmill"], activity="regular")
    plan = planned(screening, list(weeks_of(25)), goal=Goal.SPORT, minutes=40)
    assert {walk.slope_percent for walk in _walks(plan)} == {0.0}


def test_older_people_get_tasks_for_the_mind_only_once_a_hand_is_free() -> None:
    plan = planned(screen(answers_from(SORE_65)), list(weeks_of(30)), goal=Goal.BALANCE)
    asked = [walk for walk in _walks(plan) if walk.task is not None]
    assert [walk.task for walk in asked] == sorted(
        (walk.task or "" for walk in asked), key=TASKS.index
    )
    assert {walk.task for walk in asked} == set(TASKS)
    young = planned(screened(), list(weeks_of(20)), goal=Goal.FITNESS)
    assert all(walk.task is None for walk in _walks(young))


def test_every_week_has_an_easy_day_between_two_full_ones() -> None:
    plan = planned(screen(answers_from(SORE_65)), list(weeks_of(11)))
    for week in plan.weeks:
        full, easy, again = week.sessions
        assert (full.hard, easy.hard, again.hard) == (True, False, True)
        assert easy.backward_s < min(full.backward_s, again.backward_s)


@pytest.mark.parametrize("minutes", [5, 7, 10, 15, 20, 30, 45, 90])
@pytest.mark.parametrize("goal", Goal)
def test_sessions_keep_to_the_minutes(goal: Goal, minutes: int) -> None:
    plan = planned(screened(), list(weeks_of(15)), goal=goal, minutes=minutes)
    for week in plan.weeks:
        for session in week.sessions:
            total_s = sum(
                block.total_s if isinstance(block, WalkBlock) else 180.0 for block in session.blocks
            )
            assert total_s <= 60.0 * minutes
            assert session.backward_s > 0


@pytest.mark.parametrize("minutes", [-10, 0, 4, 91])
def test_minutes_that_no_session_fits_into_are_refused(minutes: int) -> None:
    with pytest.raises(RetrowalkError, match="5 to 90"):
        planned(screened(), minutes=minutes)


def test_exercises_that_the_flags_forbid_never_come() -> None:
    for flag in FLAGS:
        screening = replace(screened(), flags=(flag,))
        for goal in Goal:
            plan = planned(screening, list(weeks_of(11)), goal=goal, minutes=60)
            forbidden = {info.id for info in CATALOGUE if flag in info.avoid_with}
            used = {
                block.exercise
                for week in plan.weeks
                for session in week.sessions
                for block in session.blocks
                if isinstance(block, ExerciseBlock)
            }
            assert not used & forbidden
            # after an operation or a fracture only what a professional has said: the walking
            assert bool(used) is (flag not in ("recent-surgery", "recent-fracture"))


def test_every_exercise_has_its_turn() -> None:
    used = set()
    for goal in Goal:
        plan = planned(
            screened(activity="regular"),
            list(weeks_of(30)),
            goal=goal,
            ability=Ability.SOME,
            minutes=40,
        )
        used |= {
            block.exercise
            for week in plan.weeks
            for session in week.sessions
            for block in session.blocks
            if isinstance(block, ExerciseBlock)
        }
    assert used == {info.id for info in CATALOGUE if info.goals}


def test_a_new_exercise_begins_in_its_easiest_form() -> None:
    options = fitting(Goal.KNEE, (), Level.HARDER)
    assert {info.stage for info in options} == set(Level)
    plan = planned(screened(), list(weeks_of(20)), minutes=40)
    for session in (s for w in plan.weeks for s in w.sessions):
        for block in session.blocks:
            if isinstance(block, ExerciseBlock) and block.exercise == "wall-squat":
                assert block.level is Level.EASIER


def test_next_session_is_the_first_one_not_logged() -> None:
    screening = screen(answers_from(SORE_65))
    plan = planned(screening)
    first = next_session(plan, ())
    assert first is not None
    assert (first.week, first.day) == (1, 1)
    assert session_date(plan, first) == START
    second = next_session(plan, [entry(1, 1)])
    assert second is not None
    assert second.day == 3
    logs = [entry(1, day) for day in DAYS]
    assert next_session(plan, logs) is None
    after = next_session(planned(screening, logs), logs)
    assert after is not None
    assert (after.week, after.day) == (2, 1)


def test_a_flare_eases_the_next_session_of_the_same_week() -> None:
    screening = screen(answers_from(SORE_65))
    plan = planned(screening)
    hurt = next_session(plan, [entry(1, 1, pain_during=7)], screening.pain)
    assert hurt is not None
    walk = next(block for block in hurt.blocks if isinstance(block, WalkBlock))
    assert walk.support is Support.BOTH_HANDS
    assert hurt.backward_s <= 0.5 * plan.weeks[0].sessions[1].backward_s
    assert hurt.reasons[0].rule == "eased-day"
    swollen = next_session(plan, [entry(1, 1, swelling=True)], screening.pain)
    assert swollen is not None
    assert swollen.backward_s == 0.0


def test_outlook_shows_the_weeks_to_come_and_changes_nothing_that_is_decided() -> None:
    screening = screen(answers_from(SORE_65))
    logs = list(weeks_of(4, {3: {"pain_during": 7}}))
    plan = planned(screening, logs)
    shown = outlook(plan, screening, 12, logs)
    assert len(shown.weeks) == 12
    assert shown.weeks[: len(plan.weeks)] == plan.weeks


def test_the_order_of_the_logs_does_not_matter() -> None:
    screening = screen(answers_from(SORE_65))
    logs = list(weeks_of(8, {3: {"pain_during": 7}}))
    assert planned(screening, logs) == planned(screening, logs[::-1])


def test_an_entry_beyond_the_longest_plan_is_refused() -> None:
    with pytest.raises(RetrowalkError, match="at most 104 weeks"):
        planned(screened(), [entry(500, 1)])


def test_a_plan_reads_back_from_json() -> None:
    for advice, answers in PEOPLE.items():
        plan = planned(screen(answers_from(answers)), list(weeks_of(11)), goal=Goal.BALANCE)
        assert plan.advice is advice
        assert plan_from_dict(plan_to_dict(plan)) == plan


def test_a_plan_of_a_newer_version_or_none_is_refused() -> None:
    data = plan_to_dict(planned(screened()))
    with pytest.raises(RetrowalkError, match=r"version 2.*update Retrowalk"):
        plan_from_dict({**data, "version": 2})
    with pytest.raises(RetrowalkError, match="no plan"):
        plan_from_dict({**data, "goal": "fame"})
    with pytest.raises(RetrowalkError, match="does not say its version"):
        plan_from_dict({})


def test_rules_and_limits_cite_only_what_exists() -> None:
    ids = set(evidence())
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert {source for rule in RULES for source in rule.sources} <= ids
    assert {source for limit in LIMITS for source in limit.sources} <= ids
    assert {flag for info in CATALOGUE for flag in info.avoid_with} <= set(FLAGS)
    assert {info.id for info in CATALOGUE} == {one.id for one in exercises()}
    assert set(TASKS) == set(TASK_NAMES)


def test_every_rule_of_the_plan_speaks_in_some_history() -> None:
    """A rule that nothing can reach would be dead words in the docs."""
    spoken: set[str] = set()
    sore = screen(answers_from(SORE_65))
    fit = screened(age=28, home=["rail", "person", "treadmill"], activity="regular")
    bad = {week: {"pain_during": 8} for week in range(1, 9)}
    shifts: dict[int, dict[str, Any]] = {
        2: {"pain_during": 5},
        3: {"effort": 8},
        4: {"effort": 9},
        5: {"completed_share": 0.7},
        6: {"completed_share": 0.2},
        7: {"pain_during": None},
        8: {"swelling": True},
        13: {"pain_next_morning": 6},
        16: {"steadiness_cv": Estimate(0.04, 0.03, 0.05, "1")},
        17: {"steadiness_cv": Estimate(0.09, 0.07, 0.11, "1")},
    }
    tests = [backward_test(18, 4.0), backward_test(20, 6.6)]
    plans = [
        planned(sore, list(weeks_of(11, skip=(1, 9)))),
        planned(sore, list(weeks_of(6, skip=(4, 5)))),
        planned(sore, [*weeks_of(8, bad), *list(weeks_of(14))[30:]]),
        planned(sore, list(weeks_of(40, shifts, skip=(14,))), tests, goal=Goal.BALANCE),
        planned(fit, list(weeks_of(40)), goal=Goal.SPORT, ability=Ability.PRACTISED, minutes=60),
        planned(screen(answers_from(PEOPLE[Advice.WITH_SUPPORT])), goal=Goal.FITNESS),
        planned(screen(answers_from(PEOPLE[Advice.NOT_NOW]))),
        planned(screened(**{"hip-back": ["back-sore"]})),
    ]
    for plan in plans:
        spoken |= {decision.reason.rule for decision in decisions(plan)}
        spoken |= {r.rule for w in plan.weeks for s in w.sessions for r in s.reasons}
    eased = next_session(planned(sore), [entry(1, 1, swelling=True)], 3)
    assert eased is not None
    spoken |= {reason.rule for reason in eased.reasons}
    assert {rule.id for rule in RULES} - spoken == set()


def test_plan_from_takes_another_catalogue() -> None:
    few = tuple(info for info in CATALOGUE if info.id in ("heel-raise", "toe-raise"))
    plan = plan_from(screened(), Goal.KNEE, Ability.NEW, 20, START, catalogue=few)
    used = {
        block.exercise
        for session in plan.weeks[0].sessions
        for block in session.blocks
        if isinstance(block, ExerciseBlock)
    }
    assert used == {"heel-raise", "toe-raise"}


def test_whoever_is_unsteady_gets_no_form_that_lets_go() -> None:
    person = screened(age=74, falls="one")
    plan = outlook(planned(person, goal=Goal.BALANCE), person, 16)
    found = {b for w in plan.weeks for s in w.sessions for b in s.blocks}
    exercised = {b for b in found if isinstance(b, ExerciseBlock)}
    assert exercised
    for block in exercised:
        form = next(e for e in exercises() if e.id == block.exercise).forms[block.level]
        assert not set(form.avoid_with) & set(person.flags), block
    barred = {i.id for i in CATALOGUE if i.level_for(Level.HARDER, person.flags) is Level.EASIER}
    assert {"tandem-stance", "mini-squat"} <= barred


def test_a_sore_back_keeps_to_the_standing_form() -> None:
    person = screened(**{"hip-back": ["back-sore"]})
    plan = outlook(planned(person), person, 16)
    levels = {
        b.level
        for w in plan.weeks
        for s in w.sessions
        for b in s.blocks
        if isinstance(b, ExerciseBlock) and b.exercise == "hip-extension"
    }
    assert levels == {Level.EASIER}


def test_a_day_that_has_passed_moves_on_within_its_week() -> None:
    plan = planned(screened())
    session = plan.weeks[0].sessions[1]  # day 3
    first = entry(1, 1)

    def due(days: int, *logs: LogEntry) -> date | None:
        return due_date(plan, session, logs, START + timedelta(days=days))

    assert due(0, first) == session_date(plan, session)
    assert due(3, first) == START + timedelta(days=3)
    assert due(3, replace(first, date=START + timedelta(days=3))) == START + timedelta(days=5)
    assert due(5, replace(first, date=START + timedelta(days=5))) is None
    assert due(6) == START + timedelta(days=6)
    assert due(7) is None
