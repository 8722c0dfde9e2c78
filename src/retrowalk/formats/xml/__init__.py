"""Formats in XML: GPX and TCX, and the one bounded way in which XML is read (events.py)."""
