import { ProblemError, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { endWork, reportWork } from "@/lib/work";
import type { RosterImport } from "./queries";

/** Shown in the header while the server reads the file, wherever one goes meanwhile. */
async function working<T>(id: string, label: string, work: () => Promise<T>): Promise<T> {
  reportWork({ id, label });
  return work().finally(() => endWork(id));
}

/** A refused file has been kept with its findings: the problem says under which id. */
export function refusedImport(error: unknown): string | null {
  const id = error instanceof ProblemError ? error.problem["import_id"] : null;
  return typeof id === "string" ? id : null;
}

export function useUpload(label: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set("file", file);
      // OpenAPI writes a file as a string; the form goes out as multipart.
      const body = form as unknown as { file: string };
      return working("roster-upload", label, () => ok(api.POST("/v1/roster-imports", { body })));
    },
    throwOnError: false,
    onSettled: () => queries.invalidateQueries({ queryKey: ["roster-imports"] }),
  });
}

function useImportStep(label: string, step: () => Promise<RosterImport>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => working("roster-import", label, step),
    throwOnError: false,
    // The whole roster may have changed, and with it everything that shows people.
    onSettled: () => queries.invalidateQueries(),
  });
}

export const useApply = (id: string, label: string) =>
  useImportStep(label, () =>
    ok(api.POST("/v1/roster-imports/{import_id}/apply", { params: { path: { import_id: id } } })),
  );

export const useApprove = (id: string, label: string) =>
  useImportStep(label, () =>
    ok(api.POST("/v1/roster-imports/{import_id}/approve", { params: { path: { import_id: id } } })),
  );
