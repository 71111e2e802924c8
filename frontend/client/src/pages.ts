/** What every list answers. */
export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

/** A list that also comes as CSV has text among its answers. */
type Answer<T> = { data?: Page<T> | string | undefined };

/** Read one page: `(cursor) => api.GET("/v1/cohorts", { params: { query: { cursor } } })`. */
export type ReadPage<T> = (cursor: string | undefined) => Promise<Answer<T>>;

/** Each page of a list. More than `max` pages is an error, never a silent cut. */
export async function* pages<T>(read: ReadPage<T>, max = 200): AsyncGenerator<T[], void> {
  let cursor: string | undefined;
  for (let page = 0; page < max; page++) {
    const { data } = await read(cursor);
    if (!data) return;
    if (typeof data === "string") throw new TypeError("Ask for this list as JSON");
    yield data.items;
    if (!data.next_cursor) return;
    cursor = data.next_cursor;
  }
  throw new RangeError(`The list goes on after ${max} pages: raise the bound or narrow the filter`);
}

/** Each item of a list, page after page. */
export async function* items<T>(read: ReadPage<T>, maxPages = 200): AsyncGenerator<T, void> {
  for await (const page of pages(read, maxPages)) yield* page;
}
