import type { Code } from "@/lib/queries/insights";

export interface CodeNode {
  code: Code;
  depth: number;
}

/** The tree as a list: each code after its parent, by name. */
export function inTree(codes: readonly Code[]): CodeNode[] {
  const under = (parent: string | null, depth: number): CodeNode[] =>
    codes
      .filter(({ parent_id }) => parent_id === parent)
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .flatMap((code) => [{ code, depth }, ...under(code.id, depth + 1)]);
  return under(null, 0);
}

/** For a select: indented by depth. */
export function codeOptions(codes: readonly Code[]): { value: string; label: string }[] {
  return inTree(codes).map(({ code, depth }) => ({ value: code.id, label: `${"\u2003".repeat(depth)}${code.name}` }));
}
