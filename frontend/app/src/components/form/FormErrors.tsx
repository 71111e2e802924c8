import { Anchor, List, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../ui/problem";
import classes from "../ui/states.module.css";
import { fieldErrors } from "./errors";
import { fieldId } from "./fields";

function jump(name: string) {
  const field = document.getElementById(fieldId(name));
  field?.scrollIntoView({ block: "center" });
  field?.focus();
}

function Fields({ errors }: { errors: Record<string, string> }) {
  return (
    <List mt="xs">
      {Object.entries(errors).map(([name, detail]) => (
        <List.Item key={name}>
          <Anchor component="button" type="button" c="inherit" ta="start" underline="always" onClick={() => jump(name)}>
            {detail}
          </Anchor>
        </List.Item>
      ))}
    </List>
  );
}

/** All that a form was refused for, in one place that takes focus. */
export function FormErrors({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) box.current?.focus();
  }, [error]);
  const words = useProblemWords(error);
  if (!error) return null;
  const errors = fieldErrors(error);
  const several = Object.keys(errors).length > 0;
  return (
    <div ref={box} role="alert" tabIndex={-1} className={classes.error}>
      <div>
        <Text fw={650}>{several ? t("form.fix") : words.title}</Text>
        {several ? <Fields errors={errors} /> : words.detail && <Text>{words.detail}</Text>}
      </div>
    </div>
  );
}
