import { type Problem, ProblemError } from "@tellmore/client";
import type { QuotaGroup } from "@/components/data/QuotaChart";
import type { Step } from "@/components/data/StepStrip";
import type { Tone } from "@/components/ui/StatusMark";

export const problem: Problem = {
  type: "/problems/consent-missing",
  title: "Student 7 can't be checked in",
  status: 409,
  detail: "Her guardian has not answered. Remind now, record a paper form, or leave her out.",
  request_id: "0192f0c1",
};

export const refused = new ProblemError({
  type: "/problems/validation",
  title: "The body is not valid",
  status: 422,
  errors: [{ pointer: "/name", code: "taken", detail: "Another cohort has this name" }],
});

export const cohorts: { name: string; tone: Tone; state: string; students: number; at: string }[] = [
  { name: "Spring round", tone: "waiting", state: "Waiting for consent", students: 24, at: "2026-11-23" },
  { name: "Ninth grade, first weeks", tone: "done", state: "Closed", students: 30, at: "2026-05-04" },
  { name: "Bus riders", tone: "warning", state: "Quota not met", students: 12, at: "2026-11-20" },
  { name: "Newcomers", tone: "stopped", state: "Stopped", students: 8, at: "2025-10-02" },
  { name: "Pilot", tone: "open", state: "Not drawn", students: 0, at: "2026-11-22" },
];

export const quotas: QuotaGroup[] = [
  {
    criterion: "Grade",
    lines: [
      { value: "6", figures: { min: 6, max: 8, target: 7, actual: 7 } },
      { value: "7", figures: { min: 6, max: 8, target: 7.4, actual: 8 } },
      { value: "8", figures: { min: 8, max: 10, target: 9.6, actual: 9 } },
    ],
  },
  {
    criterion: "English learner",
    lines: [
      { value: "Yes", figures: { min: 4, max: 6, target: 5, actual: 5 } },
      { value: "No", figures: { min: 16, max: 20, target: 18, actual: 18 } },
      { value: "Unknown", figures: { min: 0, max: 2, target: 1, actual: 1 } },
    ],
  },
];

const step = (key: string, label: string, state: Step["state"], note?: string): Step => ({
  key,
  label,
  to: key === "overview" ? "/cohorts" : `/cohorts/${key}`,
  params: {},
  state,
  ...(note ? { note } : {}),
});

export const steps: Step[] = [
  step("overview", "Overview", "done"),
  step("students", "Students", "done", "24 drawn"),
  step("guide", "Guide", "done"),
  step("consent", "Consent", "missing", "5 missing"),
  step("sessions", "Sessions", "current"),
  step("responses", "Responses", "waiting"),
  step("themes", "Themes", "waiting"),
  step("actions", "Actions", "waiting"),
];
