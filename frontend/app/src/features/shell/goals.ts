/** Where the palette can go. `path` is a place in the app. */
export interface Goal {
  id: string;
  kind: string;
  name: string;
  path: string;
}

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

/** The goals that hold every word of the query: first those with each as a whole word, then those that begin with it. */
export function matching(goals: readonly Goal[], query: string, most = 12): Goal[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const rank = ({ kind, name }: Goal) => {
    const whole = plain(`${kind} ${name}`).split(/\s+/);
    if (words.every((word) => whole.includes(word))) return 0;
    return plain(name).startsWith(words[0] ?? "") ? 1 : 2;
  };
  return goals
    .filter(({ kind, name }) => words.every((word) => plain(`${kind} ${name}`).includes(word)))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, most);
}
