"""The tracker scored on labelled data."""
