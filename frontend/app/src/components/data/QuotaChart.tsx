import { Button, Table, Text } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { count } from "@/lib/format";
import classes from "./QuotaChart.module.css";

export interface QuotaLine {
  value: string;
  /** The bounds that were asked for. */
  min: number;
  max: number;
  target: number;
  actual: number;
}

export interface QuotaGroup {
  criterion: string;
  lines: QuotaLine[];
}

function Bars({ group, most }: { group: QuotaGroup; most: number }) {
  const { t } = useTranslation();
  const at = (value: number) => `${(100 * value) / most}%`;
  return (
    <ul className={classes.bars}>
      {group.lines.map((line) => (
        <li key={line.value}>
          <span className={classes.name}>{line.value}</span>
          <span className={classes.track} aria-hidden="true">
            <span className={classes.range} style={{ left: at(line.min), width: at(line.max - line.min) }} />
            <span className={classes.bar} style={{ width: at(line.actual) }} />
            <span className={classes.target} style={{ left: at(line.target) }} />
          </span>
          <span className="tm-figure">{t("quota.ofTarget", { actual: line.actual, target: round(line.target) })}</span>
        </li>
      ))}
    </ul>
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

function Figures({ group }: { group: QuotaGroup }) {
  const { t, i18n } = useTranslation();
  const say = (value: number) => count(round(value), i18n.language);
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{group.criterion}</Table.Th>
          <Table.Th scope="col">{t("quota.asked")}</Table.Th>
          <Table.Th scope="col">{t("quota.target")}</Table.Th>
          <Table.Th scope="col">{t("quota.actual")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {group.lines.map((line) => (
          <Table.Tr key={line.value}>
            <Table.Th scope="row">{line.value}</Table.Th>
            <Table.Td>{`${say(line.min)}–${say(line.max)}`}</Table.Td>
            <Table.Td>{say(line.target)}</Table.Td>
            <Table.Td>{say(line.actual)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What was asked against what came out, per criterion; the same figures as a table one click away. */
export function QuotaChart({ groups }: { groups: QuotaGroup[] }) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const most = Math.max(1, ...groups.flatMap(({ lines }) => lines.flatMap((l) => [l.max, l.actual, l.target])));
  return (
    <div>
      <div className={classes.key}>
        {!asTable && <Text size="sm">{t("quota.key")}</Text>}
        <Button variant="subtle" size="compact-md" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t("quota.table")}
        </Button>
      </div>
      <div className={classes.groups}>
        {groups.map((group) => (
          <div role="group" key={group.criterion} aria-labelledby={`${id}-${group.criterion}`}>
            <p id={`${id}-${group.criterion}`} className={classes.criterion}>
              {group.criterion}
            </p>
            {asTable ? <Figures group={group} /> : <Bars group={group} most={most} />}
          </div>
        ))}
      </div>
    </div>
  );
}
