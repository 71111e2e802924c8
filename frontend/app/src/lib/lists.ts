import { type Page, type ReadPage, items } from "@tellmore/client";
import { infiniteQueryOptions } from "@tanstack/react-query";

/** Rows that are still there: a list tells of deleted ones too, for those who synchronise. */
export function living<T extends object>(rows: readonly T[]): Exclude<T, { deleted: true }>[] {
  return rows.filter((row): row is Exclude<T, { deleted: true }> => !("deleted" in row));
}

/** A whole list that is known to be short: schools, cohorts of a district. */
export async function whole<T extends object>(read: ReadPage<T>): Promise<Exclude<T, { deleted: true }>[]> {
  return living(await Array.fromAsync(items(read, 20)));
}

type Read<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>;

/** A long list, a page at a time. */
export function pagedQuery<T extends object>(key: readonly unknown[], read: Read<T>) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => living(page.items)),
  });
}
