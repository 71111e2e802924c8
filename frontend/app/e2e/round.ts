import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { NEWCOMER, newStudent } from "./bundle";
import { password, people } from "./signed-in";

const run = promisify(execFile);

interface User {
  id: string;
  email: string;
}

/** The administrator's calls, past the page: what a test stands on, not what it tests. */
async function asAdmin(url: string) {
  const call = async <T>(path: string, token?: string, body?: object): Promise<T> => {
    const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const init = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
    const answer = await fetch(`${url}/v1${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const sign = { email: people.admin, password };
  const { access_token } = await call<{ access_token: string }>("/auth/sign-in", undefined, sign);
  return <T>(path: string, body?: object) => call<T>(path, access_token, body);
}

const scopes = `
  district:read rosters:read rosters:write students:read identities:read cohorts:read cohorts:write draws:read
  guides:read guides:write consent:read consent:write sessions:read sessions:write sessions:run responses:read
  responses:write insights:read insights:write actions:read actions:write feedback:read`;

const client = join(import.meta.dirname, "../../client");

/** A round of listening as a district's system walks it with the client; the id of its cohort. */
export async function heardRound(url: string): Promise<string> {
  const ask = await asAdmin(url);
  const { items } = await ask<{ items: User[] }>("/users?limit=200");
  const id = (email: string) => items.find((user) => user.email === email)?.id ?? "";
  const wanted = { name: `Walk ${Date.now()}`, scopes: scopes.trim().split(/\s+/) };
  const made = await ask<{ client: { client_id: string }; client_secret: string }>("/api-clients", wanted);
  const roster = join(mkdtempSync(join(tmpdir(), "tellmore-")), "roster.zip");
  writeFileSync(roster, newStudent("Robin", `${NEWCOMER}${Date.now()}`));
  const env = {
    ...process.env,
    TELLMORE_URL: url,
    TELLMORE_ID: made.client.client_id,
    TELLMORE_SECRET: made.client_secret,
    ROSTER: roster,
    COHORT: `Heard ${Date.now()}`,
    FACILITATORS: `${id(people.facilitator)},${id(people.noteTaker)}`,
  };
  const { stdout } = await run("node", ["walk/district.ts"], { cwd: client, env });
  return (JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as { cohort: string }).cohort;
}
