"""What to do next.

In: answers to plain questions, what was walked and how it felt. Out: what is safe, a plan that
changes by stated rules, exercises, tests and breaks, each with its reason and its source.
"""
