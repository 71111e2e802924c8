import { type Funnel, type Steps, steps } from "./queries";

/** A difference of shares that is worth a word: a tenth of the step. */
const WORTH_SAYING = 0.1;

/** What part of a step a value makes up; null where it is not shown, or nobody came so far. */
export function share(row: Steps, whole: Steps, step: keyof Steps): number | null {
  const [part, all] = [row[step], whole[step]];
  return part === null || all === null || all === 0 ? null : part / all;
}

export interface Missing {
  criterion: string;
  value: string;
  step: keyof Steps;
  was: number;
  is: number;
}

/** The value that lost most of its share between the pool and the last step that anybody reached. */
export function leastHeard({ criteria, total }: Funnel): Missing | null {
  const step = steps.findLast((each) => (total[each] ?? 0) > 0);
  if (!step || step === "pool") return null;
  const lost = criteria.flatMap(({ criterion, rows }) =>
    rows.flatMap(({ value, steps: row }) => {
      const [was, is] = [share(row, total, "pool"), share(row, total, step)];
      return was === null || is === null ? [] : [{ criterion, value, step, was, is }];
    }),
  );
  const worst = lost.sort((a, b) => b.was - b.is - (a.was - a.is))[0];
  return worst && worst.was - worst.is >= WORTH_SAYING ? worst : null;
}
