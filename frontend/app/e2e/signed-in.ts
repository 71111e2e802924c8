import { type Page, expect } from "@playwright/test";

/** The demo district's people, one of each role. */
export const people = {
  admin: "admin@cedarvalley.example",
  coordinator: "coordinator@cedarvalley.example",
  facilitator: "facilitator@cedarvalley.example",
  noteTaker: "notetaker@cedarvalley.example",
  analyst: "analyst@cedarvalley.example",
  counselor: "counselor@cedarvalley.example",
  principal: "principal@cedarvalley.example",
} as const;

export const password = process.env["TELLMORE_DEMO_PASSWORD"] ?? "";

/** Signed in as one of the demo people, in a language, before any page. The walks and sign-in.spec go through the form. */
export async function signIn(page: Page, email: string, language = "en"): Promise<void> {
  await page.addInitScript((code) => localStorage.setItem("tellmore.language", code), language);
  const given = await page.request.post("/v1/auth/sign-in", { data: { email, password } });
  expect(given.status()).toBe(200);
}
