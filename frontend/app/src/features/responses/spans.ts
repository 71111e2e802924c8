/** Spans count code points, as the server does; the browser counts UTF-16 units. */
export function toPoints(text: string, unit: number): number {
  return Array.from(text.slice(0, unit)).length;
}

interface Span {
  span_start: number;
  span_end: number;
}

export interface Piece {
  text: string;
  marked: boolean;
}

/** The text cut where marks begin and end. */
export function pieces(text: string, spans: readonly Span[]): Piece[] {
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
