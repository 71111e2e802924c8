import i18next from "i18next";
import { sayMoment } from "@/lib/format";
import type { Ability, Me } from "@/lib/me";
import { actionsQuery } from "@/lib/queries/actions";
import { type Cohort, cohortsQuery } from "@/lib/queries/cohorts";
import { themesQuery } from "@/lib/queries/insights";
import { drawnQuery, sessionsQuery } from "@/lib/queries/sessions";
import { queryClient } from "@/lib/query";
import type { Goal } from "./goals";

/** More rounds than this at once, and opening the palette would be a wall of questions to the server. */
const MOST_ROUNDS = 10;

interface Known {
  abilities: readonly Ability[];
  cohorts: readonly Cohort[];
}

const inCohort = ({ cohorts }: Known, id: string, words: string) =>
  [words, cohorts.find((cohort) => cohort.id === id)?.name].filter(Boolean).join(" · ");

function rounds({ cohorts }: Known): Goal[] {
  const kind = i18next.t("palette.cohort");
  return cohorts.map(({ id, name }) => ({ id, kind, name, path: `/cohorts/${id}` }));
}

async function sessions(known: Known): Promise<Goal[]> {
  const [found] = await Promise.all([queryClient.query(sessionsQuery()), i18next.loadNamespaces("sessions")]);
  return found.map(({ id, kind, participants, starts_at, cohort_id }) => {
    const count = participants.length;
    const what = kind === "individual" ? i18next.t("sessions:kind.individual") : i18next.t("sessions:groupOf", { count });
    const when = sayMoment(new Date(starts_at), i18next.language);
    const name = inCohort(known, cohort_id, `${what} · ${when}`);
    return { id, kind: i18next.t("palette.session"), name, path: `/sessions/${id}` };
  });
}

async function themes(): Promise<Goal[]> {
  const found = await queryClient.query(themesQuery());
  const kind = i18next.t("palette.theme");
  return found.map(({ id, title, cohort_id }) => ({ id, kind, name: title, path: `/cohorts/${cohort_id}/themes` }));
}

async function actions(): Promise<Goal[]> {
  const found = await queryClient.query(actionsQuery());
  const kind = i18next.t("palette.action");
  return found.map(({ id, title, cohort_id }) => ({ id, kind, name: title, path: `/cohorts/${cohort_id}/actions` }));
}

/** By pseudonym alone, and to the page of theirs that this person may open. */
async function students(known: Known): Promise<Goal[]> {
  const drawn = known.cohorts.filter(({ status }) => status === "drawn").slice(0, MOST_ROUNDS);
  const consents = known.abilities.includes("consent:read");
  const kind = i18next.t("palette.student");
  const found = await Promise.all(
    drawn.map(async ({ id: cohort }) =>
      (await queryClient.query(drawnQuery(cohort))).map(({ id, pseudonym }) => ({
        id,
        kind,
        name: inCohort(known, cohort, pseudonym),
        path: `/cohorts/${cohort}/${consents ? `consent?member=${id}` : `responses?member_id=${id}`}`,
      })),
    ),
  );
  return found.flat();
}

/** Everything with a page of its own that this person may open. One list that fails hides no other. */
export async function thingsFor({ abilities }: Me): Promise<Goal[]> {
  const may = (ability: Ability) => abilities.includes(ability);
  const cohorts = may("cohorts:read") ? await queryClient.query(cohortsQuery()) : [];
  const known = { abilities, cohorts };
  const lists = [
    ...(may("sessions:read") ? [sessions(known)] : []),
    ...(may("insights:read") ? [themes()] : []),
    ...(may("actions:read") ? [actions()] : []),
    ...(may("consent:read") || may("responses:read") ? [students(known)] : []),
  ];
  const found = await Promise.allSettled(lists);
  return [...rounds(known), ...found.flatMap((list) => (list.status === "fulfilled" ? list.value : []))];
}
