import { ProblemError } from "@tellmore/client";
import { said } from "@/lib/said";

/** The refusals of a 422, by field: `/quotas/0/min` becomes `quotas.0.min`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  const found = error.problem.errors ?? [];
  return Object.fromEntries(
    found.map(({ pointer, detail }) => [pointer.replace(/^#?\/(body\/)?/, "").replaceAll("/", "."), said(detail)]),
  );
}
