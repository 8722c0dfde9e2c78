"""Sessions as tables: a row per instant, and per session one line of words (words.py)."""
