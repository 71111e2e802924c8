import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import type { Goal } from "./goals";

const Palette = lazy(() => import("./Palette"));

/** Ctrl-K; the palette itself is fetched when first asked for. */
export function PaletteButton({ goals }: { goals: readonly Goal[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useHotkeys([["mod+K", () => setOpen(true)]], []);
  return (
    <>
      <Button variant="subtle" leftSection={<Icon name="search" />} onClick={() => setOpen(true)}>
        {t("palette.open")}
        <Kbd ml="xs" size="xs" visibleFrom="sm" aria-hidden="true">
          Ctrl K
        </Kbd>
      </Button>
      <Suspense>{open && <Palette goals={goals} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
