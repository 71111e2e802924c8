import { type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ifMatch } from "@/lib/api";
import type { Theme } from "@/lib/queries/insights";

export type ThemeDraft = Required<Omit<Schemas["ThemeCreate"], "cohort_id">>;

function useThemeChange<V>(change: (input: V) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    throwOnError: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["themes"] }),
  });
}

const of = ({ id }: Theme) => ({ path: { theme_id: id } });

/** A theme is one document: made or changed as a whole. */
export const useSaveTheme = (cohort_id: string, theme?: Theme) =>
  useThemeChange((draft: ThemeDraft) =>
    theme
      ? ok(
          api.PATCH("/v1/themes/{theme_id}", {
            params: { ...of(theme), header: ifMatch(theme.version) },
            body: draft,
          }),
        )
      : ok(api.POST("/v1/themes", { body: { cohort_id, ...draft } })),
  );

export const usePublishTheme = (theme: Theme) =>
  useThemeChange<void>(() => ok(api.POST("/v1/themes/{theme_id}/publish", { params: of(theme) })));

export const useClearWord = (theme: Theme) =>
  useThemeChange((body: Schemas["ClearedWordCreate"]) =>
    ok(api.POST("/v1/themes/{theme_id}/cleared-words", { params: of(theme), body })),
  );

export const useDeleteTheme = (theme: Theme) =>
  useThemeChange<void>(() =>
    api.DELETE("/v1/themes/{theme_id}", { params: { ...of(theme), header: ifMatch(theme.version) } }),
  );
