"""Where a command writes its result: looked at before the work, and not after it."""

import os
from pathlib import Path

import typer


def require_folder(path: Path) -> Path:
    """`path`, where its folder can be written. Raises typer.BadParameter."""
    if path.is_dir():
        raise typer.BadParameter(f"It is a folder: {path}.")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise typer.BadParameter(f"There is no folder {folder}.")
    if not os.access(folder, os.W_OK):
        raise typer.BadParameter(f"Nothing can be written into {folder}.")
    return path
