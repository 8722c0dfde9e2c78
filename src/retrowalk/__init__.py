"""Retrowalk: the open tracking mode for walking backward."""

from __future__ import annotations

__version__ = "0.1.0"
