/**
 * What a district's own system does with Tellmore, from the roster to the answer that students get.
 * Run by `tests/walk` against a real server; readable as the longest example of the client.
 *
 *   TELLMORE_URL, TELLMORE_ID, TELLMORE_SECRET   where, and as whom
 *   ROSTER       a OneRoster zip        RECEIVER   where webhooks go, if anywhere
 *   COHORT       its name, when "Belonging, autumn" is taken
 *   FACILITATORS moderator's and note-taker's user ids, separated by a comma
 *
 * Prints one line of JSON: the webhook secret and the ids of what was made.
 */
import { openAsBlob } from "node:fs";
import { clientCredentials, createTellmore, etag, finished, items, ok, type Schemas } from "@tellmore/client";
import { answerByLink } from "./family.ts";
import { runSession } from "./session.ts";

const env = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}`);
  return value;
};

const baseUrl = env("TELLMORE_URL");
const auth = clientCredentials({ clientId: env("TELLMORE_ID"), clientSecret: env("TELLMORE_SECRET") });
const api = createTellmore({ baseUrl, auth });
const [moderator_id, note_taker_id] = env("FACILITATORS").split(",") as [string, string];

/** A change names the version that it was made on. */
const ifMatch = (response: Response) => ({ "if-match": response.headers.get("etag") });

async function hear(url: string): Promise<string> {
  const body = { url, event_types: [], enabled: true };
  return (await ok(api.POST("/v1/webhook-endpoints", { body }))).secret;
}

async function roster(): Promise<void> {
  const file = await openAsBlob(env("ROSTER"), { type: "application/zip" });
  const preview = await ok(
    api.POST("/v1/roster-imports", {
      body: { file: file as unknown as string },
      bodySerializer: () => {
        const form = new FormData();
        form.append("file", file, "roster.zip");
        return form;
      },
    }),
  );
  const path = { import_id: preview.id };
  await ok(api.POST("/v1/roster-imports/{import_id}/apply", { params: { path } }));
}

async function cohort(): Promise<Schemas["CohortRead"]> {
  const schools = await Array.fromAsync(
    items((cursor) => api.GET("/v1/schools", { params: { query: cursor ? { cursor } : {} } })),
  );
  const school = schools[0];
  if (!school) throw new Error("The roster brought no school");
  const body: Schemas["CohortCreate"] = {
    name: process.env["COHORT"] ?? "Belonging, autumn",
    purpose: "Learn what helps students feel that they belong.",
    focus: "both",
    school_ids: [school.id],
    size: 6,
    pool_filter: {},
  };
  const made = await ok(api.POST("/v1/cohorts", { body }));
  const path = { cohort_id: made.id };
  const criteria = { criteria: ["grade"], tolerance: 1 };
  const proposed = await ok(api.POST("/v1/cohorts/{cohort_id}/quotas/propose", { params: { path }, body: criteria }));
  const quotas = proposed.quotas.map(({ criterion, value, min, max }) => ({ criterion, value, min, max }));
  const tag = await etag(api.GET("/v1/cohorts/{cohort_id}", { params: { path } }));
  const params = { path, header: { "if-match": tag } };
  await ok(api.PUT("/v1/cohorts/{cohort_id}/quotas", { params, body: { quotas } }));
  await ok(api.POST("/v1/cohorts/{cohort_id}/lottery", { params: { path }, body: { algorithm: "leximin" } }));
  await finished(() => api.GET("/v1/cohorts/{cohort_id}/draw/solve", { params: { path } }));
  const { panels_hash } = await ok(api.GET("/v1/cohorts/{cohort_id}/lottery", { params: { path } }));
  await ok(api.POST("/v1/cohorts/{cohort_id}/lottery/draw", { params: { path }, body: { seed: "dice 4 2 6", panels_hash } }));
  return made;
}

async function guide(cohort_id: string, school_id: string): Promise<string> {
  const bank = await ok(api.GET("/v1/question-bank"));
  const questions = bank.questions.slice(0, 5).map(({ key }) => ({ bank_key: key }));
  const body: Schemas["GuideCreate"] = {
    cohort_id, school_id, name: "Belonging", language: "en", questions, stages: [], ppra_areas: [], ppra_dismissed: [],
  };
  const { data: made, response } = await api.POST("/v1/guides", { body });
  const params = { path: { guide_id: made?.id ?? "" }, header: ifMatch(response) };
  const published = await ok(api.POST("/v1/guides/{guide_id}/publish", { params }));
  return published.published_version_id ?? "";
}

async function consent(cohort_id: string): Promise<string[]> {
  const { data: form, response } = await api.POST("/v1/consent-forms", { body: { cohort_id } });
  const params = { path: { form_id: form?.id ?? "" }, header: ifMatch(response) };
  await ok(api.POST("/v1/consent-forms/{form_id}/publish", { params }));
  const asked = await ok(api.POST("/v1/consent-requests", { body: { cohort_id, again: false } }));
  for (const request of asked.items) await answerByLink(api, request);
  const standing = await ok(api.GET("/v1/cohorts/{cohort_id}/consent", { params: { path: { cohort_id } } }));
  return standing.members
    .filter(({ permissions }) => permissions.some(({ purpose, granted }) => purpose === "participate" && granted))
    .map(({ member_id }) => member_id);
}

async function theme(cohort_id: string): Promise<Schemas["ThemeRead"]> {
  const code = await ok(api.POST("/v1/codes", { body: { cohort_id, name: "Lunch" } }));
  const evidence: Schemas["EvidenceWrite"][] = [];
  const said = items((cursor) =>
    api.GET("/v1/responses", { params: { query: { cohort_id, kind: "utterance", ...(cursor ? { cursor } : {}) } } }),
  );
  for await (const response of said) {
    if (!("text" in response) || !response.text) continue;
    const body = {
      code_id: code.id, response_id: response.id, response_revision: response.revision,
      span_start: 0, span_end: response.text.length,
    };
    evidence.push({ coding_id: (await ok(api.POST("/v1/codings", { body }))).id, stance: "supporting" });
  }
  const causes = [{ text: "Friends are split over two lunch periods.", evidence: evidence.slice(0, 1) }];
  const body: Schemas["ThemeCreate"] = {
    cohort_id, title: "Lunch is where one is alone", description: "New students sit alone.",
    evidence, causes, cause_unknown: false,
  };
  const made = await ok(api.POST("/v1/themes", { body }));
  return ok(api.POST("/v1/themes/{theme_id}/publish", { params: { path: { theme_id: made.id } } }));
}

async function act(found: Schemas["ThemeRead"], school_id: string): Promise<string> {
  const item: Schemas["ActionItemCreate"] = {
    theme_id: found.id, kind: "project", title: "One lunch table that is open to all",
    owner_id: moderator_id, due_on: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  };
  let { data: made, response } = await api.POST("/v1/action-items", { body: item });
  for (const status of ["planned", "in_progress", "done"] as const) {
    const params = { path: { action_item_id: made?.id ?? "" }, header: ifMatch(response) };
    ({ data: made, response } = await api.POST("/v1/action-items/{action_item_id}/status", { params, body: { status } }));
  }
  await tell(found, school_id, made?.id ?? "");
  return made?.id ?? "";
}

/** You said, we did: published, and opened by a link as a student would. */
async function tell(found: Schemas["ThemeRead"], school_id: string, action_item_id: string): Promise<void> {
  const body: Schemas["FeedbackPageCreate"] = {
    cohort_id: found.cohort_id, school_id, title: "What we heard", language: "en",
    entries: [{ theme_id: found.id, you_said: "Lunch can be lonely.", answer: "we_did",
      text: "There is an open table now.", action_item_id }],
  };
  const { data: page, response } = await api.POST("/v1/feedback-pages", { body });
  const path = { page_id: page?.id ?? "" };
  await ok(api.POST("/v1/feedback-pages/{page_id}/publish", { params: { path, header: ifMatch(response) } }));
  const { links } = await ok(api.POST("/v1/feedback-pages/{page_id}/links", { params: { path }, body: { member_ids: [] } }));
  const url = links[0]?.url ?? "";
  const shown = await (await fetch(url)).text();
  if (!shown.includes("There is an open table now.")) throw new Error("The page does not tell what was done");
}

const receiver = process.env["RECEIVER"];
const webhook_secret = receiver ? await hear(receiver) : null;
await roster();
const made = await cohort();
const school_id = made.school_ids[0] ?? "";
const guide_version_id = await guide(made.id, school_id);
const members = await consent(made.id);
const session = await runSession(api, {
  cohort_id: made.id, school_id, moderator_id, note_taker_id, guide_version_id, member_ids: members,
});
const found = await theme(made.id);
const action_item = await act(found, school_id);
console.log(JSON.stringify({ webhook_secret, cohort: made.id, session, theme: found.id, action_item }));
