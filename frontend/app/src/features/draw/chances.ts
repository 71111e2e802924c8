import type { Algorithm, Certificate } from "./queries";

/** Students whose chance is from `low` to `high`, both in panels of all. */
export interface Bin {
  low: number;
  high: number;
  students: number;
}

/** In how many panels each student sits, but for those who fit into none that meets the quotas. */
export function eligible({ appearances, excluded }: Certificate["certificate"]): number[] | null {
  const out = new Set(excluded);
  return appearances?.filter((_, row) => !out.has(row)) ?? null;
}

/** Students by chance, in at most `most` bins of one width; the last ends with the largest chance. */
export function histogram(turns: readonly number[], most = 12): Bin[] {
  if (turns.length === 0) return [];
  const least = turns.reduce((a, b) => Math.min(a, b));
  const greatest = turns.reduce((a, b) => Math.max(a, b));
  const width = Math.ceil((greatest - least + 1) / most);
  const counts = new Map<number, number>();
  for (const one of turns) {
    const at = Math.floor((one - least) / width);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const last = Math.max(...counts.keys());
  return Array.from({ length: last + 1 }, (_, at) => {
    const low = least + at * width;
    return { low, high: Math.min(low + width - 1, greatest), students: counts.get(at) ?? 0 };
  });
}

/** Whether counts over all schools are left out, for somebody who reads some of them. */
export const isOfOtherSchools = ({ withheld }: Certificate) => withheld.some(({ reason }) => reason === "other_schools");

const STEP = 0.05;

/** A share so coarse that nobody works out a small group from it. */
export const coarse = (share: number) => Math.round(share / STEP) * STEP;

/** What a draw strove for: the certificate names it with the way it went about it. */
export function strivesFor({ certificate }: Certificate): Algorithm {
  const [name] = certificate.algorithm.split("-");
  return name === "maximin" || name === "stratified" ? name : "leximin";
}
