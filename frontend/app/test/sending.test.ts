import "fake-indexeddb/auto";
import type { Schemas } from "@tellmore/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { device } from "@/lib/device";
import { type Unsent, drop, keep, unsentOf } from "@/lib/outbox";
import { sendWaiting } from "@/lib/send";

const AHEAD_MS = 120_000;
const words = (id: string, session_id = "s1", by = "imogen") => {
  const captured_at = new Date().toISOString();
  return { id, session_id, by, what: { kind: "create" as const, body: { id, session_id, kind: "utterance" as const, captured_at } } };
};
let token = 0;
let person: string;
let taken: Schemas["ResponseCreate"][];
let struck: string[];

const problem = (slug: string, status: number, headers: HeadersInit) =>
  Response.json({ type: `/problems/${slug}`, title: "No", status }, { status, headers });

function strike(id: string, headers: HeadersInit): Response {
  struck.push(id);
  return id === "unknown" ? problem("not-found", 404, headers) : Response.json({ id, deleted: true }, { headers });
}

/** The server, whose clock is two minutes behind this device's. */
async function server(request: Request): Promise<Response> {
  const headers = { date: new Date(Date.now() - AHEAD_MS).toUTCString() };
  const path = new URL(request.url).pathname;
  if (path === "/v1/auth/refresh") return Response.json({ access_token: `${person} ${++token}`, expires_in: 0 }, { headers });
  if (path === "/v1/me") return Response.json({ id: request.headers.get("authorization")?.split(" ")[1] }, { headers });
  if (path.endsWith("/strike")) return strike(path.split("/")[3]!, headers);
  if (request.method === "PATCH") return problem("forbidden", 403, headers);
  const { items } = (await request.json()) as Schemas["ResponseBatch"];
  taken.push(...items);
  const results = items.map(({ id, text }) => ({ id, problem: text ? { type: `/problems/${text}`, title: "No" } : null }));
  return Response.json({ results }, { headers });
}

const send = (session_id: string, by: string) => sendWaiting(session_id, by, new AbortController().signal);
const unsent = (by: string) =>
  new Promise<Unsent[]>((resolve, reject) => {
    unsentOf(by).subscribe(resolve, reject);
  });

beforeEach(async () => {
  await device.open();
  person = "imogen";
  taken = [];
  struck = [];
  vi.stubGlobal("fetch", server);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await device.delete();
});

test("what was said is sent at the server's time, learnt with the sending itself", async () => {
  const kept = words("r1");
  await keep(kept);
  await send("s1", "imogen");
  const { captured_at } = taken[0]!;
  expect(Math.abs(Date.parse(captured_at!) + AHEAD_MS - Date.parse(kept.what.body.captured_at))).toBeLessThan(2500);
  expect(await device.sendings.count()).toBe(0);
});

test("what is too early for the server waits, with all that comes after it", async () => {
  const early = words("r1");
  await keep({ ...early, what: { ...early.what, body: { ...early.what.body, text: "clock-ahead" } } });
  await keep(words("r2"));
  await expect(send("s1", "imogen")).rejects.toThrow("No");
  expect(await unsent("imogen")).toEqual([{ session_id: "s1", waiting: 2, refused: 0 }]);
});

test("nothing goes out under the name of somebody who signed in meanwhile", async () => {
  await keep(words("r1"));
  person = "theo";
  await expect(send("s1", "imogen")).rejects.toThrow("Somebody else");
  expect(taken).toEqual([]);
  expect(await unsent("imogen")).toEqual([{ session_id: "s1", waiting: 1, refused: 0 }]);
  expect(await unsent("theo")).toEqual([]);
});

test("what waits and what was refused is counted by entry, session by session", async () => {
  const refused = { slug: "no", title: "No" };
  await keep(words("r1"));
  await keep({ id: "r1", session_id: "s1", by: "imogen", what: { kind: "update", body: { text: "More" } } });
  await keep({ ...words("r2"), refused });
  await keep({ id: "r2", session_id: "s1", by: "imogen", what: { kind: "update", body: { text: "More" } } });
  await keep(words("r3", "s2"));
  await keep(words("r4", "s2", "theo"));
  expect(await unsent("imogen")).toEqual([
    { session_id: "s1", waiting: 1, refused: 1 },
    { session_id: "s2", waiting: 1, refused: 0 },
  ]);
});

const said = (id: string, text: string) => {
  const { what, ...about } = words(id);
  return { ...about, what: { ...what, body: { ...what.body, text } } };
};
const then = (id: string, what: Parameters<typeof keep>[0]["what"]) => keep({ id, session_id: "s1", by: "imogen", what });

test.each([
  ["before they are struck", true],
  ["after", false],
])("words that a student took back are left on no device, though the server refuses them %s", async (_, first) => {
  await keep(said("unknown", "no"));
  if (first) await send("s1", "imogen");
  await then("unknown", { kind: "strike" });
  await send("s1", "imogen");
  expect(struck).toEqual(["unknown"]);
  expect(await device.sendings.count()).toBe(0);
});

test("a change that is refused holds up no strike", async () => {
  await then("r1", { kind: "update", body: { text: "More" } });
  await send("s1", "imogen");
  expect(await unsent("imogen")).toEqual([{ session_id: "s1", waiting: 0, refused: 1 }]);
  await then("r1", { kind: "strike" });
  await send("s1", "imogen");
  expect(struck).toEqual(["r1"]);
  expect(await device.sendings.count()).toBe(0);
});

test("a strike that is refused is told, though the server knows nothing of the words", async () => {
  await then("unknown", { kind: "strike" });
  await send("s1", "imogen");
  expect(await unsent("imogen")).toEqual([{ session_id: "s1", waiting: 0, refused: 1 }]);
});

test("who removes an entry that was refused removes what they changed in it since", async () => {
  await keep(said("r1", "no"));
  await send("s1", "imogen");
  await then("r1", { kind: "update", body: { text: "More" } });
  const [refused] = await device.sendings.toArray();
  await drop(refused!.n);
  expect(await unsent("imogen")).toEqual([]);
});
