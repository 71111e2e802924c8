import { useState } from "react";
import type { Cohort } from "@/lib/queries/cohorts";
import type { Quota } from "./queries";

/** A quota on the screen; a proposal also says the share's target. */
export type PlannedQuota = Quota & { target?: number };

const same = (a: Quota, b: Quota) => a.criterion === b.criterion && a.value === b.value;

/** Whoever may draw is shown every bound; for others they are withheld, and there is nothing to edit. */
const known = (cohort: Cohort): Quota[] =>
  cohort.quotas.flatMap(({ criterion, value, min, max }) => (min === null || max === null ? [] : { criterion, value, min, max }));

/** The quotas as they are being edited; saved or drawn only on purpose. */
export function useQuotaPlan(cohort: Cohort) {
  const [quotas, setQuotas] = useState<PlannedQuota[]>(() => known(cohort));
  const change = (changed: Quota) =>
    setQuotas((was) => was.map((one) => (same(one, changed) ? { ...one, ...changed } : one)));
  return {
    quotas,
    plain: quotas.map(({ criterion, value, min, max }) => ({ criterion, value, min, max })),
    criteria: [...new Set(quotas.map(({ criterion }) => criterion))],
    take: setQuotas,
    change,
    changeAll: (changed: readonly Quota[]) => changed.forEach(change),
  };
}

export type QuotaPlan = ReturnType<typeof useQuotaPlan>;
