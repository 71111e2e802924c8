const inOrder = new Intl.Collator(undefined, { numeric: true });

/** "Student 9" comes before "Student 10". */
export function byPseudonym(a: { pseudonym: string }, b: { pseudonym: string }): number {
  return inOrder.compare(a.pseudonym, b.pseudonym);
}
