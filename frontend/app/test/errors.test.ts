import { ProblemError } from "@tellmore/client";
import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { fieldErrors } from "@/components/form/errors";
import common from "@/locales/en/common.json";

beforeAll(async () => {
  await i18next.init({ lng: "en", resources: { en: { common } }, ns: ["common"], defaultNS: "common" });
});

const refused = (pointer: string, code: string, detail: string) =>
  new ProblemError({ type: "/problems/invalid", title: "Invalid", status: 422, errors: [{ pointer, code, detail }] });

test("a refusal that the server says for programs is said for people", () => {
  const error = refused("/name", "string_too_short", "String should have at least 1 character");
  expect(fieldErrors(error)).toEqual({ name: "This can't be empty" });
});

test.each([
  ["too_short", "Dictionary should have at least 1 item after validation, not 0", "Choose at least one"],
  ["greater_than_equal", "Input should be greater than or equal to 1", "1 or more"],
  ["less_than_equal", "Input should be less than or equal to 2000", "2000 or fewer"],
])("a bound that is not kept (%s) is said with its number", (code, detail, words) => {
  expect(fieldErrors(refused("/decisions", code, detail))).toEqual({ decisions: words });
});

test("a refusal in the server's own words stays as it is, at the field of its list", () => {
  const error = refused("#/quotas/0/min", "range", "At most 12.");
  expect(fieldErrors(error)).toEqual({ "quotas.0.min": "At most 12." });
});
