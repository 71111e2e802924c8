import { type Schemas, ok } from "@tellmore/client";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";

export type Membership = Schemas["MembershipWrite"];
export type Role = Schemas["Role"];
export type Staff = Exclude<Schemas["StaffRead"], { deleted: true }>;

export const roles = [
  "district_admin",
  "coordinator",
  "facilitator",
  "note_taker",
  "analyst",
  "counselor",
  "school_viewer",
] as const satisfies readonly Role[];

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ["users", id],
    queryFn: ({ signal }) => ok(api.GET("/v1/users/{user_id}", { params: { path: { user_id: id } }, signal })),
  });

/** The first of the roster's staff whose name holds these words. */
export const staffQuery = (q: string) =>
  queryOptions({
    queryKey: ["staff", q],
    queryFn: async ({ signal }) => {
      const { items } = await ok(api.POST("/v1/staff/search", { params: { query: { limit: 20 } }, body: { q }, signal }));
      return items.filter((one): one is Staff => !("deleted" in one));
    },
    placeholderData: keepPreviousData,
  });
