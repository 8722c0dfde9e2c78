"""Every cited number, once: the table, the popular claims, and the words for them.

In: nothing but the package's own data. Out: typed `EvidenceRow`s and `Claim`s,
looked up by id, topic or words, and texts whose numbers come from those rows.
"""

from __future__ import annotations

from retrowalk.evidence.claims import Claim, Grade, Verdict, claims
from retrowalk.evidence.table import EvidenceRow, Standing, evidence, row, rows_on, search

__all__ = [
    "Claim",
    "EvidenceRow",
    "Grade",
    "Standing",
    "Verdict",
    "claims",
    "evidence",
    "row",
    "rows_on",
    "search",
]
