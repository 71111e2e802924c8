import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import i18next from "i18next";
import { expect, test } from "vitest";
import { Funnel } from "../src/features/funnel/Funnel";
import { type Funnel as Found, funnelQuery } from "../src/features/funnel/queries";
import criteria from "../src/locales/en/criteria.json";
import funnel from "../src/locales/en/funnel.json";
import { show } from "./show";

i18next.addResourceBundle("en", "criteria", criteria);
i18next.addResourceBundle("en", "funnel", funnel);

const found: Found = {
  pool_at: null,
  withheld: [],
  total: { pool: 20, drawn: 4, consented: 0, attended: 0, spoke: 0 },
  criteria: [
    {
      criterion: "grade",
      rows: [{ value: "9", label: "9", steps: { pool: 10, drawn: 1, consented: 0, attended: 0, spoke: 0 } }],
    },
  ],
};

test("a step that nobody has come to yet says so for all, and has no bar", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(funnelQuery("one").queryKey, found);
  show(
    <QueryClientProvider client={client}>
      <Funnel cohortId="one" schools={[]} />
    </QueryClientProvider>,
  );
  await screen.findByText("50%");
  const cells = screen.getAllByRole("cell");
  expect(cells.map((cell) => cell.textContent)).toEqual(["10 50%", "1 25%", "Nobody yet", "Nobody yet", "Nobody yet"]);
  const bars = cells.map((cell) => cell.querySelector<HTMLElement>("[aria-hidden] > *"));
  expect(bars.map((bar) => bar?.style.width)).toEqual(["50%", "25%", undefined, undefined, undefined]);
  expect(bars.slice(2)).toEqual([null, null, null]);
  expect(screen.getAllByRole("columnheader").at(-1)!.textContent).toBe("SpokeNobody yet");
});
