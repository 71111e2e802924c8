import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Step } from "@/components/data/StepStrip";
import type { Ability } from "@/lib/me";
import { actionsQuery } from "@/lib/queries/actions";
import type { Cohort } from "@/lib/queries/cohorts";
import { cohortConsentQuery } from "@/lib/queries/consent";
import { groupPlanQuery } from "@/lib/queries/groups";
import { guidesQuery } from "@/lib/queries/guides";
import { themesQuery } from "@/lib/queries/insights";
import { sessionsQuery } from "@/lib/queries/sessions";

function useGuideStep(cohort: Cohort): Step {
  const { t } = useTranslation("cohorts");
  const { data: guides = [] } = useQuery(guidesQuery(cohort.id));
  const published = guides.find(({ published_number }) => published_number !== null);
  const waiting = guides.length > 0 ? t("steps.guideDraft") : t("steps.noGuide");
  return {
    key: "guide",
    label: t("steps.guide"),
    to: "/cohorts/$cohortId/guide",
    params: { cohortId: cohort.id },
    state: published ? "done" : guides.length > 0 ? "current" : "waiting",
    note: published ? t("steps.guideVersion", { number: published.published_number }) : waiting,
  };
}

/** Reading, finding, acting: for those who may. */
function useFindingSteps({ id }: Cohort, abilities: readonly Ability[]): Step[] {
  const { t } = useTranslation("cohorts");
  const params = { cohortId: id };
  const { data: themes = [] } = useQuery({ ...themesQuery(id), enabled: abilities.includes("insights:read") });
  const { data: sessions = [] } = useQuery({ ...sessionsQuery({ cohort_id: id }), enabled: abilities.includes("sessions:read") });
  const { data: items = [] } = useQuery({ ...actionsQuery(id), enabled: abilities.includes("actions:read") });
  const some = themes.length > 0;
  const heard = sessions.some(({ status }) => status === "running" || status === "completed");
  const open = items.filter(({ status }) => status !== "done" && status !== "dropped").length;
  const steps: (Step & { needs: Ability })[] = [
    {
      key: "responses",
      label: t("steps.responses"),
      to: "/cohorts/$cohortId/responses",
      params,
      state: heard ? "current" : "waiting",
      ...(heard ? { note: t("steps.toRead") } : {}),
      needs: "responses:read",
    },
    {
      key: "themes",
      label: t("steps.themes"),
      to: "/cohorts/$cohortId/themes",
      params,
      state: themes.some(({ status }) => status === "published") ? "done" : some ? "current" : "waiting",
      note: some ? t("steps.themesHave", { count: themes.length }) : t("steps.noThemes"),
      needs: "insights:read",
    },
    {
      key: "actions",
      label: t("steps.actions"),
      to: "/cohorts/$cohortId/actions",
      params,
      state: open > 0 ? "current" : items.length > 0 ? "done" : "waiting",
      ...(items.length > 0 ? { note: open > 0 ? t("steps.actionsOpen", { count: open }) : t("steps.actionsDone") } : {}),
      needs: "actions:read",
    },
  ];
  return steps.filter(({ needs }) => abilities.includes(needs));
}

function useConsentStep(cohort: Cohort, enabled: boolean): Step {
  const { t } = useTranslation("cohorts");
  const { data } = useQuery({ ...cohortConsentQuery(cohort.id), enabled });
  const takePart = data?.counts.find(({ purpose }) => purpose === "participate");
  const asked = data?.form_id != null;
  const missing = takePart?.waiting ?? 0;
  const state = missing > 0 ? "missing" : "done";
  return {
    key: "consent",
    label: t("steps.consent"),
    to: "/cohorts/$cohortId/consent",
    params: { cohortId: cohort.id },
    state: asked ? state : "waiting",
    note: asked ? t("steps.consentMissing", { count: missing }) : t("steps.notAsked"),
  };
}

/** Groups are for those who may see all of a cohort; to others the server says no, and the step stays quiet. */
function useGroupsStep(cohort: Cohort, enabled: boolean): Step {
  const { t } = useTranslation("cohorts");
  const { data: plan } = useQuery({ ...groupPlanQuery(cohort.id), enabled, throwOnError: false });
  const count = plan?.groups.length ?? 0;
  const rounds = plan?.rounds ?? [];
  const done = rounds.filter(({ status }) => status === "confirmed").length;
  const confirmed = plan !== null && plan !== undefined && done === rounds.length;
  const note = t(confirmed ? "steps.groupsConfirmed" : "steps.groupsProposed", { count });
  return {
    key: "groups",
    label: t("steps.groups"),
    to: "/cohorts/$cohortId/groups",
    params: { cohortId: cohort.id },
    state: plan ? (confirmed ? "done" : "current") : "waiting",
    note: !plan ? t("steps.noGroups") : rounds.length > 1 ? t("steps.groupRounds", { done, count: rounds.length }) : note,
  };
}

function useSessionsStep(cohort: Cohort, enabled: boolean): Step {
  const { t } = useTranslation("cohorts");
  const { data: sessions = [] } = useQuery({ ...sessionsQuery({ cohort_id: cohort.id }), enabled });
  const ahead = sessions.filter(({ status }) => status === "scheduled" || status === "running").length;
  const held = sessions.filter(({ status }) => status === "completed").length;
  const note = ahead > 0 ? t("steps.sessionsAhead", { count: ahead }) : t("steps.sessionsHeld", { count: held });
  return {
    key: "sessions",
    label: t("nav.sessions", { ns: "common" }),
    to: "/cohorts/$cohortId/sessions",
    params: { cohortId: cohort.id },
    state: ahead > 0 ? "current" : held > 0 ? "done" : "waiting",
    note: ahead + held > 0 ? note : t("steps.noSession"),
  };
}

/** The order of the work, with what each step's own rows say about it. */
export function useSteps(cohort: Cohort, abilities: readonly Ability[]): Step[] {
  const { t } = useTranslation("cohorts");
  const params = { cohortId: cohort.id };
  const guide = useGuideStep(cohort);
  const reads = (ability: Ability) => abilities.includes(ability);
  const consent = useConsentStep(cohort, reads("consent:read"));
  const sessions = useSessionsStep(cohort, reads("sessions:read"));
  const drawn = cohort.status !== "draft";
  const groups = useGroupsStep(cohort, drawn && reads("draws:read"));
  return [
    { key: "overview", label: t("steps.overview"), to: "/cohorts/$cohortId", params, state: "done" },
    {
      key: "students",
      label: t("steps.students"),
      to: "/cohorts/$cohortId/students",
      params,
      state: drawn ? "done" : "current",
      note: drawn ? t("steps.drawn", { count: cohort.member_count }) : t("steps.notDrawn"),
    },
    guide,
    ...(reads("consent:read") ? [consent] : []),
    ...(reads("draws:read") ? [groups] : []),
    ...(reads("sessions:read") ? [sessions] : []),
    ...useFindingSteps(cohort, abilities),
  ];
}
