import { expect, test } from "vitest";
import { type Span, tapped, wordsOf } from "@/features/responses/spans";

const text = "At lunch, I  sit alone.";
const span = (word: string): Span => wordsOf(text).find((one) => one.word === word)!.span;
const said = (of: Span | null) => of && text.slice(...of);

test("each word keeps its place, whatever stands between them", () => {
  expect(wordsOf(text).map(({ word }) => word)).toEqual(["At", "lunch,", "I", "sit", "alone."]);
  expect(wordsOf(text).map((one) => said(one.span))).toEqual(["At", "lunch,", "I", "sit", "alone."]);
});

test("the second tap takes all as far as that word, forward or back", () => {
  expect(said(tapped(null, span("lunch,"), false))).toBe("lunch,");
  expect(said(tapped(span("lunch,"), span("sit"), true))).toBe("lunch, I  sit");
  expect(said(tapped(span("sit"), span("At"), true))).toBe("At lunch, I  sit");
});

test("the same word again lets go of it, and a tap after a stretch begins anew", () => {
  expect(tapped(span("I"), span("I"), true)).toBeNull();
  expect(said(tapped([0, 15], span("alone."), false))).toBe("alone.");
});
