import { type Schemas, type Tellmore, ok } from "@tellmore/client";

export interface Plan {
  cohort_id: string;
  school_id: string;
  moderator_id: string;
  note_taker_id: string;
  guide_version_id: string;
  member_ids: string[];
}

/** Schedule a focus group and hold it: check-in, assent, welcome, questions, wrap-up. */
export async function runSession(api: Tellmore, plan: Plan): Promise<string> {
  const body: Schemas["SessionCreate"] = {
    ...plan,
    kind: "focus_group", modality: "in_person", place: "Library",
    starts_at: new Date().toISOString(), ends_at: new Date(Date.now() + 3_600_000).toISOString(),
    moderator_is_outsider: true, note_taker_is_outsider: true,
  };
  const { id } = await ok(api.POST("/v1/sessions", { body }));
  const path = { session_id: id };
  const attestation = { rapport_and_training: true as const, guide_version_id: plan.guide_version_id };
  await ok(api.POST("/v1/sessions/{session_id}/attestation", { params: { path }, body: attestation }));
  await ok(api.POST("/v1/sessions/{session_id}/start", { params: { path } }));
  await welcome(api, id, plan.member_ids);
  for (const stage of ["introduction", "questions"] as const)
    await ok(api.POST("/v1/sessions/{session_id}/stage", { params: { path }, body: { stage } }));
  await listen(api, id, plan);
  for (const stage of ["wrap_up", "ended"] as const)
    await ok(api.POST("/v1/sessions/{session_id}/stage", { params: { path }, body: { stage } }));
  return id;
}

async function welcome(api: Tellmore, session_id: string, members: string[]): Promise<void> {
  const explained = { explained: true as const };
  for (const member_id of members) {
    const path = { session_id, member_id };
    await ok(api.POST("/v1/sessions/{session_id}/participants/{member_id}/check-in", { params: { path } }));
  }
  await ok(api.POST("/v1/sessions/{session_id}/confidentiality", { params: { path: { session_id } }, body: explained }));
  for (const member_id of members) {
    const path = { session_id, member_id };
    const said = { assent: "yes" as const };
    await ok(api.POST("/v1/sessions/{session_id}/participants/{member_id}/assent", { params: { path }, body: said }));
  }
}

async function listen(api: Tellmore, session_id: string, plan: Plan): Promise<void> {
  const version = { guide_version_id: plan.guide_version_id };
  const guide = await ok(api.GET("/v1/guide-versions/{guide_version_id}", { params: { path: version } }));
  const question_key = guide.content.questions[0]?.key ?? null;
  const path = { session_id };
  await ok(api.POST("/v1/sessions/{session_id}/question", { params: { path }, body: { question_key } }));
  const said = plan.member_ids.map((member_id) => ({
    session_id, member_id, question_key, kind: "utterance" as const, wording: "verbatim" as const,
    text: "At lunch I sit alone.",
  }));
  const passed = { session_id, member_id: plan.member_ids[0] ?? null, kind: "pass" as const, question_key };
  const { results } = await ok(api.POST("/v1/responses/batch", { body: { items: [...said, passed] } }));
  const refused = results.find(({ outcome }) => outcome === "refused");
  if (refused) throw new Error(`An entry was refused: ${JSON.stringify(refused)}`);
}
