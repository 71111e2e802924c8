/** Spans count code points, as the server does; the browser counts UTF-16 units. */
export function toPoints(text: string, unit: number): number {
  return Array.from(text.slice(0, unit)).length;
}

/** From and up to, in UTF-16 units. */
export type Span = readonly [from: number, to: number];

/** Each word and where it stands. */
export function wordsOf(text: string): { word: string; span: Span }[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ word, span: [index, index + word.length] }));
}

/** One tap takes a word, the next all as far as that one, a third begins anew. */
export function tapped(span: Span | null, word: Span, isOneWord: boolean): Span | null {
  if (!span || !isOneWord) return word;
  if (span[0] === word[0]) return null;
  return [Math.min(span[0], word[0]), Math.max(span[1], word[1])];
}

interface Marked {
  span_start: number;
  span_end: number;
}

export interface Piece {
  text: string;
  marked: boolean;
}

/** The text cut where marks begin and end. */
export function pieces(text: string, spans: readonly Marked[]): Piece[] {
  const points = Array.from(text);
  const marked = points.map((_, at) => spans.some(({ span_start, span_end }) => at >= span_start && at < span_end));
  const found: Piece[] = [];
  points.forEach((point, at) => {
    const last = found.at(-1);
    const here = marked[at] ?? false;
    if (last?.marked === here) last.text += point;
    else found.push({ text: point, marked: here });
  });
  return found;
}
