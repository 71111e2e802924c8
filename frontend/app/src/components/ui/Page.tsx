import { Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { arriveAt } from "@/lib/focus";

interface Props {
  title: string;
  /** One line under the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page's head and body; the title also names the browser's tab. */
export function Page({ title, lead, actions, children }: Props) {
  const page = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => arriveAt(heading.current, page.current), []);
  useEffect(() => {
    document.title = `${title} · Tellmore`;
  }, [title]);
  return (
    <div ref={page}>
      <Group justify="space-between" align="flex-start" gap="md" mb="lg">
        <div>
          <Title ref={heading} order={1} size="h2">
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" maw="46rem">
              {lead}
            </Text>
          )}
        </div>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </div>
  );
}
