"""The tables' history: one file for each change, applied at start, each way."""
