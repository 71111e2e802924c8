import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";

const src = join(import.meta.dirname, "../src");
const names = globSync(join(src, "locales/en/*.json")).map((path) => basename(path));

type Tree = { [key: string]: string | Tree };
const read = (language: string, name: string) =>
  JSON.parse(readFileSync(join(src, "locales", language, name), "utf8")) as Tree;

function flat(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

/** `students_one` and `students_other` are one key in the code. */
const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const slots = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map(([, slot]) => slot).sort();

// Every string in the code that could be a key, and the beginnings of those built from a value.
const code = globSync(join(src, "**/*.{ts,tsx}")).map((path) => readFileSync(path, "utf8")).join("\n");
const said = new Set([...code.matchAll(/["'`]([A-Za-z][\w.:]*)["'`]/g)].map(([, key]) => key!.split(":").pop()!));
const begun = [...code.matchAll(/`(?:\w+:)?([A-Za-z][\w.]*\.)\$\{/g)].map(([, start]) => start!);

describe.each(names)("%s", (name) => {
  const english = new Map(flat(read("en", name)));
  const spanish = new Map(flat(read("es", name)));

  test("has the same keys in English and Spanish", () => {
    const stems = (map: Map<string, string>) => [...new Set([...map.keys()].map(stem))].sort();
    expect(stems(spanish)).toEqual(stems(english));
  });

  test("fills the same slots in both", () => {
    for (const [key, text] of spanish) if (english.has(key)) expect([key, slots(text)]).toEqual([key, slots(english.get(key)!)]);
  });

  test("has no empty text", () => {
    for (const [key, text] of [...english, ...spanish]) expect(text.trim(), key).not.toBe("");
  });

  test("has no key that the code doesn't use", () => {
    const used = (key: string) => said.has(stem(key)) || begun.some((start) => key.startsWith(start));
    expect([...english.keys()].filter((key) => !used(key))).toEqual([]);
  });
});

test("every catalogue of English exists in Spanish, and no other", () => {
  expect(globSync(join(src, "locales/es/*.json")).map((path) => basename(path)).sort()).toEqual(names.sort());
});
