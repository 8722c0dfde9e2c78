"""Loggers of phones and watches: what they write, and where each of them differs."""
