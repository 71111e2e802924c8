import { ProblemError, type Tellmore } from "@tellmore/client";
import { apiOf } from "./api";
import { onServer } from "./clock";
import { type Refusal, type Sending, device } from "./device";
import { letGo } from "./outbox";

const MOST_AT_ONCE = 50;

/** The way to the server, as whoever wrote what is sent. */
interface Way {
  api: Tellmore;
  signal: AbortSignal;
}

const refusalOf = ({ type, title }: { type: string; title: string }): Refusal => ({
  slug: type.split("/").pop() ?? "",
  title,
});

/** The server understood and said no: sending again would change nothing. */
function final(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.status < 500 && ![401, 408, 429].includes(error.status);
}

/** Nothing of it is to be said any more: the words are struck, or never came to the server that should strike them. */
const settled = ({ what }: Sending, { slug }: Refusal): boolean =>
  slug === "response-struck-already" || (slug === "not-found" && what.kind === "strike" && what.untaken === true);

/** A moment that has not come for the server yet soon has. */
async function refuse(n: number, problem: { type: string; title: string }): Promise<void> {
  const refused = refusalOf(problem);
  if (refused.slug === "clock-ahead") throw new Error(problem.title);
  await device.transaction("rw", device.sendings, async () => {
    const one = await device.sendings.get(n);
    if (!one) return;
    if (settled(one, refused)) return device.sendings.where({ id: one.id }).delete();
    await device.sendings.update(n, { refused });
    await letGo(one.id);
  });
}

/** Kept with this device's time, sent with the server's: how far they are apart may be learnt in between. */
function bodyOf({ what }: Sending) {
  if (what.kind !== "create") return [];
  const { captured_at, ...body } = what.body;
  return [captured_at ? { ...body, captured_at: onServer(captured_at) } : body];
}

async function sendBatch({ api, signal }: Way, creates: Sending[]): Promise<void> {
  const { data } = await api.POST("/v1/responses/batch", { body: { items: creates.flatMap(bodyOf) }, signal });
  for (const [at, { problem }] of (data?.results ?? []).entries()) {
    const { n } = creates[at] ?? { n: -1 };
    await (problem ? refuse(n, problem) : device.sendings.delete(n));
  }
}

/** One that can't be read must not hold up the others. */
async function sendCreates(way: Way, creates: Sending[]): Promise<void> {
  try {
    await sendBatch(way, creates);
  } catch (error) {
    if (!final(error)) throw error;
    const [first, ...more] = creates;
    if (first && more.length === 0) await refuse(first.n, error.problem);
    else for (const one of creates) await sendCreates(way, [one]);
  }
}

async function sendOne({ api, signal }: Way, { n, id, what }: Sending): Promise<void> {
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

/** Send what waits of a session, in order. Throws when the network or the server is away: then all of it stays. */
export async function sendWaiting(session_id: string, by: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const all = await device.sendings.where({ session_id, by }).sortBy("n");
    const stuck = new Set(all.filter(({ refused }) => refused).map(({ id }) => id));
    const next = all.filter(({ id }) => !stuck.has(id));
    if (!next[0]) return;
    const way = { api: await apiOf(by, signal), signal };
    const other = next.findIndex(({ what }) => what.kind !== "create");
    const creates = next.slice(0, other === -1 ? MOST_AT_ONCE : Math.min(other, MOST_AT_ONCE));
    if (creates.length > 0) await sendCreates(way, creates);
    else await sendOne(way, next[0]);
  }
}
