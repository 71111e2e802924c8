import { ok } from "@tellmore/client";
import i18next from "i18next";
import { api } from "@/lib/api";
import { fullName } from "@/lib/format";
import { living } from "@/lib/lists";
import type { Me } from "@/lib/me";
import type { Goal } from "./goals";

const MOST = 6;

/** Students of the roster by their own name, for those who may open the roster: too many to be fetched beforehand. */
export async function named({ abilities }: Me, query: string, signal: AbortSignal): Promise<Goal[]> {
  const q = query.trim();
  if (q.length < 2 || !abilities.includes("students:read")) return [];
  const params = { query: { limit: MOST } };
  const found = await ok(api.POST("/v1/students/search", { params, body: { q, order: "name" }, signal }));
  const kind = i18next.t("palette.onRoster");
  return living(found.items).map((student) => ({ id: student.id, kind, name: fullName(student), path: `/people/students/${student.id}` }));
}
