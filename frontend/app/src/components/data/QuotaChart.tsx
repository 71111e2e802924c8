import { Button, Table, Text } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { count } from "@/lib/format";
import classes from "./QuotaChart.module.css";

export interface QuotaFigures {
  /** The bounds that were asked for. */
  min: number;
  max: number;
  target: number;
  actual: number;
}

export interface QuotaLine {
  value: string;
  /** Null: too few to show. */
  figures: QuotaFigures | null;
}

export interface QuotaGroup {
  criterion: string;
  lines: QuotaLine[];
}

function Bar({ figures, most }: { figures: QuotaFigures; most: number }) {
  const { t } = useTranslation();
  const { min, max, target, actual } = figures;
  const at = (value: number) => `${(100 * value) / most}%`;
  return (
    <>
      <span className={classes.track} aria-hidden="true">
        <span className={classes.range} style={{ left: at(min), width: at(max - min) }} />
        <span className={classes.bar} style={{ width: at(actual) }} />
        <span className={classes.target} style={{ left: at(target) }} />
      </span>
      <span className="tm-figure">{t("quota.ofTarget", { actual, target: round(target) })}</span>
    </>
  );
}

function Bars({ group, most }: { group: QuotaGroup; most: number }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.bars}>
      {group.lines.map(({ value, figures }) => (
        <li key={value}>
          <span className={classes.name}>{value}</span>
          {figures ? <Bar figures={figures} most={most} /> : <span className={classes.few}>{t("quota.few")}</span>}
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
        {group.lines.map(({ value, figures }) => (
          <Table.Tr key={value}>
            <Table.Th scope="row">{value}</Table.Th>
            {figures ? (
              <>
                <Table.Td>{`${say(figures.min)}–${say(figures.max)}`}</Table.Td>
                <Table.Td>{say(figures.target)}</Table.Td>
                <Table.Td>{say(figures.actual)}</Table.Td>
              </>
            ) : (
              <Table.Td colSpan={3}>{t("quota.few")}</Table.Td>
            )}
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
  const shown = groups.flatMap(({ lines }) => lines.flatMap(({ figures }) => figures ?? []));
  const most = Math.max(1, ...shown.flatMap(({ max, actual, target }) => [max, actual, target]));
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
