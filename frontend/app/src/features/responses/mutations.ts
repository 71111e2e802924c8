import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import type { Code } from "@/lib/queries/insights";
import type { Response } from "./queries";

interface Mark {
  response: Response;
  start: number;
  end: number;
  /** An existing code, or the name of a new one. */
  code: { id: string } | { name: string };
}

async function codeId(cohort_id: string, code: Mark["code"]): Promise<string> {
  if ("id" in code) return code.id;
  return (await ok(api.POST("/v1/codes", { body: { cohort_id, name: code.name } }))).id;
}

/** Put a code on an excerpt; a new name makes the code first. */
export function useMark(cohortId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ response, start, end, code }: Mark) =>
      ok(
        api.POST("/v1/codings", {
          body: {
            code_id: await codeId(cohortId, code),
            response_id: response.id,
            response_revision: response.revision,
            span_start: start,
            span_end: end,
          },
        }),
      ),
    throwOnError: false,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ["codes", cohortId] });
      await queries.invalidateQueries({ queryKey: ["codings", cohortId] });
    },
  });
}

export function useUnmark(cohortId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (coding_id: string) => api.DELETE("/v1/codings/{coding_id}", { params: { path: { coding_id } } }),
    throwOnError: false,
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["codings", cohortId] }),
        queries.invalidateQueries({ queryKey: ["codes", cohortId] }),
      ]),
  });
}

function useCodeChange<V>(cohortId: string, change: (input: V) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["codes", cohortId] }),
  });
}

export const useCreateCode = (cohort_id: string) =>
  useCodeChange(cohort_id, (body: Omit<Schemas["CodeCreate"], "cohort_id">) =>
    ok(api.POST("/v1/codes", { body: { cohort_id, ...body } })),
  );

export const useDeleteCode = (cohortId: string) =>
  useCodeChange(cohortId, ({ id, version }: Code) =>
    api.DELETE("/v1/codes/{code_id}", { params: { path: { code_id: id }, header: ifMatch(version) } }),
  );

/** Session by session: a student may have said things in several. Returns how much was struck. */
export function useStrikeAll(cohortId: string, onStruck: (count: number) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ member_id, session_ids }: { member_id: string; session_ids: string[] }) => {
      let struck = 0;
      for (const session_id of session_ids) {
        const path = { session_id, member_id };
        const done = await ok(
          api.POST("/v1/sessions/{session_id}/participants/{member_id}/strike-all", { params: { path } }),
        );
        struck += done.struck;
      }
      return struck;
    },
    throwOnError: false,
    // Here and not at the call: the button goes away with the last word of the student.
    onSuccess: onStruck,
    // Codes, themes and quotes may have lost what they rested on; what isn't on the screen is not
    // kept to be shown for the moment in which it is read anew.
    onSettled: () =>
      Promise.all(
        [["responses"], ["codings", cohortId], ["codes", cohortId], ["themes"]].map((queryKey) => {
          queries.removeQueries({ queryKey, type: "inactive" });
          return queries.invalidateQueries({ queryKey });
        }),
      ),
  });
}
