"""Golden vectors: what every implementation of the tracker must answer, to the last step.

In: vectors, made by the simulator and answered by this implementation, in a folder.
Out: one line for each difference of another answer, or none. Format: conformance/README.md.
"""

from retrowalk.conformance.case import Case
from retrowalk.conformance.cases import CASES
from retrowalk.conformance.check import Check, check, external, reference
from retrowalk.conformance.compare import TOLERANCE, differences
from retrowalk.conformance.make import make
from retrowalk.conformance.reasons import REASONS
from retrowalk.conformance.vector import FORMAT, Samples, Vector

__all__ = [
    "CASES",
    "FORMAT",
    "REASONS",
    "TOLERANCE",
    "Case",
    "Check",
    "Samples",
    "Vector",
    "check",
    "differences",
    "external",
    "make",
    "reference",
]
