import { afterEach, describe, expect, test, vi } from "vitest";
import { clientCredentials } from "../src/auth.js";
import { personSession } from "../src/session.js";
import { transport } from "../src/transport.js";
import { serve } from "./server.js";

let server: Awaited<ReturnType<typeof serve>>;
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  return server?.close();
});

const grant = (token: string) => ({ json: { access_token: token, expires_in: 600 } });

describe("client credentials", () => {
  test("one token serves many calls, asked for once even when they start together", async () => {
    server = await serve((call) => (call.url === "/v1/oauth/token" ? grant("t1") : { json: {} }));
    const auth = clientCredentials({ clientId: "c", clientSecret: "s", scope: "cohort:read" });
    const send = transport({ baseUrl: server.baseUrl, auth });
    const read = () => send(new Request(`${server.baseUrl}/v1/cohorts`));
    await Promise.all([read(), read()]);
    await read();
    const asked = server.seen.filter((call) => call.url === "/v1/oauth/token");
    expect(asked).toHaveLength(1);
    expect(asked[0]!.body).toContain("grant_type=client_credentials");
    expect(server.seen.at(-1)!.headers.authorization).toBe("Bearer t1");
  });

  test("a refused token is replaced once", async () => {
    let given = 0;
    server = await serve((call) => {
      if (call.url === "/v1/oauth/token") return grant(`t${++given}`);
      return call.headers.authorization === "Bearer t2" ? { json: {} } : { status: 401 };
    });
    const auth = clientCredentials({ clientId: "c", clientSecret: "s" });
    const send = transport({ baseUrl: server.baseUrl, auth });
    expect((await send(new Request(server.baseUrl))).status).toBe(200);
    expect(given).toBe(2);
  });

  test("a token that can't be had for a moment is asked for again", async () => {
    const refusals = [429, 503];
    server = await serve((call) => {
      if (call.url !== "/v1/oauth/token") return { json: {} };
      const status = refusals.shift();
      return status ? { status, headers: { "retry-after": "0" } } : grant("t1");
    });
    const auth = clientCredentials({ clientId: "c", clientSecret: "s" });
    const send = transport({ baseUrl: server.baseUrl, auth });
    expect((await send(new Request(server.baseUrl))).status).toBe(200);
    expect(server.seen.map((call) => call.url)).toEqual([...Array<string>(3).fill("/v1/oauth/token"), "/"]);
    expect(new Set(server.seen.slice(0, 3).map((call) => call.body)).size).toBe(1);
  });

  test("who gives up does not wait for the token", async () => {
    server = await serve(() => ({ status: 503, headers: { "retry-after": "30" } }));
    const auth = clientCredentials({ clientId: "c", clientSecret: "s" });
    const stop = new AbortController();
    const request = new Request(server.baseUrl, { signal: stop.signal });
    const refused = expect(transport({ baseUrl: server.baseUrl, auth })(request)).rejects.toMatchObject({
      name: "AbortError",
    });
    while (server.seen.length === 0) await new Promise((tick) => setImmediate(tick));
    stop.abort();
    await refused;
  });

  test("a 401 in the middle begins no second minute", async () => {
    vi.useFakeTimers({ now: 0 });
    const answers = [503, 401, 503, 200];
    const later = { headers: { "retry-after": "40" } };
    let given = 0;
    const auth = { token: () => Promise.resolve(`t${++given}`), refused: () => {} };
    const fetch = () => Promise.resolve(new Response(null, { status: answers.shift()!, ...later }));
    const call = transport({ baseUrl: "https://example.test", auth, fetch })(new Request("https://example.test"));
    const refused = expect(call).rejects.toMatchObject({ status: 503 });
    await vi.advanceTimersByTimeAsync(120_000);
    await refused;
    expect([given, answers]).toEqual([2, [200]]);
  });

  test("wrong credentials are a problem, not a loop", async () => {
    server = await serve(() => ({ status: 401, json: { title: "Wrong secret", status: 401 } }));
    const auth = clientCredentials({ clientId: "c", clientSecret: "no" });
    const call = transport({ baseUrl: server.baseUrl, auth })(new Request(server.baseUrl));
    await expect(call).rejects.toMatchObject({ status: 401 });
    expect(server.seen).toHaveLength(1);
  });
});

describe("a person's session", () => {
  test("signs in, calls with the token, and signs out", async () => {
    server = await serve((call) => (call.url.includes("/auth/sign-in") ? grant("p1") : { json: {} }));
    const session = personSession({ baseUrl: server.baseUrl });
    await session.signIn("a@example.org", "secret");
    await transport({ baseUrl: server.baseUrl, auth: session })(new Request(`${server.baseUrl}/v1/me`));
    expect(server.seen.at(-1)!.headers.authorization).toBe("Bearer p1");
    await session.signOut();
    expect(server.seen.at(-1)!.url).toBe("/v1/auth/sign-out");
  });

  test("resumes by the cookie, refreshing once for calls that start together", async () => {
    server = await serve((call) => (call.url.includes("/auth/refresh") ? grant("p2") : { json: {} }));
    const session = personSession({ baseUrl: server.baseUrl });
    expect(await Promise.all([session.resume(), session.resume()])).toEqual([true, true]);
    expect(await session.resume()).toBe(true);
    expect(server.seen).toHaveLength(1);
  });

  test("is refreshed where there is no navigator, as in Node 20", async () => {
    vi.stubGlobal("navigator", undefined);
    server = await serve(() => grant("p3"));
    expect(await personSession({ baseUrl: server.baseUrl }).resume()).toBe(true);
  });

  test("tells when the server no longer knows the session", async () => {
    let told = 0;
    server = await serve(() => ({ status: 401 }));
    const session = personSession({ baseUrl: server.baseUrl, onSignedOut: () => told++ });
    expect(await session.resume()).toBe(false);
    const send = transport({ baseUrl: server.baseUrl, auth: session });
    await expect(send(new Request(server.baseUrl))).rejects.toMatchObject({ status: 401 });
    expect(told).toBe(1);
  });

  test("gives a refresh up that nobody answers: every call and every tab waits for it", async () => {
    const given = vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort(new Error("late")));
    const silent = (request: Request) => new Promise<Response>((_, fail) => request.signal.aborted && fail(request.signal.reason as Error));
    await expect(personSession({ baseUrl: "http://127.0.0.1:9", fetch: silent }).resume()).rejects.toThrow("late");
    given.mockRestore();
  });
});
