"""Reads OneRoster 1.1 and 1.2 bundles: a zip in, a normalised roster and its findings out.

Pure and streaming: no database, no network, nothing written to disk.
"""

from tellmore.rosters.oneroster.bundle import Bundle, read_bundle
from tellmore.rosters.oneroster.findings import Finding, Severity

__all__ = ["Bundle", "Finding", "Severity", "read_bundle"]
