import { expect, test } from "vitest";
import { deedOf } from "@/features/live/keys";

const stroke = (key: string, shiftKey = false) => ({ key, shiftKey, isComposing: false });

test("at the beginning of a line a number chooses who speaks, and zero the group", () => {
  expect(deedOf(stroke("3"), "", false)).toEqual({ do: "speaker", seat: 3 });
  expect(deedOf(stroke("0"), "", false)).toEqual({ do: "group" });
  expect(deedOf(stroke("3"), "We were ", false)).toBeNull();
});

test("a lone p passes by a number or Enter, and goes on to be a word by a letter", () => {
  expect(deedOf(stroke("p"), "", false)).toBeNull();
  expect(deedOf(stroke("2"), "p", false)).toEqual({ do: "pass", seat: 2 });
  expect(deedOf(stroke("Enter"), "P", false)).toEqual({ do: "pass", seat: null });
  expect(deedOf(stroke("e"), "P", false)).toBeNull();
});

test("a lone n marks what was seen", () => {
  expect(deedOf(stroke("2"), "n", false)).toEqual({ do: "cue", cue: "laugh" });
  expect(deedOf(stroke("o"), "n", false)).toBeNull();
  expect(deedOf(stroke("Enter"), "n", false)).toEqual({ do: "wait" });
});

test("while a line is edited every key but Enter and Escape is typing", () => {
  expect(deedOf(stroke("1"), "", true)).toBeNull();
  expect(deedOf(stroke("Enter"), "p", true)).toEqual({ do: "commit" });
  expect(deedOf(stroke("Escape"), "p", true)).toEqual({ do: "leave" });
});

test("Enter keeps the line, Shift and Enter make a new one, and an input method is left alone", () => {
  expect(deedOf(stroke("Enter"), "Yes.", false)).toEqual({ do: "commit" });
  expect(deedOf(stroke("Enter", true), "Yes.", false)).toBeNull();
  expect(deedOf({ ...stroke("Enter"), isComposing: true }, "Yes.", false)).toBeNull();
});
