"""The weeks to come: from a screening and a goal, changed by stated rules from what was logged.

In: screening, goal, ability, minutes, logs, tests. Out: a `Plan` whose every change names its
rule and source, `decisions`, and the next session. The same history gives the same plan.
"""

from __future__ import annotations

from retrowalk.coach.plan.catalogue import CATALOGUE, ExerciseInfo
from retrowalk.coach.plan.replay import (
    Decision,
    decisions,
    due_date,
    next_session,
    outlook,
    plan_from,
    session_date,
)
from retrowalk.coach.plan.rules import RULES, Does, PlanRule

__all__ = [
    "CATALOGUE",
    "RULES",
    "Decision",
    "Does",
    "ExerciseInfo",
    "PlanRule",
    "decisions",
    "due_date",
    "next_session",
    "outlook",
    "plan_from",
    "session_date",
]
