import type { Schemas } from "@tellmore/client";
import type { Cohort } from "@/lib/queries/cohorts";

export type Ask = Schemas["GroupsAsk"];
export type Modality = Schemas["Modality"];
/** Who leads, as the form holds it: no periods means all. */
export interface Leader {
  user_id: string;
  is_outsider: boolean;
  periods: string;
}
export type Subgroup = Schemas["Subgroup"];
export type Criteria = Schemas["PoolCriteria"]["criteria"];

/** The size that is usual, advised at most, and allowed at most. */
export interface Bounds {
  usual: number;
  advised: number;
  most: number;
}
export type Sizes = Record<Modality, Bounds>;

const USUAL_SIZE: Record<Modality, number> = { in_person: 6, online: 4 };

/** The bounds that a district's policy sets. */
export function boundsOf(how: Modality, policy: unknown): Bounds {
  const { warn, refuse } = policy as { warn: number; refuse: number };
  return { usual: Math.min(USUAL_SIZE[how], warn), advised: warn, most: refuse };
}

/** An ask as the form holds it: numbers and lists of words are text, as fields are. */
export interface Fields {
  groups: string;
  rounds: string;
  modality: Modality;
  facilitators: Leader[];
  periods: string;
  freeByClasses: boolean;
  balance: string[];
  together: Subgroup[];
  apart: [string, string][];
  availability: { member_id: string; periods: string }[];
  gradeSpan: string;
  smallest: string;
  largest: string;
  acceptUnknown: boolean;
}

const USUAL = ["grade", "school", "gender", "race_2024", "english_learner", "special_education", "program"];
/** How long the search for groups may last, in all. */
const MOST_SECONDS = 60;
const SECONDS_A_ROUND = 20;
const NEVER_ALONE = ["english_learner", "special_education"];

/** "2, 5; 6" → 2, 5 and 6. */
export function words(text: string): string[] {
  return [...new Set(text.split(/[,;\n]/).map((word) => word.trim()).filter(Boolean))];
}

export const groupsOf = (students: number, size: number) => Math.max(1, Math.ceil(students / Math.max(1, size)));

/** What a coordinator gets who presses the one button. */
export function usualFields(cohort: Cohort, students: number, criteria: Criteria, sizes: Sizes): Fields {
  const differing = criteria.filter(({ values }) => values.length > 1).map(({ criterion }) => criterion);
  const asked = [...new Set(cohort.quotas.map(({ criterion }) => criterion))];
  const has = (name: string) =>
    criteria.some(({ criterion, values }) => criterion === name && values.some(({ value }) => value === "yes"));
  return {
    groups: String(groupsOf(students, sizes.in_person.usual)),
    rounds: "1",
    modality: "in_person",
    facilitators: [],
    periods: "",
    freeByClasses: false,
    balance: asked.length > 0 ? asked : differing.filter((name) => USUAL.includes(name)),
    together: NEVER_ALONE.filter(has).map((criterion) => ({ criterion, value: "yes" })),
    apart: [],
    availability: [],
    gradeSpan: "",
    smallest: "2",
    largest: "",
    acceptUnknown: false,
  };
}

const text = (value: number | null | undefined) => (value == null ? "" : String(value));

/** What was asked before, to be changed. */
export function fieldsOf(ask: Ask): Fields {
  return {
    groups: String(ask.groups),
    rounds: String(ask.rounds ?? 1),
    modality: ask.modality ?? "in_person",
    facilitators: (ask.facilitators ?? []).map(({ user_id, is_outsider = false, periods }) => ({
      user_id,
      is_outsider,
      periods: (periods ?? []).join(", "),
    })),
    periods: (ask.periods ?? []).join(", "),
    freeByClasses: ask.free_by_classes ?? false,
    balance: ask.balance ?? [],
    together: ask.together ?? [],
    apart: ask.apart ?? [],
    availability: (ask.availability ?? []).map(({ member_id, periods }) => ({ member_id, periods: periods.join(", ") })),
    gradeSpan: text(ask.grade_span),
    smallest: text(ask.smallest),
    largest: text(ask.largest),
    acceptUnknown: ask.accept_unknown ?? false,
  };
}

const numberOr = <T>(value: string, otherwise: T) => (value.trim() === "" ? otherwise : Number(value));

/** The pairs that are whole. */
export const pairsOf = ({ apart }: Fields) => apart.filter(([one, other]) => one && other && one !== other);

/** What the form holds, as the server wants it. */
export function askOf(fields: Fields): Ask {
  const rounds = numberOr(fields.rounds, 1);
  return {
    groups: Number(fields.groups),
    rounds,
    ...(rounds > 1 ? { time_limit: Math.min(MOST_SECONDS, rounds * SECONDS_A_ROUND) } : {}),
    modality: fields.modality,
    facilitators: fields.facilitators.map((one) => ({
      ...one,
      periods: words(one.periods).length > 0 ? words(one.periods) : null,
    })),
    periods: words(fields.periods),
    free_by_classes: fields.freeByClasses && words(fields.periods).length > 0,
    balance: fields.balance,
    together: fields.together,
    apart: pairsOf(fields),
    availability: fields.availability
      .filter(({ member_id }) => member_id)
      .map(({ member_id, periods }) => ({ member_id, periods: words(periods) })),
    grade_span: numberOr(fields.gradeSpan, null),
    smallest: numberOr(fields.smallest, 1),
    largest: numberOr(fields.largest, null),
    accept_unknown: fields.acceptUnknown,
  };
}

export type SizeWord = "fine" | "advised" | "refused" | "few";

/** The sizes that come of so many groups, and whether they are advised or allowed. */
export function sizesOf(students: number, groups: number, bounds: Bounds): { least: number; most: number; word: SizeWord } {
  const least = Math.floor(students / groups);
  const most = Math.ceil(students / groups);
  const beyond = most > bounds.most ? "refused" : most > bounds.advised ? "advised" : "fine";
  return { least, most, word: least < 2 ? "few" : beyond };
}
