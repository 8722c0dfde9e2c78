"""Walking with a task for the mind: what to say, and what the task cost.

In: two walks, without and with the task. Out: the change of cadence and steadiness with its
interval, and what is known of the brain.
"""
