"""Starting Tellmore on one machine: an embedded PostgreSQL, then everything that needs it.

Below every room and beside `core`: it knows processes, folders and accounts, no domain.
`EmbeddedPostgres` is what tests and `tellmore run` use.
"""

from tellmore.launcher.errors import LauncherError
from tellmore.launcher.postgres import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "LauncherError"]
