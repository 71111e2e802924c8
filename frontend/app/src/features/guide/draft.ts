import type { Schemas } from "@tellmore/client";
import type { Bank, BankQuestion, Guide } from "./queries";

type Line = Schemas["ScriptLine"];

/** A question as it is being put together. Words of null are the bank's own, placeholders and all. */
export interface DraftQuestion {
  id: string;
  bank_key: string | null;
  text: string | null;
  prompts: Schemas["PromptWrite"][] | null;
}

export interface DraftLine extends Line {
  left_out: boolean;
}

export interface DraftStage {
  stage: Schemas["GuideStage"];
  title: string;
  minutes: number;
  lines: DraftLine[];
}

export interface Draft {
  questions: DraftQuestion[];
  stages: DraftStage[];
  ppra_areas: Schemas["PpraArea"][];
  ppra_dismissed: Schemas["PpraArea"][];
}

/** The bank's words as the server says them at this school. */
export function filled(text: string, school: string): string {
  return text.replaceAll("(school name)", school).replaceAll("(school)", school);
}

function sameWords(question: Schemas["Question"], bank: BankQuestion | undefined, school: string): boolean {
  return bank !== undefined && filled(bank.text, school) === question.text;
}

function samePrompts(question: Schemas["Question"], bank: BankQuestion | undefined, school: string): boolean {
  const say = (prompts: { kind: string; text: string }[]) =>
    JSON.stringify(prompts.map(({ kind, text }) => [kind, filled(text, school)]));
  return bank !== undefined && say(bank.prompts) === say(question.prompts);
}

function draftStage(script: Schemas["StageScript"], said: Schemas["StageScript"] | undefined, school: string): DraftStage {
  const lines = new Map(said?.lines.map((line) => [line.key, line]));
  return {
    stage: script.stage,
    title: script.title,
    minutes: said?.minutes ?? script.minutes,
    lines: script.lines.map((line) => ({
      ...(lines.get(line.key) ?? { ...line, text: filled(line.text, school) }),
      left_out: !lines.has(line.key),
    })),
  };
}

export function toDraft({ content, school_name }: Guide, bank: Bank): Draft {
  const known = new Map(bank.questions.map((one) => [one.key, one]));
  return {
    questions: content.questions.map((question) => {
      const source = question.bank_key === null ? undefined : known.get(question.bank_key);
      const prompts = question.prompts.map(({ kind, text }) => ({ kind, text }));
      return {
        id: question.key,
        bank_key: question.bank_key,
        text: sameWords(question, source, school_name) ? null : question.text,
        prompts: samePrompts(question, source, school_name) ? null : prompts,
      };
    }),
    stages: bank.stages.map((script) =>
      draftStage(script, content.stages.find(({ stage }) => stage === script.stage), school_name),
    ),
    ppra_areas: content.ppra_areas,
    ppra_dismissed: content.ppra_dismissed,
  };
}

function writeStage(stage: DraftStage, bank: Bank, school: string): Schemas["StageWrite"] {
  const script = bank.stages.find((one) => one.stage === stage.stage);
  const own = new Map(script?.lines.map(({ key, text }) => [key, filled(text, school)]));
  const changed = stage.lines.filter(({ key, text, left_out }) => !left_out && text.trim() && text !== own.get(key));
  return {
    stage: stage.stage,
    minutes: stage.minutes,
    lines: changed.map(({ key, text }) => ({ key, text })),
    left_out: stage.lines.filter(({ left_out }) => left_out).map(({ key }) => key),
  };
}

/** What the server is told: only words that differ from the bank's. */
export function toWrite(draft: Draft, bank: Bank, school: string): Schemas["GuideUpdate"] {
  return {
    questions: draft.questions.map(({ bank_key, text, prompts }) => ({ bank_key, text, prompts })),
    stages: draft.stages.map((stage) => writeStage(stage, bank, school)),
    ppra_areas: draft.ppra_areas,
    ppra_dismissed: draft.ppra_dismissed,
  };
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
