import "fake-indexeddb/auto";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from "@tanstack/react-router";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RefusedEntries } from "@/features/refused/RefusedEntries";
import { type Sending, device } from "@/lib/device";
import { type Unsent, unsentOf } from "@/lib/outbox";
import { refusedIn, useRefused } from "@/lib/refused";
import live from "../src/locales/en/live.json";
import refused from "../src/locales/en/refused.json";
import { show } from "./show";

i18next.addResourceBundle("en", "live", live);
i18next.addResourceBundle("en", "refused", refused);

const no = { slug: "forbidden", title: "Your role does not allow this" };
const AT = "2026-11-23T10:00:00.000Z";
const about = (id: string, by = "imogen") => ({ id, session_id: "s1", by, who: "Student 7", at: AT });
const created = (id: string, text: string): Sending["what"] => ({
  kind: "create",
  body: { id, session_id: "s1", kind: "utterance", text, member_id: "m1", captured_at: AT },
});
const keep = (sending: Omit<Sending, "n">) => device.sendings.add(sending);

function Own() {
  const entries = useRefused("imogen");
  return entries && (entries.length > 0 ? <RefusedEntries sessionId="s1" entries={entries} /> : <p>Nothing is left</p>);
}

/** The page of somebody whom the server tells nothing of the session. */
function open() {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ type: "/problems/forbidden", title: "No" }, { status: 403 })));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createRouter({ routeTree: createRootRoute({ component: Own }), history: createMemoryHistory() });
  return show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
}

beforeEach(() => device.open());
afterEach(async () => {
  vi.unstubAllGlobals();
  await device.delete();
});

test("whoever no longer runs the session reads what they wrote, and why it was not taken; nobody else's", async () => {
  await keep({ ...about("r1"), what: created("r1", "At lunch I sit alone."), refused: no });
  await keep({ ...about("r2", "theo"), what: created("r2", "See you."), refused: no });
  open();
  const entry = await screen.findByRole("listitem");
  expect(entry.textContent).toContain("Student 7");
  expect(entry.textContent).toContain("At lunch I sit alone.");
  expect(entry.textContent).toContain("You do not run this session any more");
  expect(screen.queryByText("See you.")).toBeNull();
});

test("it is copied with its speaker, and removed once that was asked", async () => {
  const user = userEvent.setup();
  await keep({ ...about("r1"), what: created("r1", "At lunch I sit alone."), refused: no });
  open();
  await user.click(await screen.findByRole("button", { name: "Copy" }));
  expect(await navigator.clipboard.readText()).toMatch(/^Student 7 · .*2026.*\nAt lunch I sit alone\.$/);
  await user.click(screen.getByRole("button", { name: "Remove from this device" }));
  const asked = await screen.findByRole("alertdialog");
  expect(asked.textContent).toContain("Removed here, they are gone.");
  await user.click(within(asked).getByRole("button", { name: "Remove from this device" }));
  await screen.findByText("Nothing is left");
  expect(await device.sendings.count()).toBe(0);
});

test("tried again, it waits to be sent", async () => {
  const user = userEvent.setup();
  await keep({ ...about("r1"), what: created("r1", "At lunch I sit alone."), refused: no });
  open();
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  await screen.findByText("Nothing is left");
  const unsent = await new Promise<Unsent[]>((resolve, reject) => void unsentOf("imogen").subscribe(resolve, reject));
  expect(unsent).toEqual([{ session_id: "s1", waiting: 1, refused: 0 }]);
});

test("an entry shows its newest words; a change and a strike say what they are", () => {
  const [n, m] = [1, 2];
  const first = { ...about("r1"), n, what: created("r1", "Alone"), refused: no };
  const change: Sending = { ...about("r1"), n: m, what: { kind: "update", body: { text: "Alone, at lunch" } } };
  expect(refusedIn([first, change])).toMatchObject([{ n: 1, what: "create", text: "Alone, at lunch", member_id: "m1" }]);
  expect(refusedIn([{ ...change, refused: no }])).toMatchObject([{ n: 2, what: "update", text: "Alone, at lunch" }]);
  expect(refusedIn([{ ...about("r1"), n, what: { kind: "strike" }, refused: no }])).toMatchObject([{ what: "strike", text: null }]);
});
