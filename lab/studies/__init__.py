"""Studies of single questions: what was tried, on what, and what it gave."""
