"""Närvaro and tillfällen files, as contract.md describes them under "Files in"."""

from exports.reading.intake import read_files

__all__ = ["read_files"]
