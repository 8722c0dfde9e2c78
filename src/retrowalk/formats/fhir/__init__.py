"""FHIR: sessions and test results as Observations that a clinic's system takes.

In: sessions, or any estimates with an instant or period. Out: a Bundle of R4-shaped
resources, checked by the FHIR models before it is written. Nothing is read back.
"""
