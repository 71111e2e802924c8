import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { useBeginning } from "@/features/sessions/beginning";
import { type GroupPlan, groupPlanQuery } from "@/lib/queries/groups";
import { broken, confirmed } from "./groupPlans";

function begun(plan: GroupPlan | null, group: number) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(groupPlanQuery("c").queryKey, plan);
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  const { beginning, stopped } = renderHook(() => useBeginning("c", { group }), { wrapper }).result.current;
  return stopped ?? beginning?.members;
}

test("a session begins with a group's members", () => {
  expect(begun(confirmed, 2)).toEqual(["c", "d"]);
  expect(begun({ ...confirmed, broken: [{ ...broken, hard: false }] }, 2)).toEqual(["c", "d"]);
});

test("an address typed by hand fills in nobody of a group that the page of groups leads nowhere from", () => {
  expect(begun({ ...confirmed, broken: [broken] }, 2)).toBe("broken");
  expect(begun({ ...confirmed, broken: [broken] }, 1)).toEqual(["a", "b"]);
  expect(begun({ ...confirmed, status: "proposed" }, 2)).toBe("unconfirmed");
  expect(begun(confirmed, 9)).toBe("none");
  expect(begun(null, 1)).toBe("none");
});
