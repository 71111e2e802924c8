import { Button } from "@mantine/core";
import { type RefObject, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Toast, useToasts } from "@/lib/toasts";
import classes from "./Toasts.module.css";

/** What has focus may be taller than the window: then its first line counts. */
const LINE = 44;

/** What is said goes to the head of the window while it would hide what has focus. */
function useStandAside(stack: RefObject<HTMLDivElement | null>, said: readonly Toast[]): void {
  useLayoutEffect(() => {
    const look = () => {
      const [box, at] = [stack.current, document.activeElement];
      if (!box || !at || box.contains(at)) return;
      box.removeAttribute("data-aside");
      const foot = box.getBoundingClientRect();
      const { top, height } = at.getBoundingClientRect();
      const middle = top + Math.min(height, LINE) / 2;
      box.toggleAttribute("data-aside", foot.top < middle && middle < foot.bottom);
    };
    look();
    document.addEventListener("focusin", look);
    return () => document.removeEventListener("focusin", look);
  }, [stack, said]);
}

/** What was just done, with the way back. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const stack = useRef<HTMLDivElement>(null);
  useStandAside(stack, toasts);
  return (
    <div ref={stack} className={classes.stack} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={classes.toast}>
          <span>{toast.text}</span>
          {toast.undo && (
            <Button variant="white" size="compact-md" onClick={toast.undo}>
              {t("undo")}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
