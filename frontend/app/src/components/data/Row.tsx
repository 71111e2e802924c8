import { Checkbox } from "@mantine/core";
import type { ReactNode } from "react";

export interface Column<T> {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  align?: "end";
}

export interface Selection<T> {
  /** Names the column of boxes. */
  heading: string;
  /** Names one row's box. */
  label: (row: T) => string;
  /** Whether something can be done with this one; all can, when absent. */
  may?: (row: T) => boolean;
  has: (row: T) => boolean;
  toggle: (row: T) => void;
}

interface Props<T> {
  row: T;
  index: number;
  columns: Column<T>[];
  selection?: Selection<T> | undefined;
}

export function Row<T>({ row, index, columns, selection }: Props<T>) {
  return (
    <tr role="row" data-row={index} aria-rowindex={index + 2}>
      {selection && (
        <td role="cell">
          {(selection.may?.(row) ?? true) && (
            <Checkbox
              aria-label={selection.label(row)}
              checked={selection.has(row)}
              onChange={() => selection.toggle(row)}
            />
          )}
        </td>
      )}
      {columns.map(({ key, header, cell, align }) => (
        <td key={key} role="cell" data-label={header} data-align={align}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}
