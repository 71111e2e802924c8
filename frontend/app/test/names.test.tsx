import { ProblemError } from "@tellmore/client";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { NamesFound } from "../src/components/form/NamesFound";
import { show } from "./show";

const source = { title: "Hope and Quackenbush", intro: "Will Hope come?" };
const found = [
  { pointer: "/title", start: 0, end: 4, doubtful: true },
  { pointer: "/title", start: 9, end: 20, doubtful: false },
  { pointer: "/intro", start: 0, end: 4, doubtful: true },
  { pointer: "/intro", start: 5, end: 9, doubtful: true },
];
const problem = { type: "/problems/names-found", title: "", status: 409, detail: "", found };

test("a name wants a reason of its own, and all words in doubt are answered at once", async () => {
  const mutateAsync = vi.fn(() => Promise.resolve());
  const clearing = { mutate: vi.fn(), mutateAsync, isPending: false, isSuccess: false, error: null };
  show(<NamesFound error={new ProblemError(problem)} source={source} clearing={clearing} />);
  expect(screen.getAllByRole("textbox")).toHaveLength(1);
  expect(screen.getByLabelText(/Why “Quackenbush”/)).toBeTruthy();
  expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent?.split(" ")[0])).toEqual(["Hope", "Will"]);
  fireEvent.click(screen.getByRole("button", { name: "None of these means a person" }));
  await waitFor(() => expect(mutateAsync).toHaveBeenCalledTimes(2));
  expect(mutateAsync).toHaveBeenCalledWith({ word: "Will", reason: "Read again: it means no person here." });
});
