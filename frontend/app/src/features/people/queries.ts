import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { pagedQuery } from "@/lib/lists";

export type Student = Schemas["StudentRead"];
export type StudentDetail = Schemas["StudentDetailRead"];
export type RosterImport = Schemas["RosterImportRead"];
export type Finding = Schemas["FindingRead"];

export interface StudentSearch {
  q?: string | undefined;
  school_id?: string | undefined;
  grade?: string | undefined;
}

export const studentsQuery = (search: StudentSearch) =>
  pagedQuery(["students", "list", search], (cursor, signal) =>
    ok(api.POST("/v1/students/search", { params: { query: { cursor, limit: 100 } }, body: { ...search, order: "name" }, signal })),
  );

export const studentQuery = (id: string) =>
  queryOptions({
    queryKey: ["students", id],
    queryFn: ({ signal }) => ok(api.GET("/v1/students/{student_id}", { params: { path: { student_id: id } }, signal })),
  });

export const importsQuery = pagedQuery(["roster-imports", "list"], (cursor, signal) =>
  ok(api.GET("/v1/roster-imports", { params: { query: { cursor } }, signal })),
);

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["roster-imports", id],
    queryFn: ({ signal }) =>
      ok(api.GET("/v1/roster-imports/{import_id}", { params: { path: { import_id: id } }, signal })),
  });

export const findingsQuery = (id: string) =>
  pagedQuery(["roster-imports", id, "findings"], (cursor, signal) =>
    ok(
      api.GET("/v1/roster-imports/{import_id}/findings", {
        params: { path: { import_id: id }, query: { cursor, limit: 100 } },
        signal,
      }),
    ),
  );
