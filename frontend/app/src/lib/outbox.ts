import { ProblemError, type Schemas } from "@tellmore/client";
import Dexie, { type EntityTable, liveQuery } from "dexie";
import { api } from "./api";

type Body = Schemas["ResponseCreate"];

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
  what: { kind: "create"; body: Body } | { kind: "update"; body: Schemas["ResponseUpdate"] } | { kind: "strike" };
  /** The server took it to heart and said no. It stays here until somebody decides. */
  refused?: Refusal;
}

interface Draft {
  session_id: string;
  text: string;
}

const db = new Dexie("tellmore") as Dexie & {
  sendings: EntityTable<Sending, "n">;
  drafts: EntityTable<Draft, "session_id">;
};
db.version(1).stores({ sendings: "++n, id, [session_id+by]", drafts: "session_id" });

const MOST_AT_ONCE = 50;
const refusalOf = ({ type, title }: { type: string; title: string }): Refusal => ({
  slug: type.split("/").pop() ?? "",
  title,
});

/** All that this device holds of a session, until the server has it. */
export const waiting = (session_id: string, by: string) =>
  liveQuery(() => db.sendings.where({ session_id, by }).sortBy("n"));

/** Written down here first, whatever the network does. */
export async function keep(sending: Omit<Sending, "n">): Promise<void> {
  await db.sendings.add(sending);
}

export async function drop(n: number): Promise<void> {
  await db.sendings.delete(n);
}

export async function again(n: number): Promise<void> {
  await db.sendings.where("n").equals(n).modify((one) => delete one.refused);
}

export const draftOf = async (session_id: string): Promise<string> => (await db.drafts.get(session_id))?.text ?? "";

export async function keepDraft(session_id: string, text: string): Promise<void> {
  await (text ? db.drafts.put({ session_id, text }) : db.drafts.delete(session_id));
}

/** The server understood and said no: sending again would change nothing. */
function final(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.status < 500 && ![401, 408, 429].includes(error.status);
}

const refuse = (n: number, problem: { type: string; title: string }) =>
  db.sendings.update(n, { refused: refusalOf(problem) });

async function sendBatch(creates: Sending[], signal: AbortSignal): Promise<void> {
  const items = creates.flatMap(({ what }) => (what.kind === "create" ? [what.body] : []));
  const { data } = await api.POST("/v1/responses/batch", { body: { items }, signal });
  for (const [at, { problem }] of (data?.results ?? []).entries()) {
    const { n } = creates[at] ?? { n: -1 };
    await (problem ? refuse(n, problem) : db.sendings.delete(n));
  }
}

/** One that can't be read must not hold up the others. */
async function sendCreates(creates: Sending[], signal: AbortSignal): Promise<void> {
  try {
    await sendBatch(creates, signal);
  } catch (error) {
    if (!final(error)) throw error;
    const [first, ...more] = creates;
    if (first && more.length === 0) await refuse(first.n, error.problem);
    else for (const one of creates) await sendCreates([one], signal);
  }
}

async function sendOne({ n, id, what }: Sending, signal: AbortSignal): Promise<void> {
  const params = { path: { response_id: id } };
  try {
    if (what.kind === "update") await api.PATCH("/v1/responses/{response_id}", { params, body: what.body, signal });
    else await api.POST("/v1/responses/{response_id}/strike", { params, signal });
    await db.sendings.delete(n);
  } catch (error) {
    if (!final(error)) throw error;
    await refuse(n, error.problem);
  }
}

/** Send what waits, in order. Throws when the network or the server is away: then all of it stays. */
export async function sendWaiting(session_id: string, by: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const all = await db.sendings.where({ session_id, by }).sortBy("n");
    const stuck = new Set(all.filter(({ refused }) => refused).map(({ id }) => id));
    const next = all.filter(({ id }) => !stuck.has(id));
    const other = next.findIndex(({ what }) => what.kind !== "create");
    const creates = next.slice(0, other === -1 ? MOST_AT_ONCE : Math.min(other, MOST_AT_ONCE));
    if (creates.length > 0) await sendCreates(creates, signal);
    else if (next[0]) await sendOne(next[0], signal);
    else return;
  }
}
