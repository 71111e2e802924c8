import { Button, Stack, Text, Title } from "@mantine/core";
import { ProblemError } from "@tellmore/client";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";
import classes from "./states.module.css";

function Words({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!(error instanceof ProblemError)) return <Text>{t("error.offline")}</Text>;
  const { detail, request_id } = error.problem;
  return (
    <>
      {detail && <Text>{detail}</Text>}
      {request_id && (
        <Text size="sm" c="dimmed">
          {t("error.request", { id: request_id })}
        </Text>
      )}
    </>
  );
}

/** What went wrong, in the server's words, and what to do. Takes focus, so that it is read out. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const title = error instanceof ProblemError ? error.problem.title : t("error.title");
  return (
    <div ref={box} role="alert" tabIndex={-1} className={classes.error}>
      <Icon name="warning" />
      <Stack gap="xs" align="flex-start">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Words error={error} />
        {retry && <Button onClick={retry}>{t("error.retry")}</Button>}
      </Stack>
    </div>
  );
}
