import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Me } from "@/lib/me";
import { cohortsQuery } from "@/lib/queries/cohorts";
import { themesQuery } from "@/lib/queries/insights";
import { sessionsQuery } from "@/lib/queries/sessions";
import type { Need } from "./useNeeds";

/** Rounds that were heard and of which nobody has found anything yet, and themes left as a draft. */
export function useFindingNeeds({ abilities }: Me): Need[] {
  const { t } = useTranslation("home");
  const enabled = (["insights:write", "sessions:read", "cohorts:read"] as const).every((one) => abilities.includes(one));
  const { data: sessions = [] } = useQuery({ ...sessionsQuery({}), enabled });
  const { data: cohorts = [] } = useQuery({ ...cohortsQuery("drawn"), enabled });
  const { data: themes = [], isSuccess } = useQuery({ ...themesQuery(), enabled });
  if (!enabled || !isSuccess) return [];
  const heard = new Set(sessions.filter(({ status }) => status === "completed").map(({ cohort_id }) => cohort_id));
  const begun = new Set(themes.map(({ cohort_id }) => cohort_id));
  const unread = cohorts.filter(({ id }) => heard.has(id) && !begun.has(id));
  const drafts = themes.filter(({ status }) => status === "draft");
  return [
    ...unread.map(({ id, name }) => ({
      id: `reading-${id}`,
      text: t("reading.text", { name }),
      detail: t("reading.detail"),
      action: t("reading.action"),
      path: `/cohorts/${id}/responses`,
    })),
    ...drafts.map(({ id, cohort_id, title }) => ({
      id: `draft-${id}`,
      text: t("unpublished.text", { title }),
      action: t("unpublished.action"),
      path: `/cohorts/${cohort_id}/themes`,
    })),
  ];
}
