import { ok } from "@tellmore/client";
import i18next from "i18next";
import { api } from "@/lib/api";
import { sayMoment } from "@/lib/format";
import { whole } from "@/lib/lists";
import type { Ability, Me } from "@/lib/me";
import { actionsQuery } from "@/lib/queries/actions";
import { type Cohort, cohortsQuery } from "@/lib/queries/cohorts";
import { themesQuery } from "@/lib/queries/insights";
import { drawnQuery, sessionsQuery } from "@/lib/queries/sessions";
import { usersQuery } from "@/lib/queries/users";
import { queryClient } from "@/lib/query";
import type { Goal } from "./goals";
import { morePages } from "./pages";

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

/** Those who sign in. */
async function accounts(): Promise<Goal[]> {
  const kind = i18next.t("palette.account");
  return (await queryClient.query(usersQuery)).map(({ id, name }) => ({ id, kind, name, path: `/settings/people/${id}` }));
}

/** Where events are sent. */
async function endpoints(): Promise<Goal[]> {
  const found = await whole((cursor) => api.GET("/v1/webhook-endpoints", { params: { query: { cursor, limit: 200 } } }));
  const kind = i18next.t("palette.endpoint");
  return found.map(({ id, url }) => ({ id, kind, name: url, path: `/settings/webhooks/${id}` }));
}

async function imports(): Promise<Goal[]> {
  const { items } = await ok(api.GET("/v1/roster-imports", { params: { query: { limit: 20 } } }));
  const kind = i18next.t("palette.import");
  return items.map(({ id, filename }) => ({ id, kind, name: filename, path: `/people/imports/${id}` }));
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
    ...(may("users:read") ? [accounts()] : []),
    ...(may("webhooks:read") ? [endpoints()] : []),
    ...(may("rosters:read") ? [imports()] : []),
    morePages(abilities, cohorts),
  ];
  const found = await Promise.allSettled(lists);
  return [...rounds(known), ...found.flatMap((list) => (list.status === "fulfilled" ? list.value : []))];
}
