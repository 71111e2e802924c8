import type { components } from "./gen/schema.js";
import { ProblemError } from "./problem.js";
import { sleep } from "./transport.js";

/** What every long solve tells of itself. */
export type Solve = Pick<components["schemas"]["DrawSolveRead"], "status" | "problem">;

export interface FinishedOptions {
  everyMs?: number;
  signal?: AbortSignal;
}

/**
 * Wait for a long solve: `await finished(() => api.GET("/v1/cohorts/{cohort_id}/draw/solve", …))`.
 * A refusal is thrown as it would be if the answer had come at once; so is any other end without an answer.
 */
export async function finished<S extends Solve>(
  read: () => Promise<{ data?: S }>,
  { everyMs = 1000, signal = new AbortController().signal }: FinishedOptions = {},
): Promise<S> {
  for (;;) {
    const { data } = await read();
    if (!data) throw new TypeError("There is no solve to wait for");
    if (data.status === "done") return data;
    if (data.status !== "waiting" && data.status !== "running")
      throw new ProblemError({ type: "about:blank", title: `It was ${data.status}`, status: 409, ...data.problem });
    await sleep(everyMs, signal);
  }
}
