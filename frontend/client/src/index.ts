import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./gen/schema.js";
import { type TransportOptions, transport } from "./transport.js";

export { type Auth, type ClientCredentials, type Fetch, clientCredentials } from "./auth.js";
export { type FinishedOptions, type Solve, finished } from "./finished.js";
export { type Page, type ReadPage, items, pages } from "./pages.js";
export { type FieldError, type Problem, ProblemError } from "./problem.js";
export { type PersonSession, type PersonSessionOptions, personSession } from "./session.js";
export type { TransportOptions } from "./transport.js";
export { WebhookError, type WebhookEvent, type WebhookInput, verifyWebhook } from "./webhook.js";
export type { components, operations, paths, webhooks } from "./gen/schema.js";

export type Schemas = components["schemas"];
export type Tellmore = Client<paths>;

/** The whole API, typed by path. Refusals are thrown as ProblemError. */
export function createTellmore(options: TransportOptions): Tellmore {
  const baseUrl = options.baseUrl.replace(/\/$/, "");
  return createClient<paths>({ baseUrl, fetch: transport({ ...options, baseUrl }) });
}

/** The body of an answer: `const cohort = await ok(api.GET(…))`. */
export async function ok<D>(call: Promise<{ data?: D }>): Promise<D> {
  return (await call).data as D;
}

/** The ETag of an answer, to send back as `If-Match`. */
export async function etag(call: Promise<{ response: Response }>): Promise<string | null> {
  return (await call).response.headers.get("etag");
}
