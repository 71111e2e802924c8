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

/** Sign in as one of the demo people, in a language. */
export async function signIn(page: Page, email: string, language = "en"): Promise<void> {
  await page.addInitScript((code) => localStorage.setItem("tellmore.language", code), language);
  await page.goto("/");
  const button = page.getByRole("button", { name: language === "es" ? "Entrar" : "Sign in" });
  await expect(button).toBeVisible();
  await page.locator("input[type=email]").fill(email);
  await page.locator("input[type=password]").fill(password);
  await button.click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
}
