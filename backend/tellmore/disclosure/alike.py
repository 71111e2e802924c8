"""Several counts over the same labels, shown side by side: pool, target and result of a quota."""

from collections.abc import Iterable, Mapping

from tellmore.disclosure.tables import one_way


def withheld(columns: Iterable[Mapping[str, int]], minimum: int) -> frozenset[str]:
    """The labels whose row must not be shown.

    Shape: per column, distinct students (or seats) by label; every column adds up to a total that
    the reader may know. Columns that follow from each other by shares give each other away, so a
    label that one column withholds is withheld in all; withholding more never narrows a cell.
    Raises ValueError as `one_way` does.
    """
    safe = [one_way(column, minimum) for column in columns]
    return frozenset(
        label for table in safe for label, shown in table.cells.items() if shown is None
    )
