import { screen } from "@testing-library/react";
import i18next from "i18next";
import { expect, test } from "vitest";
import { Fairness } from "../src/features/draw/Fairness";
import { LeastChance } from "../src/features/draw/LeastChance";
import type { Certificate } from "../src/features/draw/queries";
import certificate from "../src/locales/en/certificate.json";
import draw from "../src/locales/en/draw.json";
import { show } from "./show";

i18next.addResourceBundle("en", "draw", draw);
i18next.addResourceBundle("en", "certificate", certificate);

test("a draw under way says what the least lucky have, and what nobody could better", () => {
  const { container } = show(<LeastChance best={0.069} bound={0.072} />);
  const said = "The least lucky student's chance is at least 6.9% so far. No lottery could give them more than 7.2%.";
  expect(screen.getByText(said)).toBeDefined();
  const bar = container.querySelector<HTMLElement>("[style*=inline-size]")!;
  expect(parseFloat(bar.style.inlineSize)).toBeCloseTo(95.8, 1);
});

test("before there is a lottery it says the bound alone, and before that nothing", () => {
  const { container, unmount } = show(<LeastChance best={null} bound={0.072} />);
  expect(container.textContent).toContain("No lottery could give the least lucky student a chance above 7.2%.");
  unmount();
  expect(show(<LeastChance best={null} bound={null} />).container.querySelector("p")).toBeNull();
});

const withheld = (reason: Certificate["withheld"][number]["reason"]) => {
  const figures = { algorithm: "leximin-1", panel_count: 1000, min_chance: null, bound: null, appearances: null };
  const found = { certificate: figures, withheld: [{ pointer: "/certificate/bound", reason }] } as unknown as Certificate;
  return show(<Fairness found={found} mine={found} exact={false} />).container.textContent;
};

test("chances that are not shown say why: too few students, or schools out of reach", () => {
  expect(withheld("too_few")).toContain("So few students");
  expect(withheld("other_schools")).toContain("schools that you don't see");
  expect(withheld("other_schools")).not.toContain("So few students");
});
