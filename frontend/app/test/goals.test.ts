import { expect, test } from "vitest";
import { matching } from "../src/features/shell/goals";

const goal = (name: string, kind = "Page") => ({ id: name, name, kind, path: "/" });

test("the palette finds by every word, without accents, beginnings first", () => {
  const goals = [goal("Otoño: sesiones"), goal("Sesiones"), goal("Primavera", "Cohorte")];
  expect(matching(goals, "ses").map(({ name }) => name)).toEqual(["Sesiones", "Otoño: sesiones"]);
  expect(matching(goals, "otono ses").map(({ name }) => name)).toEqual(["Otoño: sesiones"]);
  expect(matching(goals, "cohorte prim").map(({ name }) => name)).toEqual(["Primavera"]);
});

test("the palette puts whole words before their beginnings", () => {
  const goals = [goal("Student 10 · Autumn", "Student"), goal("Student 1 · Autumn", "Student")];
  expect(matching(goals, "student 1", 1)[0]!.name).toBe("Student 1 · Autumn");
});
