"""Research loggers: Axivity, GENEActiv and ActiGraph, read without their makers' software.

In: a file of days or weeks. Out: a Recording with the logger's own timestamps; where it slept
or a block is damaged there is a gap.
"""
