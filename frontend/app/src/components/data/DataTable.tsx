/* eslint-disable jsx-a11y/no-redundant-roles -- display: block on a phone takes the roles away */
import { type KeyboardEvent, useRef } from "react";
import classes from "./DataTable.module.css";
import { type Column, type Selection, Row } from "./Row";
import { useWindowedRows } from "./useWindowedRows";

interface Props<T> {
  /** Says what the table holds, for those who don't see it. */
  caption: string;
  columns: Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  selection?: Selection<T>;
}

const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), select";

function move(event: KeyboardEvent<HTMLTableSectionElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const target = event.target as HTMLElement;
  if (!step || target.matches("select, textarea, input:not([type=checkbox])")) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("tr[data-row]")];
  const at = rows.findIndex((row) => row.contains(target));
  const next = rows[at + step]?.querySelector<HTMLElement>(FOCUSABLE);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Head<T>({ columns, selection }: Pick<Props<T>, "columns" | "selection">) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {selection && (
          <th role="columnheader" scope="col">
            <span className="tm-hidden">{selection.heading}</span>
          </th>
        )}
        {columns.map(({ key, header, align }) => (
          <th key={key} role="columnheader" scope="col" data-align={align}>
            {header}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** One line a thing. Up and down go from line to line; at 360 px each line becomes a card. */
export function DataTable<T>({ caption, columns, rows, rowKey, selection }: Props<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { shown, before, after } = useWindowedRows(rows.length, body);
  const span = columns.length + (selection ? 1 : 0);

  return (
    <table role="table" className={classes.table} aria-rowcount={rows.length + 1}>
      <caption className="tm-hidden">{caption}</caption>
      <Head columns={columns} selection={selection} />
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the links inside */}
      <tbody role="rowgroup" ref={body} onKeyDown={move}>
        <Gap height={before} span={span} />
        {shown.map((index) => {
          const row = rows[index];
          if (row === undefined) return null;
          return <Row key={rowKey(row)} {...{ row, index, columns, selection }} />;
        })}
        <Gap height={after} span={span} />
      </tbody>
    </table>
  );
}

function Gap({ height, span }: { height: number; span: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={span} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
