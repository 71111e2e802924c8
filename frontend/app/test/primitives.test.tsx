import { ProblemError } from "@tellmore/client";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { DataTable } from "../src/components/data/DataTable";
import { QuotaChart } from "../src/components/data/QuotaChart";
import { FormErrors } from "../src/components/form/FormErrors";
import { TextField } from "../src/components/form/fields";
import { Confirm } from "../src/components/ui/Confirm";
import { ErrorState } from "../src/components/ui/ErrorState";
import { show } from "./show";

const problem = (extra: object) =>
  new ProblemError({ type: "/problems/x", title: "Not allowed", status: 422, ...extra });

describe("the summary of a form's errors", () => {
  const refused = problem({ errors: [{ pointer: "/name", code: "taken", detail: "The name is taken" }] });

  test("takes focus", () => {
    show(<FormErrors error={refused} />);
    expect(document.activeElement).toBe(screen.getByRole("alert"));
  });

  test("leads to the field", async () => {
    show(
      <>
        <FormErrors error={refused} />
        <TextField name="name" label="Name" value="" onChange={() => undefined} />
      </>,
    );
    await userEvent.click(screen.getByRole("button", { name: "The name is taken" }));
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name" }));
  });
});

test("an error says the problem in the server's words, its number, and offers another try", async () => {
  const retry = vi.fn();
  show(<ErrorState error={problem({ detail: "Ask the coordinator", request_id: "r-9" })} retry={retry} />);
  expect(screen.getByRole("alert").textContent).toContain("Ask the coordinator");
  expect(screen.getByRole("alert").textContent).toContain("r-9");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(retry).toHaveBeenCalledOnce();
});

test("up and down go from line to line of a table", async () => {
  const rows = ["Ada", "Bea", "Cy"];
  const columns = [{ key: "name", header: "Name", cell: (name: string) => <a href={`#${name}`}>{name}</a> }];
  show(<DataTable caption="Students" rows={rows} rowKey={(name) => name} columns={columns} />);
  screen.getByRole("link", { name: "Ada" }).focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  expect(document.activeElement).toBe(screen.getByRole("link", { name: "Bea" }));
});

test("the quota chart's figures are one click away as a table", async () => {
  const lines = [{ value: "6", figures: { min: 2, max: 4, target: 3, actual: 4 } }];
  show(<QuotaChart groups={[{ criterion: "Grade", lines }]} />);
  await userEvent.click(screen.getByRole("button", { name: "As a table" }));
  expect(screen.getByRole("row", { name: "6 2–4 3 4" })).toBeTruthy();
});

test("the quota chart says in words where there are too few to show", async () => {
  const lines = [{ value: "6", figures: null }];
  show(<QuotaChart groups={[{ criterion: "Grade", lines }]} />);
  expect(screen.getByText("Too few to show")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "As a table" }));
  expect(screen.getByRole("row", { name: "6 Too few to show" })).toBeTruthy();
});

test("what can't be undone names what will be lost before it is done", async () => {
  const gone = vi.fn();
  show(<Confirm label="Delete the draft" lost="Its 12 questions are lost." onConfirm={gone} />);
  await userEvent.click(screen.getByRole("button", { name: "Delete the draft" }));
  expect(gone).not.toHaveBeenCalled();
  expect(screen.getByText("Its 12 questions are lost.")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Delete the draft" }));
  expect(gone).toHaveBeenCalledOnce();
});

test("what no server answered is asked again when there is a network; what it refused is not", () => {
  const asked: string[] = [];
  const refusal = new ProblemError({ type: "/problems/forbidden", title: "Not for you", status: 403 });
  show(<ErrorState error={new TypeError("Failed to fetch")} retry={() => asked.push("lost")} />);
  show(<ErrorState error={refusal} retry={() => asked.push("refused")} />);
  window.dispatchEvent(new Event("online"));
  expect(asked).toEqual(["lost"]);
});
