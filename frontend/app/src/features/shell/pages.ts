import i18next from "i18next";
import type { Ability } from "@/lib/me";
import type { Cohort } from "@/lib/queries/cohorts";
import type { Goal } from "./goals";

interface Way {
  path: string;
  needs: Ability;
  name: () => string;
}

/** The pages below those of the rail. */
const below: readonly Way[] = [
  { path: "/cohorts/new", needs: "cohorts:write", name: () => i18next.t("cohorts:create") },
  { path: "/people/imports", needs: "rosters:read", name: () => i18next.t("crumb.imports") },
  { path: "/settings/people", needs: "users:read", name: () => i18next.t("settings.people") },
  { path: "/settings/people/new", needs: "users:write", name: () => i18next.t("access:add.title") },
  { path: "/settings/limits", needs: "draws:read", name: () => i18next.t("settings.limits") },
  { path: "/settings/systems", needs: "clients:write", name: () => i18next.t("settings.systems") },
  { path: "/settings/systems/new", needs: "clients:write", name: () => i18next.t("systems:add.title") },
  { path: "/settings/webhooks", needs: "webhooks:read", name: () => i18next.t("settings.webhooks") },
  { path: "/settings/webhooks/new", needs: "webhooks:write", name: () => i18next.t("webhooks:add.title") },
];

/** A cohort's own pages, in the order of the work. */
const steps: readonly Way[] = [
  { path: "students", needs: "cohorts:read", name: () => i18next.t("crumb.students") },
  { path: "guide", needs: "guides:read", name: () => i18next.t("crumb.guide") },
  { path: "consent", needs: "consent:read", name: () => i18next.t("crumb.consent") },
  { path: "groups", needs: "draws:read", name: () => i18next.t("crumb.groups") },
  { path: "sessions", needs: "sessions:read", name: () => i18next.t("nav.sessions") },
  { path: "sessions/new", needs: "sessions:write", name: () => i18next.t("sessions:schedule") },
  { path: "responses", needs: "responses:read", name: () => i18next.t("crumb.responses") },
  { path: "themes", needs: "insights:read", name: () => i18next.t("crumb.themes") },
  { path: "actions", needs: "actions:read", name: () => i18next.t("crumb.actions") },
  { path: "certificate", needs: "draws:read", name: () => i18next.t("crumb.certificate") },
];

/** Every page that the rail doesn't list, by what this person may do. */
export async function morePages(abilities: readonly Ability[], cohorts: readonly Cohort[]): Promise<Goal[]> {
  await i18next.loadNamespaces(["cohorts", "access", "systems", "webhooks", "sessions"]);
  const kind = i18next.t("palette.page");
  const open = ({ needs }: Way) => abilities.includes(needs);
  const own = below.filter(open).map(({ path, name }) => ({ id: path, kind, name: name(), path }));
  const inside = steps.filter(open).flatMap(({ path: step, name }) =>
    cohorts.map((cohort) => {
      const path = `/cohorts/${cohort.id}/${step}`;
      return { id: path, kind, name: `${name()} · ${cohort.name}`, path };
    }),
  );
  return [...own, ...inside];
}
