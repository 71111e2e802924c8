import { Text, Title } from "@mantine/core";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import type { GroupPlan } from "@/lib/queries/groups";
import { type Row, spread } from "./plan";
import classes from "./groups.module.css";

export interface Focus {
  criterion: string;
  value: string;
}

interface Props {
  plan: GroupPlan;
  schools: { id: string; name: string }[];
  focus: Focus | null;
  onFocus: (focus: Focus | null) => void;
}

/** One number as a bar, with a mark where it lies off the even spread. */
function Cell({ count, most, row: { low, high } }: { count: number; most: number; row: Row }) {
  const { t } = useTranslation("groups");
  const off = count < low ? "low" : count > high ? "high" : null;
  return (
    <td data-off={off}>
      <span className={classes.bar} style={{ inlineSize: `${(100 * count) / most}%` }} aria-hidden="true" />
      <span className="tm-figure">{count}</span>
      {off && (
        <>
          <span aria-hidden="true">{off === "low" ? "▾" : "▴"}</span>
          <span className="tm-hidden">{t(`balance.${off}`)}</span>
        </>
      )}
    </td>
  );
}

function Criterion({ name, plan, schools, focus, onFocus }: Props & { name: string }) {
  const { t } = useTranslation("groups");
  const criterion = useCriterionName();
  const valueName = useValueName(schools);
  const rows = spread(plan, name);
  const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
  const chosen = (value: string) => focus?.criterion === name && focus.value === value;
  return (
    <div className={classes.scroll}>
      <table className={classes.spread} style={{ "--groups": plan.groups.length } as CSSProperties}>
        <caption>{criterion(name)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("balance.value")}</th>
            {plan.groups.map(({ number }) => (
              <th scope="col" key={number}>
                <span className="tm-hidden">{t("group", { number })}</span>
                <span aria-hidden="true">{number}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.value}>
              <th scope="row">
                <button type="button" aria-pressed={chosen(row.value)} onClick={() => onFocus(chosen(row.value) ? null : { criterion: name, value: row.value })}>
                  {valueName(name, row.value)}
                </button>
              </th>
              {row.counts.map((count, at) => (
                <Cell key={at} {...{ count, most, row }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How evenly each criterion is spread: a bar for each group, and a mark where one is off. */
export function Balance(props: Props) {
  const { t } = useTranslation("groups");
  const balanced = props.plan.asked.balance ?? [];
  const shown = balanced.filter((name) => props.plan.members.some(({ values }) => name in values));
  if (shown.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="groups-balance">
      <Title order={2} size="h4" id="groups-balance">
        {t("balance.title")}
      </Title>
      <Text c="dimmed" size="sm" mb="sm">
        {t("balance.help")}
      </Text>
      <div className={classes.spreads}>
        {shown.map((name) => (
          <Criterion key={name} name={name} {...props} />
        ))}
      </div>
    </section>
  );
}
