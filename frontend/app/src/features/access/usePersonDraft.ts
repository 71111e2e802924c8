import { useState } from "react";
import { useFields } from "@/components/form/useFields";
import { fieldErrors } from "@/components/form/errors";
import { type Language, languages } from "@/lib/i18n";
import type { User } from "@/lib/queries/users";
import type { Membership, Staff } from "./queries";

/** What a form about a person holds, until it is sent. */
export function usePersonDraft(user: User | undefined, error: unknown) {
  const start = {
    name: user?.name ?? "",
    email: user?.email ?? "",
    language: user?.language ?? "en",
    staff_id: user?.staff_id ?? "",
  };
  const { values, field, set } = useFields(start, error);
  const first: Membership[] = [{ role: "facilitator", school_id: null }];
  const [memberships, setMemberships] = useState<Membership[]>(user?.memberships ?? first);
  const [teaches_nobody, setTeachesNobody] = useState(user?.teaches_nobody ?? false);
  /** A staff member brings name and e-mail, where nothing was typed yet. */
  const link = (id: string, staff: Staff | undefined) => {
    set("staff_id", id);
    if (staff && !values.name) set("name", `${staff.given_name} ${staff.family_name}`);
    if (staff?.email && !values.email) set("email", staff.email);
  };
  const language: Language = values.language in languages ? (values.language as Language) : "en";
  // The roster says whom its staff teach: nobody need answer for it.
  const attested = teaches_nobody && !values.staff_id;
  const body = { name: values.name, language, memberships, staff_id: values.staff_id || null, teaches_nobody: attested };
  return { values, field, attested, setTeachesNobody, memberships, setMemberships, link, body, errors: fieldErrors(error) };
}

export type PersonDraft = ReturnType<typeof usePersonDraft>;
