/** What the server says this person may do with this thing now. The page knows no rule of its own. */
export function can<Verb extends string>(thing: { can: readonly Verb[] }, verb: Verb): boolean {
  return thing.can.includes(verb);
}
