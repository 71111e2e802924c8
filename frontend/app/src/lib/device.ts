import type { Schemas } from "@tellmore/client";
import Dexie, { type EntityTable, type Table } from "dexie";

export interface Refusal {
  slug: string;
  title: string;
}

/** One thing to tell the server about a response, in the order in which it was done. */
export interface Sending {
  n: number;
  /** The response's id, given by this device. */
  id: string;
  session_id: string;
  /** Who wrote it: nobody else's sign-in may send it. */
  by: string;
  /** Whose entry it is, by pseudonym, and when it was said: its writer may no longer open the session that knows it. */
  who?: string;
  at?: string;
  what:
    | { kind: "create"; body: Schemas["ResponseCreate"] }
    | { kind: "update"; body: Schemas["ResponseUpdate"] }
    | {
        kind: "strike";
        /** The server refused the words: if it knows nothing of them, all is done. */
        untaken?: boolean;
      };
  /** The server took it to heart and said no. It stays here until somebody decides. */
  refused?: Refusal;
}

/** The line that is being written, and of whom. */
export interface Line {
  session_id: string;
  by: string;
  text: string;
  speaker: string | null;
  paraphrase: boolean;
}

/** A live session as its screen last showed it, and to whom. */
export interface Screen {
  session_id: string;
  me: Schemas["MeRead"];
  state: Schemas["SessionState"];
  guide: Schemas["GuideVersionRead"] | null;
  seen_at: number;
}

/** What this browser keeps over a reload. */
export const device = new Dexie("tellmore") as Dexie & {
  sendings: EntityTable<Sending, "n">;
  lines: Table<Line, [string, string]>;
  screens: EntityTable<Screen, "session_id">;
};
device.version(1).stores({ sendings: "++n, id, [session_id+by]", drafts: "session_id" });
device.version(2).stores({ drafts: null, lines: "[session_id+by]", screens: "session_id" });
