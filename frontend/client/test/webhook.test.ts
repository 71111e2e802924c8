import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { WebhookError, verifyWebhook } from "../src/webhook.js";

const key = Buffer.from("0123456789abcdef0123456789abcdef");
const secret = `whsec_${key.toString("base64")}`;
const payload = '{"type":"consent.granted","timestamp":"2026-11-23T10:00:00Z","data":{"id":"7"}}';
const now = Date.parse("2026-11-23T10:00:00Z");

function headers(sentAt = now / 1000, signedWith = key, body = payload) {
  const mac = createHmac("sha256", signedWith).update(`msg_1.${sentAt}.${body}`).digest("base64");
  return {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(sentAt),
    "webhook-signature": `v1,${Buffer.from("other").toString("base64")} v1,${mac}`,
  };
}

describe("a webhook", () => {
  test("signed by the secret is read, also as one of several signatures", async () => {
    const event = await verifyWebhook({ payload, headers: headers(), secret, now });
    expect(event).toMatchObject({ type: "consent.granted", data: { id: "7" } });
  });

  test("says by its type what it holds", async () => {
    const body = '{"id":"e","type":"cohort.drawn","timestamp":"2026-11-23T10:00:00Z","data":{"cohort_id":"c"}}';
    const event = await verifyWebhook({ payload: body, headers: headers(now / 1000, key, body), secret, now });
    const cohort: string | null = event.type === "cohort.drawn" ? event.data.cohort_id : null;
    expect(cohort).toBe("c");
  });

  test("is read whatever the letters of its headers", async () => {
    const loud = Object.fromEntries(Object.entries(headers()).map(([name, value]) => [name.toUpperCase(), value]));
    expect((await verifyWebhook({ payload, headers: loud, secret, now })).type).toBe("consent.granted");
  });

  test("the reference vector of the Standard Webhooks libraries passes", async () => {
    const given = new Headers({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
    const sent = { payload: '{"test": 2432232314}', secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
    await verifyWebhook({ ...sent, headers: given, now: 1614265330_000 });
  });

  test.each([
    ["changed", { payload: payload.replace("7", "8"), headers: headers() }],
    ["signed by another", { payload, headers: headers(now / 1000, Buffer.from("x".repeat(32))) }],
    ["too old", { payload, headers: headers(now / 1000 - 301) }],
    ["from the future", { payload, headers: headers(now / 1000 + 301) }],
    ["without its headers", { payload, headers: {} }],
    ["with a time that is no number", { payload, headers: { ...headers(), "webhook-timestamp": "x" } }],
    ["with no v1 signature", { payload, headers: { ...headers(), "webhook-signature": "v2,AAAA v1" } }],
  ])("%s is refused", async (_, message) => {
    await expect(verifyWebhook({ ...message, secret, now })).rejects.toBeInstanceOf(WebhookError);
  });
});
