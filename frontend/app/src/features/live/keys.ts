import type { Cue } from "./queries";

export const cues = ["pause", "laugh", "tears", "looked_away", "nods"] as const satisfies readonly Cue[];

/** What a key does at the beginning of a line. Anything else is typing, and is left alone. */
export type Deed =
  | { do: "speaker"; seat: number }
  | { do: "group" }
  | { do: "pass"; seat: number | null }
  | { do: "cue"; cue: Cue }
  | { do: "question" }
  | { do: "editLast" }
  | { do: "paraphrase" }
  | { do: "commit" }
  | { do: "leave" }
  | { do: "wait" };

const digit = (key: string) => (/^[0-9]$/.test(key) ? Number(key) : null);

function onEmpty(key: string): Deed | null {
  const number = digit(key);
  if (number !== null) return number === 0 ? { do: "group" } : { do: "speaker", seat: number };
  if (key === "/") return { do: "question" };
  if (key === "~") return { do: "paraphrase" };
  if (key === "ArrowUp") return { do: "editLast" };
  return null;
}

/** After a lone `p`: a number or Enter passes. Any letter goes on to be a word. */
function afterP(key: string): Deed | null {
  const number = digit(key);
  if (number) return { do: "pass", seat: number };
  return key === "Enter" ? { do: "pass", seat: null } : null;
}

/** After a lone `n`: a number is a cue. */
function afterN(key: string): Deed | null {
  const cue = cues[(digit(key) ?? 0) - 1];
  if (cue) return { do: "cue", cue };
  return key === "Enter" ? { do: "wait" } : null;
}

const begun = new Map([
  ["", onEmpty],
  ["p", afterP],
  ["n", afterN],
]);

export interface Stroke {
  key: string;
  shiftKey: boolean;
  isComposing: boolean;
}

/** The key's deed, given what stands in the line so far; null: it is typed. */
export function deedOf(stroke: Stroke, text: string, editing: boolean): Deed | null {
  if (stroke.isComposing) return null;
  if (stroke.key === "Escape") return { do: "leave" };
  if (!editing) {
    const special = begun.get(text.toLowerCase())?.(stroke.key);
    if (special) return special;
  }
  return stroke.key === "Enter" && !stroke.shiftKey ? { do: "commit" } : null;
}
