import type { Form } from "./queries";

export interface Difference {
  language: string;
  party: "guardian" | "student";
  /** Which words: `about`, or `question` and `hint` of a purpose. */
  part: string;
  before: string | null;
  after: string | null;
}

type Words = Record<string, string>;

const parties = ["guardian", "student"] as const;

/** Every piece of text of one address, by its name. */
function words(form: Form, language: string, party: (typeof parties)[number]): Words {
  const text = form.texts[language]?.[party];
  if (!text) return {};
  const { purposes, ...own } = text;
  const found: Words = { ...own };
  for (const purpose of form.purposes) {
    const ask = purposes[purpose];
    if (ask) found[`question.${purpose}`] = ask.question;
    if (ask) found[`hint.${purpose}`] = ask.hint;
  }
  return found;
}

/** What a family would read otherwise in the new version, piece by piece, in reading order. */
export function differences(before: Form, after: Form): Difference[] {
  const languages = [...new Set([...Object.keys(before.texts), ...Object.keys(after.texts)])].sort();
  return languages.flatMap((language) =>
    parties.flatMap((party) => {
      const [old, own] = [words(before, language, party), words(after, language, party)];
      const parts = [...new Set([...Object.keys(old), ...Object.keys(own)])];
      return parts
        .filter((part) => old[part] !== own[part])
        .map((part) => ({ language, party, part, before: old[part] ?? null, after: own[part] ?? null }));
    }),
  );
}

/** What is asked for the first time: nobody has agreed to it yet. */
export const added = (before: Form, after: Form) => after.purposes.filter((one) => !before.purposes.includes(one));

/** What is asked no more. */
export const dropped = (before: Form, after: Form) => before.purposes.filter((one) => !after.purposes.includes(one));
