import { Button, CloseButton, Stack, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { SelectField, TextField } from "@/components/form/fields";
import { Fold } from "@/components/ui/Fold";
import { can } from "@/lib/can";
import type { Code } from "@/lib/queries/insights";
import { useCreateCode, useDeleteCode } from "./mutations";
import classes from "./responses.module.css";
import { codeOptions, inTree } from "./tree";

interface Props {
  cohortId: string;
  codes: readonly Code[];
  writing: boolean;
}

function NewCode({ cohortId, codes }: Omit<Props, "writing">) {
  const { t } = useTranslation("responses");
  const [name, setName] = useState("");
  const [parent, setParent] = useState("");
  const create = useCreateCode(cohortId);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate(
      { name, ...(parent && { parent_id: parent }) },
      { onSuccess: () => setName("") },
    );
  };
  return (
    <form onSubmit={send} aria-label={t("makeCode")}>
      <Stack gap="sm" align="flex-start">
        <FormErrors error={create.error} />
        <TextField name="new_code" label={t("codeName")} value={name} onChange={setName} maxLength={200} />
        {codes.length > 0 && (
          <SelectField
            name="parent_id"
            label={t("under")}
            options={[{ value: "", label: t("top") }, ...codeOptions(codes)]}
            value={parent}
            onChange={setParent}
          />
        )}
        <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
          {t("makeCode")}
        </Button>
      </Stack>
    </form>
  );
}

/** The codes of the cohort as a tree, with how often each was used. */
function Codes({ cohortId, codes, writing }: Props) {
  const { t } = useTranslation("responses");
  const remove = useDeleteCode(cohortId);
  return (
    <>
      {codes.length === 0 && <Text c="dimmed">{t("noCodes")}</Text>}
      <FormErrors error={remove.error} />
      <ul className={classes.tree}>
        {inTree(codes).map(({ code, depth }) => (
          <li key={code.id} style={{ paddingInlineStart: `${depth}rem` }}>
            <span>{code.name}</span>
            <span>
              <span className="tm-figure">{t("used", { count: code.coding_count })}</span>
              {writing && can(code, "delete") && code.coding_count === 0 && (
                <CloseButton
                  size="sm"
                  aria-label={t("deleteCode", { code: code.name })}
                  onClick={() => remove.mutate(code)}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      {writing && (
        <Fold title={t("makeCode")}>
          <NewCode {...{ cohortId, codes }} />
        </Fold>
      )}
    </>
  );
}

/** Beside the responses; where there is no room beside them, folded above. */
export function CodesPanel(props: Props) {
  const { t } = useTranslation("responses");
  const wide = useMediaQuery("(min-width: 62em)", true, { getInitialValueInEffect: false });
  if (!wide)
    return (
      <Fold title={`${t("codes")} · ${props.codes.length}`}>
        <Codes {...props} />
      </Fold>
    );
  return (
    <section className={classes.codes} aria-labelledby="codes-title">
      <Title order={2} size="h4" id="codes-title" mb="xs">
        {t("codes")}
      </Title>
      <Codes {...props} />
    </section>
  );
}
