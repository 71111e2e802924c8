import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import i18next from "i18next";
import { expect, test } from "vitest";
import { ScheduleLink } from "../src/features/groups/ScheduleLink";
import type { GroupPlan } from "../src/lib/queries/groups";
import { sessionsQuery } from "../src/lib/queries/sessions";
import groups from "../src/locales/en/groups.json";
import { broken, confirmed } from "./groupPlans";
import { show } from "./show";

i18next.addResourceBundle("en", "groups", groups);

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
