"""The fields of a certificate as JSON: what each must be before anything is reckoned with it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

NO_CERTIFICATE = "This is no certificate of a draw with its panels"
LARGEST = 2**53
"""Of a number with a point: beyond it, and as infinity, it says nothing of a chance."""


def require(data: Any, kinds: Mapping[str, Any], optional: Collection[str] = ()) -> None:
    """Raises ValueError where `data` is no object with just these fields, each of its type."""
    if not isinstance(data, dict):
        raise ValueError(f"{NO_CERTIFICATE}.")  # noqa: TRY004  # callers know one kind of error
    for name, kind in kinds.items():
        if name not in data and name not in optional:
            raise ValueError(f"{NO_CERTIFICATE}: {name} is missing.")
        if name in data and not FITS.get(kind, _objects)(data[name]):
            raise ValueError(f"{NO_CERTIFICATE}: {name} is not what it should be.")
    if not data.keys() <= kinds.keys():
        raise ValueError(f"{NO_CERTIFICATE}: it has a field that no certificate has.")


def _whole(value: Any) -> bool:
    return type(value) is int


def _number(value: Any) -> bool:
    return type(value) in {int, float} and -LARGEST < value < LARGEST


def _text(value: Any) -> bool:
    try:
        return isinstance(value, str) and value.encode() is not None
    except UnicodeEncodeError:
        return False


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(map(_whole, value))


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


FITS: dict[Any, Callable[[Any], bool]] = {
    str: _text,
    str | None: lambda value: value is None or _text(value),
    int: _whole,
    float: _number,
    bool: lambda value: isinstance(value, bool),
    list[int]: _rows,
    list[list[int]]: lambda value: isinstance(value, list) and all(map(_rows, value)),
}
