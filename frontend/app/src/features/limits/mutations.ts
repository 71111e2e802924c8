import { ProblemError, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { type Limit, type Limits, keys } from "./queries";

/** What was typed, as the server wants it: nothing is no limit, and what is no number it refuses. */
function valueOf(limit: Limit, typed: string): string | number | null {
  const text = typed.trim();
  if (text === "") return null;
  return limit === "first_day" || Number.isNaN(Number(text)) ? text : Number(text);
}

/** A policy is refused at its value: on this page that is a field with a name of its own. */
function atField(error: unknown, limit: Limit): unknown {
  if (!(error instanceof ProblemError) || !error.problem.errors) return error;
  const errors = error.problem.errors.map((one) => ({ ...one, pointer: `/${limit}` }));
  return new ProblemError({ ...error.problem, errors }, error.headers);
}

/** The day that it is in the district: a limit holds from today on, not from the reader's today. */
export function dayIn(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
}

async function set(limit: Limit, typed: string, effective_from: string): Promise<void> {
  const body = { value: valueOf(limit, typed), effective_from };
  await ok(api.PUT("/v1/policies/{key}", { params: { path: { key: keys[limit] } }, body })).catch((error: unknown) => {
    throw atField(error, limit);
  });
}

/** What is read anew: where a limit, or the year, has a say. */
const touched = ["policies", "district", "cohorts", "sessions", "class-time"];

/** Keeps what was changed, one after the other, up to the first that is refused. */
export function useSetLimits(was: Limits, timeZone: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (typed: Limits) => {
      for (const limit of ["rounds", "minutes", "first_day"] as const)
        if (typed[limit].trim() !== was[limit]) await set(limit, typed[limit], dayIn(timeZone));
    },
    throwOnError: false,
    onSettled: () => Promise.all(touched.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}
