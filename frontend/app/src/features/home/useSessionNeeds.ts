import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sayMoment } from "@/lib/format";
import type { Me } from "@/lib/me";
import { cohortsQuery } from "@/lib/queries/cohorts";
import { cohortConsentQuery } from "@/lib/queries/consent";
import { sessionsQuery } from "@/lib/queries/sessions";
import type { Need } from "./useNeeds";

/** More rounds than this at once, and Home would be a wall of questions to the server. */
const MOST_ROUNDS = 10;

/** Through the whole seventh day: what is planned for ten in a week is near at nine too. */
export function aWeekFrom(moment: number): number {
  const end = new Date(moment);
  end.setDate(end.getDate() + 8);
  return end.setHours(0, 0, 0, 0);
}

/** Sessions of the coming week: one's own, or all for those who plan. */
export function useSessionNeeds({ abilities, id: me }: Me): Need[] {
  const { t, i18n } = useTranslation("home");
  const enabled = abilities.includes("sessions:read");
  const mine = abilities.includes("sessions:write") ? {} : { facilitator_id: me };
  const { data: sessions = [], dataUpdatedAt } = useQuery({ ...sessionsQuery(mine), enabled });
  const { data: cohorts = [] } = useQuery({ ...cohortsQuery(), enabled: abilities.includes("cohorts:read") });
  const names = new Map(cohorts.map(({ id, name }) => [id, name]));
  return sessions
    .filter(({ status, starts_at }) => {
      const soon = Date.parse(starts_at) < aWeekFrom(dataUpdatedAt);
      return status === "running" || (status === "scheduled" && soon);
    })
    .map(({ id, kind, status, starts_at, place, link, cohort_id }) => ({
      id,
      text:
        status === "running"
          ? t(`running.${kind}`)
          : t(`session.${kind}`, { when: sayMoment(new Date(starts_at), i18n.language) }),
      // Two groups may meet at the same hour.
      detail: [place ?? link, names.get(cohort_id)].filter(Boolean).join(" · "),
      action: t("session.action"),
      path: `/sessions/${id}`,
    }));
}

/** Families who were asked and have not answered. */
export function useConsentNeeds({ abilities }: Me): Need[] {
  const { t } = useTranslation("home");
  const enabled = abilities.includes("consent:write") && abilities.includes("cohorts:read");
  const { data: cohorts = [] } = useQuery({ ...cohortsQuery("drawn"), enabled });
  // Others may have asked for the rounds too: who may not read consent has no answer to wait for.
  const rounds = enabled ? cohorts.slice(0, MOST_ROUNDS) : [];
  const asked = useQueries({ queries: rounds.map(({ id }) => cohortConsentQuery(id)) });
  const names = new Map(cohorts.map(({ id, name }) => [id, name]));
  return asked.flatMap(({ data }) => {
    const waiting = data?.counts.find(({ purpose }) => purpose === "participate")?.waiting ?? 0;
    if (!data || waiting === 0) return [];
    return [
      {
        id: `consent-${data.cohort_id}`,
        text: t("consent.text", { count: waiting, name: names.get(data.cohort_id) }),
        action: t("consent.action"),
        path: `/cohorts/${data.cohort_id}/consent`,
      },
    ];
  });
}
