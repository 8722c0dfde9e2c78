"""Retrowalk beside its peers on the same recordings: ``make bench``."""
