import { Button, Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import type { MemberConsent } from "@/lib/queries/consent";
import { useRemind } from "./mutations";
import { useToldSent } from "./useToldSent";
import classes from "./consent.module.css";

interface Props {
  /** Those in the list who can be reminded. */
  open: readonly MemberConsent[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

/** The requests of this student that nobody has answered. */
export const unanswered = ({ requests }: MemberConsent) => requests.filter((request) => can(request, "resend"));

/** One reminder to each person who was asked and has not answered, for as many students as are chosen. */
export function Remind({ open, chosen, onChoose }: Props) {
  const { t } = useTranslation("consent");
  const remind = useRemind();
  const told = useToldSent();
  const students = open.filter(({ member_id }) => chosen.has(member_id));
  const requests = students.flatMap(unanswered);
  const send = () =>
    afterwards(remind, requests, (sent) => {
      onChoose(new Set());
      told(sent);
    });
  if (open.length === 0) return null;
  return (
    <div className={classes.remind}>
      <Checkbox
        label={t("remind.all", { count: open.length })}
        checked={students.length === open.length}
        indeterminate={students.length > 0 && students.length < open.length}
        onChange={({ currentTarget }) => onChoose(new Set(currentTarget.checked ? open.map(({ member_id }) => member_id) : []))}
      />
      {students.length > 0 && (
        <Button variant="light" loading={remind.isPending} onClick={send}>
          {t("remind.send", { count: requests.length })}
        </Button>
      )}
      <FormErrors error={remind.error} />
    </div>
  );
}
