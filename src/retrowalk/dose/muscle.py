"""Muscles in walking backward: which work more, never how much more.

The readable amounts come from theses that compare an uphill walk with a level one and
print no spread; a percentage from them would be a guess dressed as a fact.
"""

from __future__ import annotations

from retrowalk.dose.findings import Finding, findings


def muscle_findings() -> tuple[Finding, ...]:
    """Return what is known of muscle activity in walking backward."""
    return findings("muscle")
