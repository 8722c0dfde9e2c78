"""Tests of balance, strength and walking: how they are done and what a result can tell.

In: a stopwatch's number or a tracked walk. Out: a `TestResult`, what it can and cannot tell,
and whether a change is real or noise.
"""
