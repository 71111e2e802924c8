import type { Seat } from "./queries";

/** How a seat stands, from what the server says of it. */
export type Standing = "expected" | "left" | "withdrawn" | "unasked" | "waits" | "notYet" | "passed" | "heard";

export function standing(seat: Seat): Standing {
  if (seat.presence === "expected") return "expected";
  if (seat.presence === "left") return "left";
  if (!seat.may_take_part) return "withdrawn";
  if (seat.assent === null) return "unasked";
  if (seat.assent !== "yes") return "waits";
  return ({ not_yet_heard: "notYet", invited_and_passed: "passed", heard: "heard" } as const)[seat.participation];
}

/** Whether words and passes may be noted under this seat now. */
export function listens(seat: Seat): boolean {
  return ["notYet", "passed", "heard"].includes(standing(seat));
}
