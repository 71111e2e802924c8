import type { webhooks } from "./gen/schema.js";

/** The body of a webhook, ids only. `if (event.type === "cohort.drawn")` tells what `data` holds. */
export type WebhookEvent = {
  [T in keyof webhooks]: webhooks[T]["post"]["requestBody"]["content"]["application/json"];
}[keyof webhooks];

export interface WebhookInput {
  /** The body exactly as it came, before any parsing. */
  payload: string;
  headers: Headers | Record<string, string | string[] | undefined>;
  secret: string;
  toleranceSeconds?: number;
  now?: number;
}

/** The message is not from this sender, or not from now. */
export class WebhookError extends Error {
  override readonly name = "WebhookError";
}

/** By its name, however it is written: some servers keep the letters as they came. */
function header(headers: WebhookInput["headers"], name: string): string {
  const all: [string, unknown][] = headers instanceof Headers ? [...headers] : Object.entries(headers);
  const value = all.find(([key]) => key.toLowerCase() === name)?.[1];
  if (typeof value !== "string" || !value) throw new WebhookError(`The header ${name} is missing`);
  return value;
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

async function matches(secret: string, content: string, signatures: string): Promise<boolean> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const raw = bytes(secret.replace(/^whsec_/, ""));
  if (raw.length === 0) throw new WebhookError("The secret is not whsec_ followed by base64");
  const key = await crypto.subtle.importKey("raw", raw, algorithm, false, ["verify"]);
  const text = new TextEncoder().encode(content);
  const known = signatures.split(" ").filter((one) => one.startsWith("v1,"));
  const checks = known.map((one) => crypto.subtle.verify("HMAC", key, bytes(one.slice(3)), text));
  return (await Promise.all(checks)).includes(true);
}

/** Check a Standard Webhooks signature and its time; the event, or a WebhookError. */
export async function verifyWebhook(input: WebhookInput): Promise<WebhookEvent> {
  const { payload, headers, secret, toleranceSeconds = 300, now = Date.now() } = input;
  const id = header(headers, "webhook-id");
  const timestamp = header(headers, "webhook-timestamp");
  if (!/^\d+$/.test(timestamp)) throw new WebhookError("The timestamp is not in seconds");
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds)
    throw new WebhookError("The timestamp is too far from now");
  const signatures = header(headers, "webhook-signature");
  if (!(await matches(secret, `${id}.${timestamp}.${payload}`, signatures)))
    throw new WebhookError("No signature matches");
  return JSON.parse(payload) as WebhookEvent;
}
