import type { Schemas } from "@tellmore/client";
import type { Session } from "@/lib/queries/sessions";

type Name =
  | "kind"
  | "modality"
  | "place"
  | "link"
  | "starts_at"
  | "minutes"
  | "moderator_id"
  | "note_taker_id"
  | "no_note_taker_reason"
  | "guide_version_id";

/** A plan as the form holds it: all of it text, as fields are. */
export type PlanFields = Record<Name, string>;

export interface Outsiders {
  moderator: boolean;
  noteTaker: boolean;
}

/** What a new session begins with when it comes from a group. */
export interface Beginning {
  fields: Partial<PlanFields>;
  members: string[];
  moderatorIsOutsider: boolean;
}

const MINUTE = 60_000;

/** A moment as the browser's own picker writes it, in the clock of this place. */
export function localMoment(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}

function soon(weeks = 1): Date {
  const date = new Date();
  date.setDate(date.getDate() + 7 * weeks);
  date.setHours(10, 0, 0, 0);
  return date;
}

export function minutesOf(session: Pick<Session, "starts_at" | "ends_at">): number {
  return Math.round((Date.parse(session.ends_at) - Date.parse(session.starts_at)) / MINUTE);
}

/** Next week at the hour that a period names, where it is written as one: "10:30"; a later round, a week later each. */
export function momentOf(period: string | null, round = 1): string {
  const date = soon(round);
  const clock = /^(\d{1,2}):(\d{2})$/.exec(period?.trim() ?? "");
  if (clock) date.setHours(Number(clock[1]), Number(clock[2]));
  return localMoment(date);
}

export function fieldsOf(session?: Session, guideVersion = ""): PlanFields {
  return {
    kind: session?.kind ?? "focus_group",
    modality: session?.modality ?? "in_person",
    place: session?.place ?? "",
    link: session?.link ?? "",
    starts_at: localMoment(session ? new Date(session.starts_at) : soon()),
    minutes: String(session ? minutesOf(session) : 45),
    moderator_id: session?.moderator_id ?? "",
    note_taker_id: session?.note_taker_id ?? "",
    no_note_taker_reason: session?.no_note_taker_reason ?? "",
    guide_version_id: session?.guide_version_id ?? guideVersion,
  };
}

type Plan = Required<Omit<Schemas["SessionCreate"], "cohort_id" | "school_id">>;

/** What the form holds, as the server wants it. */
export function planOf(fields: PlanFields, members: string[], outsiders: Outsiders): Plan {
  const starts = new Date(fields.starts_at);
  const ends = new Date(starts.getTime() + Number(fields.minutes) * MINUTE);
  const moment = (date: Date) => (Number.isNaN(date.getTime()) ? "" : date.toISOString());
  const online = fields.modality === "online";
  return {
    kind: fields.kind === "individual" ? "individual" : "focus_group",
    modality: online ? "online" : "in_person",
    place: online ? null : fields.place || null,
    link: online ? fields.link || null : null,
    starts_at: moment(starts),
    ends_at: moment(ends),
    moderator_id: fields.moderator_id,
    moderator_is_outsider: outsiders.moderator,
    note_taker_id: fields.note_taker_id || null,
    note_taker_is_outsider: Boolean(fields.note_taker_id) && outsiders.noteTaker,
    no_note_taker_reason: fields.note_taker_id ? null : fields.no_note_taker_reason || null,
    guide_version_id: fields.guide_version_id || null,
    member_ids: members,
  };
}

/** What the server looks at to warn of a plan; `session`: the one that is being changed. */
export function askOf(plan: Plan, cohort_id: string, session?: string): Schemas["PlanCheckAsk"] {
  const { modality, starts_at, ends_at, member_ids } = plan;
  return { cohort_id, modality, starts_at, ends_at, member_ids, session_id: session ?? null };
}
