"""Parallax: what several outlets say of the same events, sentence beside sentence."""

__version__ = "0.1.0"
