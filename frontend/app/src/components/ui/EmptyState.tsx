import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  /** The next step, in one sentence. */
  children: ReactNode;
  /** The one button that takes it. */
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: Props) {
  return (
    <Stack align="flex-start" gap="xs" py="xl" maw="34rem">
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text c="dimmed">{children}</Text>
      {action}
    </Stack>
  );
}
