/**
 * Change something, and say so when it is done. What is handed to `mutate` goes with the component
 * that asked, and a saved thing often mounts that component anew, or leaves it out.
 */
export function afterwards<I, O>(change: { mutateAsync: (input: I) => Promise<O> }, input: I, say: (answer: O) => void): void {
  void change.mutateAsync(input).then(say, () => undefined);
}
