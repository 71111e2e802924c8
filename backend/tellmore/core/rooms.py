"""What each room declares in a file of one name, such as its jobs."""

import pkgutil
from importlib import import_module
from importlib.util import find_spec

import tellmore


def import_each(name: str) -> None:
    for package in pkgutil.iter_modules(tellmore.__path__):
        module = f"tellmore.{package.name}.{name}"
        if package.ispkg and find_spec(module):
            import_module(module)
