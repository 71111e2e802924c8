import { afterEach, expect, test } from "vitest";
import { learn, said } from "@/lib/said";

afterEach(() => learn("en"));

test("English is said as the server says it", async () => {
  await learn("en");
  expect(said("It ends before it begins.")).toBe("It ends before it begins.");
});

test("a sentence is said in the page's language", async () => {
  await learn("es");
  expect(said("It ends before it begins.")).toBe("Termina antes de empezar.");
});

test("what the server filled in stays where it belongs, and is said too where it can be", async () => {
  await learn("es");
  expect(said("Try again in 4 minutes.")).toBe("Vuelva a intentarlo en 4 minutos.");
  expect(said("It may touch a protected area: income.")).toBe("Puede tocar un área protegida: ingresos.");
});

test("what the catalogue lacks stays English, and a pattern takes no more than its sentence", async () => {
  await learn("es");
  expect(said("Try again in 4 minutes. Or never.")).toBe("Try again in 4 minutes. Or never.");
  expect(said("Nobody wrote this.")).toBe("Nobody wrote this.");
});
