import { expect, test } from "vitest";
import { added, differences, dropped } from "@/features/consent/difference";
import { type Decided, type Form, signings } from "@/features/consent/queries";

const address = (about: string) => ({
  title: "T", about, happens: "H", not_asked: "N", privacy: "P", rights: "R",
  purposes: { participate: { question: "Q", hint: "I" }, audio: { question: "A", hint: "J" } },
});
const form = (about: string, purposes: Form["purposes"], language = "en") =>
  ({ purposes, texts: { [language]: { guardian: address(about), student: address("same") } } }) as unknown as Form;

test("only the words that changed are shown, with who reads them", () => {
  const found = differences(form("old", ["participate"]), form("new", ["participate"]));
  expect(found).toEqual([{ language: "en", party: "guardian", part: "about", before: "old", after: "new" }]);
});

test("a purpose that comes or goes shows its question and what it means", () => {
  const [before, after] = [form("a", ["participate"]), form("a", ["participate", "audio"])];
  const parts = differences(before, after).map(({ party, part, before: was }) => [party, part, was]);
  expect(parts).toEqual(
    ["guardian", "student"].flatMap((party) => [[party, "question.audio", null], [party, "hint.audio", null]]),
  );
  expect([added(before, after), dropped(before, after)]).toEqual([["audio"], []]);
  expect([added(after, before), dropped(after, before)]).toEqual([[], ["audio"]]);
});

test("a language that is added is new, word for word", () => {
  const both = { ...form("a", ["participate"]) };
  both.texts = { ...both.texts, ...form("b", ["participate"], "es").texts };
  const found = differences(form("a", ["participate"]), both);
  expect(new Set(found.map(({ language }) => language))).toEqual(new Set(["es"]));
  expect(found.every(({ before }) => before === null)).toBe(true);
});

const decided = (id: string, signing_id: string, purpose: string, decided_at: string, name = "Ana Ruiz") =>
  ({ id, signing_id, purpose, decided_at, party: "guardian", guardian_id: null, signed_name: name }) as unknown as Decided;

test("decisions stand together as they were signed, the newest first", () => {
  const all = [
    decided("1", "s1", "participate", "2026-11-01T00:00:00Z"),
    decided("2", "s1", "audio", "2026-11-01T00:00:00Z"),
    decided("3", "s2", "audio", "2026-11-02T00:00:00Z", "ANA RUIZ"),
  ];
  const found = signings(all);
  expect(found.map(({ id, records }) => [id, records.map((one) => one.id).sort()])).toEqual([["s2", ["3"]], ["s1", ["1", "2"]]]);
  expect([...found[0]!.standing].sort()).toEqual(["1", "3"]);
});

test("another person's later word replaces nothing", () => {
  const all = [
    decided("1", "s1", "audio", "2026-11-01T00:00:00Z"),
    decided("2", "s2", "audio", "2026-11-02T00:00:00Z", "Luis Ruiz"),
  ];
  expect([...signings(all)[0]!.standing].sort()).toEqual(["1", "2"]);
});
