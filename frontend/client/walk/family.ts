import { type Schemas, type Tellmore, ok } from "@tellmore/client";

/** Open the link that a guardian or a student was sent, and sign: the page needs no account and no script. */
export async function answerByLink(api: Tellmore, request: Schemas["RequestRead"]): Promise<void> {
  const path = { request_id: request.id };
  const { url } = await ok(api.POST("/v1/consent-requests/{request_id}/link", { params: { path } }));
  const [year = "", month = "", day = ""] = (await birthDate(api, request)).split("-");
  const shown = await (await fetch(url)).text();
  // Which form was read stands in the page; a browser sends it along.
  const kept = [...shown.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]);
  const purposes = ["participate", "audio", "quote", "follow_up"].map((purpose) => [purpose, "yes"]);
  const form = new URLSearchParams([...kept, ...purposes, ["name", "Alex Rivera"], ["year", year], ["month", month], ["day", day]]);
  const signed = await fetch(url, { method: "POST", body: form });
  if (!signed.ok || signed.url.endsWith("/withdraw")) throw new Error(`The page answered ${signed.status}`);
}

/** What a family knows by heart, the walk has to look up; that it looked is logged. */
async function birthDate(api: Tellmore, request: Schemas["RequestRead"]): Promise<string> {
  const path = { cohort_id: request.cohort_id };
  const query = { identities: true };
  const members = await ok(api.GET("/v1/cohorts/{cohort_id}/members", { params: { path, query } }));
  const student_id = members.items.find(({ id }) => id === request.member_id)?.identity?.student_id ?? "";
  const student = await ok(api.GET("/v1/students/{student_id}", { params: { path: { student_id } } }));
  return student.birth_date ?? "";
}
