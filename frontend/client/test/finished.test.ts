import { expect, test } from "vitest";
import { type Solve, finished } from "../src/finished.js";

const told = (...statuses: Solve["status"][]) => {
  const left = statuses.map((status): Solve => ({
    status,
    problem: status === "refused" ? { type: "/problems/quotas-infeasible", title: "No group", relaxations: [1] } : null,
  }));
  return { left, read: () => Promise.resolve({ data: left.shift()! }) };
};

test("it is asked for until it is done", async () => {
  const { left, read } = told("waiting", "running", "done", "waiting");
  expect(await finished(read, { everyMs: 1 })).toEqual({ status: "done", problem: null });
  expect(left).toHaveLength(1);
});

test("a refusal is thrown with all that it says", async () => {
  const { read } = told("running", "refused");
  await expect(finished(read, { everyMs: 1 })).rejects.toMatchObject({
    slug: "quotas-infeasible",
    problem: { title: "No group", relaxations: [1] },
  });
});

test.each(["cancelled", "failed"] as const)("one that was %s is no answer", async (status) => {
  await expect(finished(told(status).read, { everyMs: 1 })).rejects.toThrow(`It was ${status}`);
});

test("who no longer wants it stops asking", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(finished(told("running", "running").read, { signal })).rejects.toThrow("enough");
});
