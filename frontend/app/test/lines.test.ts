import { expect, test } from "vitest";
import { linesOf } from "@/features/live/lines";
import type { Entry } from "@/features/live/queries";
import type { Sending } from "@/lib/outbox";

const at = (second: number) => `2026-11-23T10:00:0${second}Z`;
const entry = (id: string, second: number): Entry => ({
  id,
  member_id: "m1",
  kind: "utterance",
  withheld: false,
  text: id,
  wording: "verbatim",
  cue: null,
  question_key: null,
  stage: "questions",
  sequence: second,
  captured_at: at(second),
  recorded_by: null,
  revision: 1,
  version: 1,
  can: ["read", "edit", "strike"],
});
const sending = (n: number, id: string, what: Sending["what"]): Sending => ({ n, id, session_id: "s", by: "u", what });
const create = (n: number, id: string, second: number) =>
  sending(n, id, { kind: "create", body: { id, session_id: "s", kind: "utterance", text: id, captured_at: at(second) } });

test("what only this device holds stands among the rest, by its moment, and says so", () => {
  const lines = linesOf([entry("a", 1), entry("c", 3)], [], [create(1, "b", 2)]);
  expect(lines.map(({ id, saved }) => [id, saved])).toEqual([["a", "server"], ["b", "device"], ["c", "server"]]);
});

test("a change on the way is shown at once, and a strike takes the line away", () => {
  const change = sending(1, "a", { kind: "update", body: { text: "A" } });
  expect(linesOf([entry("a", 1)], [], [change])).toMatchObject([{ text: "A", saved: "device" }]);
  expect(linesOf([entry("a", 1)], [], [sending(1, "a", { kind: "strike" })])).toEqual([]);
  expect(linesOf([entry("a", 1)], ["a"], [])).toEqual([]);
});

test("what the server refused stays, with the reason", () => {
  const refused = { ...create(1, "a", 1), refused: { slug: "not-taking-part", title: "No" } };
  expect(linesOf([], [], [refused])).toMatchObject([{ id: "a", saved: "refused", refused: { n: 1 } }]);
});
