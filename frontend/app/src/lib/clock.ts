/** The header's `date` is a whole second, which a server writes anew about once a second. */
const COARSE_MS = 2000;

let behind = 0;
let heard = false;

/** How far this device's clock is behind the server's, in milliseconds, as the last answers tell. */
export const clockBehind = (): number => behind;

/** What a screen of before knew, until a server answers. */
export function recallClock(ms: number): void {
  if (!heard) behind = ms;
}

/**
 * Between asking and answer the server's clock stood between two moments. What is known changes no further
 * than that contradicts it: a clock that is right is never corrected, and entries keep their order.
 */
function learn(from: number, to: number, asked: number, answered: number): void {
  if (Number.isNaN(from)) return;
  behind = Math.min(Math.max(heard ? behind : 0, from - answered), to - asked);
  heard = true;
}

/** The `date` of any answer. */
export function hearDate(date: string | null, asked: number, answered = Date.now()): void {
  const second = Date.parse(date ?? "");
  learn(second, second + COARSE_MS, asked, answered);
}

/** The exact moment that some answers tell. */
export function hearMoment(moment: string, asked: number, answered = Date.now()): void {
  learn(Date.parse(moment), Date.parse(moment), asked, answered);
}

/** A moment of this device's clock, as the server would have told it. */
export const onServer = (moment: string): string => new Date(Date.parse(moment) + behind).toISOString();
