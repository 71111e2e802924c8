import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";

export const keys = {
  rounds: "guard.most_rounds_a_year",
  minutes: "guard.most_minutes_a_year",
  first_day: "school_year.first_day",
} as const;

export type Limit = keyof typeof keys;
export type Limits = Record<Limit, string>;
export type SchoolYear = Schemas["SchoolYearRead"];
export type ClassTime = Schemas["ClassTimeRead"];

/** What holds today, as a form shows it: empty where nothing is set. */
export const limitsQuery = queryOptions({
  queryKey: ["policies", "limits"],
  queryFn: async ({ signal }): Promise<Limits> => {
    const rows = await ok(api.GET("/v1/policies", { signal }));
    const held = (key: string): unknown => rows.find((row) => row.key === key)?.value;
    const shown = (key: string) => {
      const value = held(key);
      return typeof value === "number" || typeof value === "string" ? String(value) : "";
    };
    return { rounds: shown(keys.rounds), minutes: shown(keys.minutes), first_day: shown(keys.first_day) };
  },
});

export const schoolYearQuery = queryOptions({
  queryKey: ["district", "school-year"],
  queryFn: ({ signal }) => ok(api.GET("/v1/district/school-year", { signal })),
});

export const classTimeQuery = queryOptions({
  queryKey: ["class-time"],
  queryFn: ({ signal }) => ok(api.GET("/v1/class-time/schools", { signal })),
});
