import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Ability } from "@/lib/me";
import { can } from "@/lib/can";
import { cohortsQuery, schoolsQuery } from "@/lib/queries/cohorts";

/** One thing that waits for this person, and the page where it is done. */
export interface Need {
  id: string;
  text: string;
  detail?: string;
  action: string;
  path: string;
}

function useCohortNeeds(abilities: readonly Ability[]): Need[] {
  const { t } = useTranslation("home");
  const enabled = abilities.includes("cohorts:write");
  const { data: cohorts = [], isSuccess } = useQuery({ ...cohortsQuery(), enabled });
  const { data: schools = [], isSuccess: known } = useQuery({ ...schoolsQuery, enabled });
  if (!enabled || !isSuccess || !known) return [];
  if (schools.length === 0)
    return [
      { id: "roster", text: t("roster.text"), detail: t("roster.detail"), action: t("roster.action"), path: "/people/imports" },
    ];
  if (cohorts.length === 0)
    return [
      { id: "first", text: t("first.text"), detail: t("first.detail"), action: t("first.action"), path: "/cohorts/new" },
    ];
  return cohorts
    .filter((cohort) => can(cohort, "draw"))
    .map(({ id, name, size }) => ({
      id,
      text: t("draw.text", { name }),
      detail: t("draw.detail", { count: size }),
      action: t("draw.action"),
      path: `/cohorts/${id}/students`,
    }));
}

/** What waits, the most pressing first. */
export function useNeeds(abilities: readonly Ability[]): Need[] {
  return useCohortNeeds(abilities);
}
