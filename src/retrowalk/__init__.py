"""Retrowalk: the open tracking mode for walking backward."""

from __future__ import annotations

from retrowalk._version import __version__

__all__ = ["__version__"]
