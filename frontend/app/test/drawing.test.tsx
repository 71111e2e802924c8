import { screen } from "@testing-library/react";
import i18next from "i18next";
import { expect, test } from "vitest";
import { LeastChance } from "../src/features/draw/LeastChance";
import draw from "../src/locales/en/draw.json";
import { show } from "./show";

i18next.addResourceBundle("en", "draw", draw);

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
