import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { whole } from "@/lib/lists";
import type { Purpose } from "@/lib/queries/consent";

export type Form = Schemas["FormRead"];
export type Request = Schemas["RequestRead"];
export type Permission = Schemas["PermissionRead"];

export const purposes = ["participate", "audio", "quote", "follow_up"] as const satisfies readonly Purpose[];

/** The versions of what families are asked, the newest first. */
export const formsQuery = (cohort_id: string) =>
  queryOptions({
    queryKey: ["consent", "forms", cohort_id],
    queryFn: async ({ signal }) => {
      const forms = await whole((cursor) =>
        api.GET("/v1/consent-forms", { params: { query: { cohort_id, cursor, limit: 100 } }, signal }),
      );
      return forms.toSorted((a, b) => b.number - a.number);
    },
  });

export type Decided = Schemas["RecordRead"];

/** What one person decided at one time. */
export interface Signing {
  id: string;
  records: [Decided, ...Decided[]];
  /** Those that no later decision of the same person has replaced. */
  standing: ReadonlySet<string>;
}

const who = ({ party, guardian_id, signed_name }: Decided) => guardian_id ?? `${party}/${signed_name?.toLowerCase() ?? ""}`;

/** Decisions by signature, the newest first. */
export function signings(records: readonly Decided[]): Signing[] {
  const inOrder = records.toSorted((a, b) => b.decided_at.localeCompare(a.decided_at) || b.id.localeCompare(a.id));
  const newest = new Map<string, string>();
  for (const one of inOrder) {
    const key = `${who(one)}/${one.purpose}`;
    if (!newest.has(key)) newest.set(key, one.id);
  }
  const standing = new Set(newest.values());
  const found = new Map<string, Signing>();
  for (const one of inOrder) {
    const known = found.get(one.signing_id);
    if (known) known.records.push(one);
    else found.set(one.signing_id, { id: one.signing_id, records: [one], standing });
  }
  return [...found.values()];
}

export const recordsQuery = (member_id: string) =>
  queryOptions({
    queryKey: ["consent", "records", member_id],
    queryFn: async ({ signal }) =>
      signings(
        await whole((cursor) =>
          api.GET("/v1/consent-records", { params: { query: { member_id, cursor, limit: 100 } }, signal }),
        ),
      ),
  });

/** How much of what a student said goes with a no to taking part. */
export const atStakeQuery = (member_id: string) =>
  queryOptions({
    queryKey: ["consent", "at-stake", member_id],
    queryFn: ({ signal }) => ok(api.GET("/v1/members/{member_id}/at-stake", { params: { path: { member_id } }, signal })),
    throwOnError: false,
  });

export const receiptQuery = (record_id: string) =>
  queryOptions({
    queryKey: ["consent", "receipt", record_id],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/consent-records/{record_id}/receipt", { params: { path: { record_id } }, signal })),
    throwOnError: false,
  });
