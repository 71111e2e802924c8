import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useState } from "react";

const FEW = 120;
const LINE_PX = 48;

/** Which rows to draw: all of a short list, those near the window of a long one. */
export function useWindowedRows(count: number, body: RefObject<HTMLElement | null>) {
  const [top, setTop] = useState(0);
  useEffect(() => {
    if (!body.current || count <= FEW) return;
    const seen = new ResizeObserver(([entry]) => {
      if (entry) setTop(entry.target.getBoundingClientRect().top + window.scrollY);
    });
    seen.observe(body.current);
    return () => seen.disconnect();
  }, [body, count]);
  const windowed = useWindowVirtualizer({
    count,
    enabled: count > FEW,
    estimateSize: () => LINE_PX,
    overscan: 15,
    scrollMargin: top,
  });
  if (count <= FEW) return { shown: Array.from({ length: count }, (_, at) => at), before: 0, after: 0 };
  const near = windowed.getVirtualItems();
  return {
    shown: near.map(({ index }) => index),
    before: Math.max(0, (near[0]?.start ?? top) - top),
    after: Math.max(0, windowed.getTotalSize() + top - (near.at(-1)?.end ?? top)),
  };
}
