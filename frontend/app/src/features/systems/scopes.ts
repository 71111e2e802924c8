import type { Ability } from "@/lib/me";

/** What a system may be given. People alone make accounts and further systems. */
export type Scope = Exclude<Ability, "users:write" | "clients:write">;

export const groups = {
  roster: ["district:read", "district:write", "users:read", "rosters:read", "rosters:write", "students:read", "identities:read"],
  rounds: ["cohorts:read", "cohorts:write", "draws:read", "guides:read", "guides:write", "consent:read", "consent:write"],
  listening: ["sessions:read", "sessions:write", "sessions:run", "responses:read", "responses:write"],
  findings: ["insights:read", "insights:write", "actions:read", "actions:write", "feedback:read"],
  telling: ["events:read", "webhooks:read", "webhooks:write"],
} as const satisfies Record<string, readonly Scope[]>;

export type Group = keyof typeof groups;
export const groupNames = Object.keys(groups) as Group[];

/** A scope that the page forgot would be one that nobody can give: this line then doesn't compile. */
type Forgotten = Exclude<Scope, (typeof groups)[Group][number]>;
export const complete: [Forgotten] extends [never] ? true : Forgotten = true;

/** What most systems are for, in one press. */
export const presets = {
  roster: ["district:read", "rosters:read", "rosters:write"],
  dashboard: ["district:read", "cohorts:read", "feedback:read", "actions:read", "events:read"],
} as const satisfies Record<string, readonly Scope[]>;

export type Preset = keyof typeof presets;

type Key<S> = S extends `${infer Noun}:${infer Verb}` ? `${Noun}_${Verb}` : never;

/** A colon parts a catalogue from its key, so a scope's key has none. */
export const keyOf = (scope: Scope) => scope.replace(":", "_") as Key<Scope>;

export const isScope = (value: string): value is Scope =>
  Object.values(groups).some((scopes) => (scopes as readonly string[]).includes(value));
