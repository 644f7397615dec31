"""Cenotaph: from a folder of contradicting sources to the public record."""

__version__ = "0.1.0"
