import type access from "./locales/en/access.json";
import type actions from "./locales/en/actions.json";
import type certificate from "./locales/en/certificate.json";
import type cohorts from "./locales/en/cohorts.json";
import type common from "./locales/en/common.json";
import type consent from "./locales/en/consent.json";
import type criteria from "./locales/en/criteria.json";
import type draw from "./locales/en/draw.json";
import type funnel from "./locales/en/funnel.json";
import type groups from "./locales/en/groups.json";
import type guide from "./locales/en/guide.json";
import type home from "./locales/en/home.json";
import type insights from "./locales/en/insights.json";
import type limits from "./locales/en/limits.json";
import type live from "./locales/en/live.json";
import type people from "./locales/en/people.json";
import type responses from "./locales/en/responses.json";
import type refused from "./locales/en/refused.json";
import type sessions from "./locales/en/sessions.json";
import type systems from "./locales/en/systems.json";
import type permission from "./locales/en/permission.json";
import type signIn from "./locales/en/signIn.json";
import type webhooks from "./locales/en/webhooks.json";
import type themes from "./locales/en/themes.json";

/** The English catalogues are the type of every key: a key that isn't there doesn't compile. */
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      access: typeof access;
      actions: typeof actions;
      certificate: typeof certificate;
      cohorts: typeof cohorts;
      common: typeof common;
      consent: typeof consent;
      criteria: typeof criteria;
      draw: typeof draw;
      funnel: typeof funnel;
      groups: typeof groups;
      guide: typeof guide;
      home: typeof home;
      insights: typeof insights;
      limits: typeof limits;
      live: typeof live;
      people: typeof people;
      refused: typeof refused;
      responses: typeof responses;
      sessions: typeof sessions;
      systems: typeof systems;
      permission: typeof permission;
      signIn: typeof signIn;
      webhooks: typeof webhooks;
      themes: typeof themes;
    };
  }
}
