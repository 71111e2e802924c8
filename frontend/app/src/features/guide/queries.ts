import { type Schemas, ok } from "@tellmore/client";
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/api";

const readGuide = (guide_id: string, signal: AbortSignal) =>
  ok(api.GET("/v1/guides/{guide_id}", { params: { path: { guide_id } }, signal }));

const readBank = (language: Language, signal: AbortSignal) =>
  ok(api.GET("/v1/question-bank", { params: { query: { language } }, signal }));

export type Guide = Awaited<ReturnType<typeof readGuide>>;
export type Bank = Awaited<ReturnType<typeof readBank>>;
export type BankQuestion = Bank["questions"][number];
export type Finding = Omit<BankQuestion["findings"][number], "key">;
export type PromptKind = Schemas["PromptKind"];
export type Language = Schemas["BankRead"]["language"];

export const guideQuery = (guide_id: string) =>
  queryOptions({
    queryKey: ["guides", guide_id],
    queryFn: ({ signal }) => readGuide(guide_id, signal),
  });

export const bankQuery = (language: Language) =>
  queryOptions({
    queryKey: ["question-bank", language],
    queryFn: ({ signal }) => readBank(language, signal),
    staleTime: Infinity,
  });

export const lintQuery = (text: string, language: Language, highest_grade: number | null) =>
  queryOptions({
    queryKey: ["lint", language, highest_grade, text],
    queryFn: ({ signal }) =>
      ok(api.POST("/v1/question-bank/lint", { body: { text, language, highest_grade, branches: [] }, signal })),
    enabled: text.trim() !== "",
    throwOnError: false,
  });
