import { ProblemError } from "@tellmore/client";
import { liveQuery } from "dexie";
import { api } from "./api";
import { type Line, type Refusal, type Sending, device } from "./device";

export type { Refusal, Sending } from "./device";

const MOST_AT_ONCE = 50;
const refusalOf = ({ type, title }: { type: string; title: string }): Refusal => ({
  slug: type.split("/").pop() ?? "",
  title,
});

/** All that this device holds of a session, until the server has it. */
export const waiting = (session_id: string, by: string) =>
  liveQuery(() => device.sendings.where({ session_id, by }).sortBy("n"));

/** Written down here first, whatever the network does. */
export async function keep(sending: Omit<Sending, "n">): Promise<void> {
  await device.sendings.add(sending);
}

/** A line that is done is a thing to send: at no moment is it neither. Who spoke last speaks on. */
export async function keepDone(sending: Omit<Sending, "n">): Promise<void> {
  await device.transaction("rw", device.sendings, device.lines, async () => {
    await device.sendings.add(sending);
    await device.lines.update([sending.session_id, sending.by], { text: "" });
  });
}

export async function drop(n: number): Promise<void> {
  await device.sendings.delete(n);
}

export async function again(n: number): Promise<void> {
  await device.sendings.where("n").equals(n).modify((one) => delete one.refused);
}

export const lineOf = (session_id: string, by: string): Promise<Line | undefined> => device.lines.get([session_id, by]);

export async function keepLine(line: Line): Promise<void> {
  await device.lines.put(line);
}

/** The server understood and said no: sending again would change nothing. */
function final(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.status < 500 && ![401, 408, 429].includes(error.status);
}

/** Words that a student took back stay on no device either. */
async function refuse(n: number, problem: { type: string; title: string }): Promise<void> {
  const refused = refusalOf(problem);
  const one = await device.sendings.get(n);
  if (one && refused.slug === "response-struck-already") await device.sendings.where({ id: one.id }).delete();
  else await device.sendings.update(n, { refused });
}

async function sendBatch(creates: Sending[], signal: AbortSignal): Promise<void> {
  const items = creates.flatMap(({ what }) => (what.kind === "create" ? [what.body] : []));
  const { data } = await api.POST("/v1/responses/batch", { body: { items }, signal });
  for (const [at, { problem }] of (data?.results ?? []).entries()) {
    const { n } = creates[at] ?? { n: -1 };
    await (problem ? refuse(n, problem) : device.sendings.delete(n));
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
    await device.sendings.delete(n);
  } catch (error) {
    if (!final(error)) throw error;
    await refuse(n, error.problem);
  }
}

/** Send what waits, in order. Throws when the network or the server is away: then all of it stays. */
export async function sendWaiting(session_id: string, by: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const all = await device.sendings.where({ session_id, by }).sortBy("n");
    const stuck = new Set(all.filter(({ refused }) => refused).map(({ id }) => id));
    const next = all.filter(({ id }) => !stuck.has(id));
    const other = next.findIndex(({ what }) => what.kind !== "create");
    const creates = next.slice(0, other === -1 ? MOST_AT_ONCE : Math.min(other, MOST_AT_ONCE));
    if (creates.length > 0) await sendCreates(creates, signal);
    else if (next[0]) await sendOne(next[0], signal);
    else return;
  }
}
