"""Everything that is fitted, each by one command, from ../shared/data."""
