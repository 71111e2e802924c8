import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import i18next from "i18next";
import { expect, test } from "vitest";
import { ScheduleLink } from "../src/features/groups/ScheduleLink";
import type { Broken } from "../src/features/groups/plan";
import type { GroupPlan } from "../src/lib/queries/groups";
import { sessionsQuery } from "../src/lib/queries/sessions";
import groups from "../src/locales/en/groups.json";
import { show } from "./show";

i18next.addResourceBundle("en", "groups", groups);

const group = (number: number, member_ids: string[]) => ({ round: 1, number, member_ids, facilitator_id: null, period: null, held: false, repeats: 0 });

const confirmed: GroupPlan = {
  id: "p",
  cohort_id: "c",
  round: 1,
  rounds: [{ round: 1, status: "confirmed" }],
  status: "confirmed",
  groups: [group(1, ["a", "b"]), group(2, ["c", "d"])],
  individual_ids: [],
  pinned_ids: [],
  members: [],
  broken: [],
  met_again: 0,
  proved: true,
  asked: { groups: 2 },
  confirmed_at: "",
  confirmed_by: null,
  created_at: "",
  updated_at: "",
  version: 2,
};

const broken: Broken = { rule: "only_one", hard: true, group: 2, member_ids: ["c"], criterion: "el", value: "yes", count: null, low: null, high: null };

/** The ends of both cards, on a page that can lead elsewhere. */
async function ends(plan: GroupPlan): Promise<string[]> {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(sessionsQuery({ cohort_id: "c" }).queryKey, []);
  const both = () => plan.groups.map((one) => <div key={one.number} data-testid="end"><ScheduleLink plan={plan} group={one} /></div>);
  const router = createRouter({ routeTree: createRootRoute({ component: both }), history: createMemoryHistory() });
  const page = show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  const found = (await screen.findAllByTestId("end")).map((end) => `${end.querySelector("a") ? "link" : "text"}: ${end.textContent}`);
  page.unmount();
  return found;
}

const LINK = "link: Schedule a session";

test("confirmed groups lead to their sessions, but not one in which a rule is broken since that must hold", async () => {
  expect(await ends(confirmed)).toEqual([LINK, LINK]);
  expect(await ends({ ...confirmed, broken: [{ ...broken, hard: false }] })).toEqual([LINK, LINK]);
  expect(await ends({ ...confirmed, broken: [broken] })).toEqual([LINK, "text: A session can be scheduled once nothing must be mended here."]);
});
