"""One error for all that keeps Tellmore from starting; its sentence is what the person reads."""


class LauncherError(Exception):
    """Something on this machine stands in the way, and the message says what to do about it."""
