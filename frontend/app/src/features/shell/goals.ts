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

/** The goals that hold every word of the query, those that begin with it first. */
export function matching(goals: readonly Goal[], query: string, most = 12): Goal[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const found = goals.filter((goal) => {
    const text = plain(`${goal.kind} ${goal.name}`);
    return words.every((word) => text.includes(word));
  });
  const first = (goal: Goal) => (plain(goal.name).startsWith(words[0] ?? "") ? 0 : 1);
  return found.toSorted((a, b) => first(a) - first(b)).slice(0, most);
}
