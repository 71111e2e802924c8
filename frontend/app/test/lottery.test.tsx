import { screen } from "@testing-library/react";
import i18next from "i18next";
import { expect, test } from "vitest";
import { LotteryFacts } from "../src/features/draw/LotteryFacts";
import { Seed } from "../src/features/draw/Seed";
import type { Certificate, Lottery } from "../src/features/draw/queries";
import certificate from "../src/locales/en/certificate.json";
import draw from "../src/locales/en/draw.json";
import { show } from "./show";

i18next.addResourceBundle("en", "draw", draw);
i18next.addResourceBundle("en", "certificate", certificate);

const stood = "2026-11-20T09:00:00Z";
const drawn_at = "2026-11-21T10:00:00Z";
const body = { seed: "4 1 6", panel_number: 0, panel_count: 1000 } as Certificate["certificate"];
const made: Certificate = {
  id: "c", cohort_id: "k", drawn_by: null, withheld: [], earlier: [], certificate: body,
  drawn_at, seed_given: true, panels_stood_at: stood,
};

test("a seed that came to groups that stood is told with both times", () => {
  const said = show(<Seed found={made} />).container.textContent;
  expect(said).toContain("The groups were there first, since");
  expect(said).toMatch(/November 20, 2026.*“4 1 6” was typed in after that, on .*November 21, 2026/);
});

test("of a seed that was there before the groups nothing more is said than who typed it in", () => {
  const said = show(<Seed found={{ ...made, panels_stood_at: null }} />).container.textContent;
  expect(said).toContain("The seed “4 1 6” was typed in by whoever asked for the draw.");
  expect(said).not.toContain("dice");
});

test("a lottery that was thrown away is told with its hash", () => {
  const gone = { status: "thrown_away", seed: null, seed_given: false, algorithm: "leximin", panels_hash: "ab12" } as const;
  const earlier = [{ ...gone, started_at: stood, ended_at: drawn_at }];
  show(<Seed found={{ ...made, earlier }} />);
  expect(screen.getByText(/thrown away .* before there was a seed. Hash of its groups: ab12/)).toBeDefined();
});

test("those who may not see exact figures are shown the hash all the same", () => {
  const lottery = {
    panels_hash: "cd34", panel_count: 1000, pool_hash: "ef56", pool_size: null, min_chance: null, bound: null, stood_at: stood,
  } as Lottery;
  const { container } = show(<LotteryFacts lottery={lottery}>Wait.</LotteryFacts>);
  expect(screen.getByText("cd34")).toBeDefined();
  expect(container.textContent).toContain("before the dice are thrown");
  expect(container.textContent).not.toContain("Smallest chance");
});
