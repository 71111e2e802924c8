/** The server speaks English; this says its sentences in the page's language, by their English. */

type Catalogue = Readonly<Record<string, string>>;

const catalogues = import.meta.glob<{ default: Catalogue }>("../said/*.json");
let whole: Catalogue = {};
let gapped: readonly (readonly [RegExp, string])[] = [];

const GAP = /{{\d}}/g;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const pattern = (english: string) => new RegExp(`^${english.split(GAP).map(escaped).join("([^]*)")}$`);

/** Learn a language before it is chosen. English needs no catalogue: it is what the server says. */
export async function learn(language: string): Promise<void> {
  const found = await catalogues[`../said/${language}.json`]?.();
  whole = found?.default ?? {};
  gapped = Object.entries(whole)
    .filter(([english]) => english.search(GAP) >= 0)
    .map(([english, own]) => [pattern(english), own] as const);
}

/** What the server said, in the page's language; in English where the catalogue lacks it. */
export function said(english: string): string {
  const own = whole[english];
  if (own !== undefined) return own;
  for (const [asked, answer] of gapped) {
    const parts = asked.exec(english);
    if (parts) return answer.replace(GAP, (gap) => said(parts[Number(gap[2])] ?? ""));
  }
  return english;
}
