"""FHIR R4: numbers of walks and tests as Observations, for whoever treats the wearer.

In: `Session`s, or results of tests from the room above. Out: one Bundle, checked by
fhir.resources before it is written.
"""
