"""Every table of every room, for migrations and for the tests that walk them."""

import importlib
import pkgutil

import tellmore


def import_all() -> None:
    """Import each `models.py`, and the tables that core itself keeps."""
    for module in ("events", "idempotency", "outbox", "solves", "throttle"):
        importlib.import_module(f"tellmore.core.{module}")
    for package in pkgutil.iter_modules(tellmore.__path__):
        if package.ispkg and package.name != "core":
            try:
                importlib.import_module(f"tellmore.{package.name}.models")
            except ModuleNotFoundError as missing:
                if missing.name != f"tellmore.{package.name}.models":
                    raise
