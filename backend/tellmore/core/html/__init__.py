"""Pages that people open by link: no account, no script, one small document each.

A room makes a `Site` with its own templates and words; both fall back to those that lie here.
"""

from tellmore.core.html.site import Header, PageProblem, Site

__all__ = ["Header", "PageProblem", "Site"]
