import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { expect, test } from "vitest";
import { PlanForm } from "@/features/sessions/PlanForm";
import { offeredTo } from "@/features/sessions/guides";
import type { Session } from "@/lib/queries/sessions";
import sessions from "../src/locales/en/sessions.json";
import { show } from "./show";

i18next.addResourceBundle("en", "sessions", sessions);

const first = { id: "v1", name: "Belonging", number: 1 };
const newest = [{ id: "v2", name: "Belonging", number: 2 }];
const missing: Session["missing"] = [{ code: "guide_not_asked", detail: "" }];
const session = {
  id: "s",
  guide_version_id: "v1",
  missing,
  participants: [],
  note_taker_id: "u",
  starts_at: "2026-12-01T10:00:00Z",
  ends_at: "2026-12-01T10:45:00Z",
} as unknown as Session;

const WHY = "Families were not asked about what this version of the guide touches. Choose the newest one.";

function open(planned: Session) {
  const none = { members: [], people: [], error: null, busy: false, onSubmit: () => undefined };
  const guides = offeredTo(planned, newest, first);
  show(
    <QueryClientProvider client={new QueryClient()}>
      <PlanForm cohortId="c" session={planned} guides={guides} submit="Save" {...none} />
    </QueryClientProvider>,
  );
  const field = screen.getByRole<HTMLSelectElement>("combobox", { name: "Question guide" });
  return { field, offered: () => [...field.options].map(({ text }) => text) };
}

test("a version that may not be used any more is shown with the reason, and gone once another is chosen", async () => {
  const { field, offered } = open(session);
  expect(field.selectedOptions[0]!.text).toBe("Belonging, version 1: not to be used any more");
  expect(screen.getByText(WHY)).toBeTruthy();
  await userEvent.selectOptions(field, "v2");
  expect(offered()).toEqual(["Choose later", "Belonging, version 2"]);
  expect(screen.queryByText(WHY)).toBeNull();
});

test("an older version that still may be used stays the one that is chosen", () => {
  const { field, offered } = open({ ...session, missing: [] });
  expect(field.value).toBe("v1");
  expect(offered()).toEqual(["Choose later", "Belonging, version 1", "Belonging, version 2"]);
  expect(screen.queryByText(WHY)).toBeNull();
});
