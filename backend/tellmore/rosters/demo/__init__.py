"""A made-up district: three schools and 600 students, the same bytes for the same seed.

Nobody in it exists. Its zip is real OneRoster and goes through the same import as any other.
"""

from tellmore.rosters.demo.bundle import demo_bundle

__all__ = ["demo_bundle"]
