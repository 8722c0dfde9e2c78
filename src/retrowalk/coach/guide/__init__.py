"""A guided session: cues on a timeline that any screen or voice can play.

In: a form of an exercise or a block of walking. Out: a `Timeline`, and a player without a clock
of its own that knows pause, skip, "too hard" and "hurts".
"""
