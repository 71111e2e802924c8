import { type FieldError, ProblemError } from "@tellmore/client";
import i18next from "i18next";
import { said } from "@/lib/said";

/** What the server's own checks of a value say for programs, said for people. */
const words = {
  missing: "form.empty",
  string_too_short: "form.empty",
  too_short: "form.one",
  greater_than_equal: "form.least",
  less_than_equal: "form.most",
  string_too_long: "form.long",
  string_pattern_mismatch: "form.pattern",
  date_from_datetime_parsing: "form.date",
  date_parsing: "form.date",
  datetime_from_date_parsing: "form.date",
  datetime_parsing: "form.date",
  uuid_parsing: "form.choose",
  enum: "form.choose",
  literal_error: "form.choose",
  int_parsing: "form.number",
  float_parsing: "form.number",
} as const;

/** A bound is the last thing that the server says of it. */
const bound = (detail: string) => /[-\d.]+$/.exec(detail)?.[0] ?? "";

function plain({ code, detail }: FieldError): string {
  return code in words ? i18next.t(words[code as keyof typeof words], { bound: bound(detail) }) : said(detail);
}

/** The refusals of a 422, by field: `/quotas/0/min` becomes `quotas.0.min`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  const found = error.problem.errors ?? [];
  return Object.fromEntries(
    found.map((one) => [one.pointer.replace(/^#?\/(body\/)?/, "").replaceAll("/", "."), plain(one)]),
  );
}
