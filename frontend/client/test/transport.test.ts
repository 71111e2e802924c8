import { afterEach, describe, expect, test, vi } from "vitest";
import { ProblemError } from "../src/problem.js";
import { retryAfter, sleep, transport } from "../src/transport.js";
import { serve } from "./server.js";

type Server = Awaited<ReturnType<typeof serve>>;
let server: Server;
afterEach(() => server?.close());

const soon = { "retry-after": "0" };
const post = (baseUrl: string) =>
  new Request(`${baseUrl}/v1/cohorts`, { method: "POST", body: JSON.stringify({ name: "Spring" }) });

describe("retries", () => {
  test("a 503 is tried again, and the answer that comes is given", async () => {
    server = await serve((_, n) => (n < 3 ? { status: 503, headers: soon } : { json: { n } }));
    const send = transport({ baseUrl: server.baseUrl });
    const response = await send(new Request(server.baseUrl));
    expect(await response.json()).toEqual({ n: 3 });
  });

  test("a POST keeps one Idempotency-Key and its body over all tries", async () => {
    server = await serve((_, n) => (n < 2 ? { status: 429, headers: soon } : { status: 201, json: {} }));
    await transport({ baseUrl: server.baseUrl })(post(server.baseUrl));
    const keys = server.seen.map((call) => call.headers["idempotency-key"]);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys).toEqual([keys[0], keys[0]]);
    expect(server.seen.map((call) => call.body)).toEqual(Array(2).fill('{"name":"Spring"}'));
  });

  test("a PATCH is tried once", async () => {
    server = await serve(() => ({ status: 503, headers: soon, json: { title: "Down", status: 503 } }));
    const request = new Request(server.baseUrl, { method: "PATCH", body: "{}" });
    await expect(transport({ baseUrl: server.baseUrl })(request)).rejects.toThrow("Down");
    expect(server.seen).toHaveLength(1);
  });

  test("a Retry-After beyond the limit is not waited for", async () => {
    server = await serve(() => ({ status: 429, headers: { "retry-after": "61" } }));
    const call = transport({ baseUrl: server.baseUrl })(new Request(server.baseUrl));
    await expect(call).rejects.toMatchObject({ status: 429 });
    expect(server.seen).toHaveLength(1);
  });

  test("an abort ends the wait at once", async () => {
    server = await serve(() => ({ status: 503, headers: { "retry-after": "30" } }));
    const stop = new AbortController();
    const call = transport({ baseUrl: server.baseUrl })(
      new Request(server.baseUrl, { signal: stop.signal }),
    );
    const refused = expect(call).rejects.toMatchObject({ name: "AbortError" });
    while (server.seen.length === 0) await new Promise((tick) => setImmediate(tick));
    stop.abort();
    await refused;
  });

  test("a wait that ends leaves nothing with a signal that lives on", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    for (let n = 0; n < 3; n++) await sleep(0, signal);
    expect(removed.mock.calls.map((call) => call[1])).toEqual(added.mock.calls.map((call) => call[1]));
    expect(removed).toHaveBeenCalledTimes(3);
  });

  test("a given fetch is the only way out", async () => {
    const calls: string[] = [];
    const send = transport({
      baseUrl: "https://example.test",
      fetch: (request) => {
        calls.push(request.url);
        return Promise.resolve(Response.json({}));
      },
    });
    await send(new Request("https://example.test/v1/cohorts"));
    expect(calls).toEqual(["https://example.test/v1/cohorts"]);
  });

  test("Retry-After is read as seconds and as a date", () => {
    const now = Date.parse("2026-11-23T10:00:00Z");
    expect(retryAfter(new Headers({ "retry-after": "2" }), now)).toBe(2000);
    const date = new Headers({ "retry-after": "Mon, 23 Nov 2026 10:00:05 GMT" });
    expect(retryAfter(date, now)).toBe(5000);
    expect(retryAfter(new Headers(), now)).toBeNull();
  });
});

describe("problems", () => {
  test("a refusal is thrown with its problem", async () => {
    const problem = {
      type: "/problems/cohort-name-taken",
      title: "Name taken",
      status: 409,
      detail: "Another cohort has this name",
      request_id: "r-1",
    };
    server = await serve(() => ({ status: 409, json: problem }));
    const call = transport({ baseUrl: server.baseUrl })(post(server.baseUrl));
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ slug: "cohort-name-taken", status: 409, problem });
  });

  test("an answer without a body still is a problem", async () => {
    server = await serve(() => ({ status: 404, headers: { "x-request-id": "r-2" } }));
    const call = transport({ baseUrl: server.baseUrl })(new Request(server.baseUrl));
    await expect(call).rejects.toMatchObject({ problem: { status: 404, request_id: "r-2" } });
  });

  test("a 304 is no problem", async () => {
    server = await serve(() => ({ status: 304 }));
    const response = await transport({ baseUrl: server.baseUrl })(new Request(server.baseUrl));
    expect(response.status).toBe(304);
  });
});
