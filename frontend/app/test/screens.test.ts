import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { device } from "@/lib/device";
import { keep, keepDone, keepLine, lineOf } from "@/lib/outbox";
import { type Screen, forgetScreens, keepScreen, screenOf } from "@/lib/screens";

const HOUR = 3_600_000;

const screen = (status: Screen["state"]["session"]["status"], seen_at = Date.now()): Screen => ({
  session_id: "s1",
  me: { id: "imogen" } as Screen["me"],
  state: { session: { id: "s1", status }, entries: [], seats: [], struck: [] } as unknown as Screen["state"],
  guide: null,
  seen_at,
});

beforeEach(() => device.open());
afterEach(() => device.delete());

test("a session in work is shown again; one that is over leaves nothing behind", async () => {
  await keepScreen(screen("running"));
  expect((await screenOf("s1"))?.me.id).toBe("imogen");
  await keepScreen(screen("completed"));
  expect(await screenOf("s1")).toBeUndefined();
});

test("what was left behind long ago is nobody's to see, and is gone", async () => {
  await keepScreen(screen("running", Date.now() - 13 * HOUR));
  expect(await screenOf("another")).toBeUndefined();
  expect(await device.screens.count()).toBe(0);
});

test("whoever signs out leaves no screen, and what waits to be sent stays", async () => {
  await keepScreen(screen("running"));
  await keep({ id: "r1", session_id: "s1", by: "imogen", what: { kind: "strike" } });
  await forgetScreens();
  expect(await screenOf("s1")).toBeUndefined();
  expect(await device.sendings.count()).toBe(1);
});

test("a line begun is its writer's alone, with its speaker; it ends in the moment in which it waits to be sent", async () => {
  const line = { session_id: "s1", by: "imogen", text: "Half a sent", speaker: "m3", paraphrase: false };
  await keepLine(line);
  expect(await lineOf("s1", "theo")).toBeUndefined();
  expect(await lineOf("s1", "imogen")).toEqual(line);
  await keepDone({ id: "r1", session_id: "s1", by: "imogen", what: { kind: "strike" } });
  expect(await lineOf("s1", "imogen")).toEqual({ ...line, text: "" });
  expect(await device.sendings.count()).toBe(1);
});

test("of a session that is over no line stays, but for one that is not done", async () => {
  const line = { session_id: "s1", speaker: "m3", paraphrase: false };
  await keepLine({ ...line, by: "imogen", text: "Half a sent" });
  await keepLine({ ...line, by: "theo", text: "" });
  await keepScreen(screen("completed"));
  expect(await device.lines.toCollection().primaryKeys()).toEqual([["s1", "imogen"]]);
});
