import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { can } from "@/lib/can";
import type { Me } from "@/lib/me";
import { actionsQuery, pagesQuery } from "@/lib/queries/actions";
import { cohortsQuery, schoolsQuery } from "@/lib/queries/cohorts";
import { themesQuery } from "@/lib/queries/insights";
import { useFindingNeeds } from "./useFindingNeeds";
import { useConsentNeeds, useSessionNeeds } from "./useSessionNeeds";

/** One thing that waits for this person, and the page where it is done. */
export interface Need {
  id: string;
  text: string;
  detail?: string;
  action: string;
  path: string;
}

function useCohortNeeds({ abilities }: Me): Need[] {
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

/** Published themes of which no page says anything: students are owed an answer. */
function useOwedAnswers({ abilities }: Me): Need[] {
  const { t } = useTranslation("home");
  const enabled = abilities.includes("actions:write") && abilities.includes("insights:read");
  const { data: themes = [] } = useQuery({ ...themesQuery(), enabled });
  const { data: pages = [], isSuccess } = useQuery({ ...pagesQuery(), enabled });
  if (!isSuccess) return [];
  const told = new Set(pages.flatMap(({ entries }) => entries.map(({ theme_id }) => theme_id)));
  return themes
    .filter(({ id, status }) => status === "published" && !told.has(id))
    .map(({ id, cohort_id, title }) => ({
      id,
      text: t("owed.text", { title }),
      detail: t("owed.detail"),
      action: t("owed.action"),
      path: `/cohorts/${cohort_id}/actions?theme=${id}`,
    }));
}

function useOverdue({ abilities, id: me }: Me): Need[] {
  const { t } = useTranslation("home");
  const { data: items = [] } = useQuery({ ...actionsQuery(), enabled: abilities.includes("actions:read") });
  return items
    .filter(({ overdue, owner_id }) => overdue && owner_id === me)
    .map(({ id, cohort_id, title }) => ({
      id,
      text: t("overdue.text", { title }),
      action: t("overdue.action"),
      path: `/cohorts/${cohort_id}/actions`,
    }));
}

/** What waits, the most pressing first. */
export function useNeeds(me: Me): Need[] {
  return [
    ...useSessionNeeds(me),
    ...useConsentNeeds(me),
    ...useOverdue(me),
    ...useOwedAnswers(me),
    ...useFindingNeeds(me),
    ...useCohortNeeds(me),
  ];
}
