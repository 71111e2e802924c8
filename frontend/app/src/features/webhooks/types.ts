import type { webhooks } from "@tellmore/client";

/** A test goes to its endpoint whatever that asked for: nobody chooses it. */
export type EventType = Exclude<keyof webhooks, "webhook.test">;

/** What can be told, by what it is about. */
export const groups = {
  rounds: [
    "cohort.created", "cohort.updated", "cohort.draw_started", "cohort.draw_cancelled",
    "cohort.lottery_worked_out", "cohort.lottery_thrown_away", "cohort.drawn", "member.replaced",
    "cohort.groups_proposed", "cohort.groups_changed", "cohort.groups_confirmed", "cohort.closed", "cohort.deleted",
  ],
  roster: ["roster.import.completed", "roster.import.held", "roster.import.failed", "student.deactivated"],
  guides: ["guide.created", "guide.updated", "guide.published", "guide.deleted"],
  consent: [
    "consent.requested", "consent.delivered", "consent.granted", "consent.declined", "consent.withdrawn",
    "consent.expired", "consent.conflicted", "consent.resolved", "consent.revoked", "consent.locked", "consent.scanned",
    "consent_form.created", "consent_form.updated", "consent_form.published", "consent_form.retired", "consent_form.deleted",
  ],
  sessions: ["session.scheduled", "session.updated", "session.started", "session.completed", "session.cancelled"],
  responses: ["response.recorded", "response.updated", "response.struck", "response.returned"],
  findings: ["theme.published", "theme.updated", "theme.withdrawn"],
  actions: [
    "action_item.created", "action_item.updated", "action_item.completed", "action_item.dropped", "action_item.overdue",
    "action_item.deleted",
  ],
  told: [
    "feedback_page.created", "feedback_page.updated", "feedback_page.published", "feedback_page.deleted",
    "feedback_link.created", "feedback_link.revoked",
  ],
} as const satisfies Record<string, readonly EventType[]>;

export type Group = keyof typeof groups;
export const groupNames = Object.keys(groups) as Group[];

/** An event that the page forgot could never be chosen: this line then doesn't compile. */
type Forgotten = Exclude<EventType, (typeof groups)[Group][number]>;
export const complete: [Forgotten] extends [never] ? true : Forgotten = true;
