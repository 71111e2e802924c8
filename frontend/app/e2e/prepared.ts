import { type Schemas, type Tellmore, createTellmore, finished, ok, personSession } from "@tellmore/client";
import { password, people } from "./signed-in";

const baseUrl = process.env["TELLMORE_URL"] ?? "http://127.0.0.1:8000";

/** The API as one of the demo people, for what a journey takes as given. */
export async function as(email: string): Promise<Tellmore> {
  const auth = personSession({ baseUrl });
  await auth.signIn(email, password);
  return createTellmore({ baseUrl, auth });
}

const match = ({ version }: { version: number }) => ({ "if-match": `"${version}"` });

/** Grades in which nobody is 18: guardians decide. */
export const MINORS = { grade: ["09", "10"] };

/** A cohort whose students are drawn. */
export async function drawnCohort(api: Tellmore, size = 6, pool_filter: Record<string, string[]> = {}): Promise<Schemas["CohortRead"]> {
  const schools = await ok(api.GET("/v1/schools"));
  const school = schools.items.find((one) => !("deleted" in one))!;
  const body = { name: `Listening ${Date.now()}`, purpose: "What makes a school day good.", size, school_ids: [school.id] };
  const { id } = await ok(api.POST("/v1/cohorts", { body: { ...body, focus: "both", exploring: null, pool_filter } }));
  const params = { path: { cohort_id: id } };
  await ok(api.POST("/v1/cohorts/{cohort_id}/draw", { params, body: { algorithm: "leximin" } }));
  await finished(() => api.GET("/v1/cohorts/{cohort_id}/draw/solve", { params }), { everyMs: 100 });
  return ok(api.GET("/v1/cohorts/{cohort_id}", { params }));
}

/** A published guide with three questions of the bank. */
export async function publishedGuide(api: Tellmore, cohort_id: string): Promise<string> {
  const bank = await ok(api.GET("/v1/question-bank", { params: { query: { language: "en" } } }));
  const questions = bank.questions.slice(0, 3).map(({ key }) => ({ bank_key: key }));
  const guide = await ok(api.POST("/v1/guides", { body: { cohort_id, name: "Belonging", questions } }));
  const params = { path: { guide_id: guide.id }, header: match(guide) };
  const { data } = await api.POST("/v1/guides/{guide_id}/publish", { params });
  return data!.published_version_id!;
}

export async function publishedForm(api: Tellmore, cohort_id: string): Promise<void> {
  const form = await ok(api.POST("/v1/consent-forms", { body: { cohort_id } }));
  await api.POST("/v1/consent-forms/{form_id}/publish", { params: { path: { form_id: form.id }, header: match(form) } });
}

export async function members(api: Tellmore, cohort_id: string): Promise<Schemas["MemberRead"][]> {
  const query = { status: "drawn" as const, limit: 100 };
  return (await ok(api.GET("/v1/cohorts/{cohort_id}/members", { params: { path: { cohort_id }, query } }))).items;
}

const outOfClass = ({ this_year }: Schemas["MemberRead"]) => this_year?.minutes ?? 0;

/** A yes, or a no, of guardian and student, given in person. */
export async function answered(api: Tellmore, member_id: string, decision: Schemas["Decision"] = "granted"): Promise<void> {
  const decisions = { participate: decision, audio: decision, quote: decision, follow_up: decision };
  const decided_at = new Date(Date.now() - 60_000).toISOString();
  const common = { member_id, method: "paper" as const, language: "en" as const, decisions, decided_at };
  await api.POST("/v1/consent-records", { body: { ...common, party: "guardian", signed_name: "A Guardian" } });
  await api.POST("/v1/consent-records", { body: { ...common, party: "student", signed_name: "A Student" } });
}

export interface Prepared {
  api: Tellmore;
  session: Schemas["SessionRead"];
}

/** A focus group that could begin now: all but the last student may take part. */
export async function preparedSession(size = 4, minutes = 45, noteTaker: string = people.noteTaker): Promise<Prepared> {
  const api = await as(people.coordinator);
  const cohort = await drawnCohort(api);
  const guide_version_id = await publishedGuide(api, cohort.id);
  await publishedForm(api, cohort.id);
  // Whom no other journey took from class come first: what is counted of them is of this session alone.
  const seated = (await members(api, cohort.id)).toSorted((a, b) => outOfClass(a) - outOfClass(b)).slice(0, size);
  for (const { id } of seated.slice(0, -1)) await answered(api, id);
  const users = (await ok(api.GET("/v1/users", { params: { query: { limit: 100 } } }))).items;
  const idOf = (email: string) => users.find((one) => !("deleted" in one) && one.email === email)!.id;
  const session = await ok(
    api.POST("/v1/sessions", {
      body: {
        cohort_id: cohort.id,
        kind: "focus_group",
        modality: "in_person",
        place: "Library, back room",
        starts_at: new Date(Date.now() + 60_000).toISOString(),
        ends_at: new Date(Date.now() + (minutes + 1) * 60_000).toISOString(),
        moderator_id: idOf(people.facilitator),
        note_taker_id: idOf(noteTaker),
        member_ids: seated.map(({ id }) => id),
        guide_version_id,
      },
    }),
  );
  return { api, session };
}

/** A note-taker of whom no other journey knows, and the end of their role. */
export async function passingNoteTaker() {
  const api = await as(people.admin);
  const body = { name: "Pearl Adeyemi", email: `pearl.${Date.now()}@cedarvalley.example`, password, teaches_nobody: true };
  const { id } = await ok(api.POST("/v1/users", { body: { ...body, memberships: [{ role: "note_taker" }] } }));
  const path = { user_id: id };
  const leaveRole = async () => {
    const user = await ok(api.GET("/v1/users/{user_id}", { params: { path } }));
    const changed = { memberships: [{ role: "counselor" as const }] };
    await api.PATCH("/v1/users/{user_id}", { params: { path, header: match(user) }, body: changed });
  };
  return { email: body.email, leaveRole };
}

/** The same in its questions, with its first student in the room. */
export async function runningSession(noteTaker?: string) {
  const { session } = await preparedSession(4, 45, noteTaker);
  const moderator = await as(people.facilitator);
  const params = { path: { session_id: session.id } };
  const seat = { path: { ...params.path, member_id: session.participants[0]!.member_id } };
  const body = { guide_version_id: session.guide_version_id!, rapport_and_training: true as const };
  const move = (stage: Schemas["Stage"]) => moderator.POST("/v1/sessions/{session_id}/stage", { params, body: { stage } });
  await moderator.POST("/v1/sessions/{session_id}/attestation", { params, body });
  await moderator.POST("/v1/sessions/{session_id}/start", { params });
  await moderator.POST("/v1/sessions/{session_id}/participants/{member_id}/check-in", { params: seat });
  await moderator.POST("/v1/sessions/{session_id}/confidentiality", { params, body: { explained: true } });
  await moderator.POST("/v1/sessions/{session_id}/participants/{member_id}/assent", { params: seat, body: { assent: "yes" } });
  await move("introduction");
  await move("questions");
  const leave = () => moderator.POST("/v1/sessions/{session_id}/participants/{member_id}/leave", { params: seat });
  return { session, move, leave };
}
