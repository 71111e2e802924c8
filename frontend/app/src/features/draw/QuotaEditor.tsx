import { useTranslation } from "react-i18next";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import classes from "./QuotaEditor.module.css";
import type { Pool } from "./queries";
import type { PlannedQuota, QuotaPlan } from "./useQuotaPlan";

interface BoundProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
}

function Bound({ label, value, onChange }: BoundProps) {
  return (
    <input
      type="number"
      min={0}
      max={500}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(Math.max(0, event.currentTarget.valueAsNumber || 0))}
    />
  );
}

interface Props {
  pool: Pool;
  plan: QuotaPlan;
  schools: { id: string; name: string }[];
}

function useCounts(pool: Pool) {
  const counts = new Map<string, number>();
  for (const { criterion, values } of pool.criteria)
    for (const { value, count } of values) counts.set(`${criterion}/${value}`, count);
  return ({ criterion, value }: PlannedQuota) => counts.get(`${criterion}/${value}`) ?? 0;
}

/** Least and most of each value among the drawn; what the pool has beside it. */
export function QuotaEditor({ pool, plan, schools }: Props) {
  const { t } = useTranslation("draw");
  const criterion = useCriterionName();
  const valueName = useValueName(schools);
  const inPool = useCounts(pool);
  return (
    <div className={classes.groups}>
      {plan.criteria.map((name) => (
        <table key={name} className={classes.table}>
          <caption>{criterion(name)}</caption>
          <thead>
            <tr>
              <th scope="col">{t("quota.value")}</th>
              <th scope="col">{t("quota.pool", { total: pool.total })}</th>
              <th scope="col">{t("quota.min")}</th>
              <th scope="col">{t("quota.max")}</th>
            </tr>
          </thead>
          <tbody>
            {plan.quotas
              .filter((quota) => quota.criterion === name)
              .map((quota) => (
                <tr key={quota.value}>
                  <th scope="row">{valueName(name, quota.value)}</th>
                  <td>{inPool(quota)}</td>
                  <td>
                    <Bound
                      label={t("quota.minOf", { value: valueName(name, quota.value) })}
                      value={quota.min}
                      onChange={(min) => plan.change({ ...quota, min })}
                    />
                  </td>
                  <td>
                    <Bound
                      label={t("quota.maxOf", { value: valueName(name, quota.value) })}
                      value={quota.max}
                      onChange={(max) => plan.change({ ...quota, max })}
                    />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
