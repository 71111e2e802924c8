/** Where focus stands, as seen from what one wants to reach. */
export interface Stop {
  name: string;
  /** The key that leads on from here. */
  key: "Tab" | "Shift+Tab" | "ArrowDown" | "ArrowUp";
  here: boolean;
  /** Nothing has focus. */
  lost: boolean;
  /** Focus did not move since the last look. */
  same: boolean;
  /** The thing has parts of its own that Tab goes through, as a date does. */
  parts: boolean;
  /** Focus can be told by a ring. */
  ring: boolean;
  /** Not all of the thing lies under something else or outside the window. */
  seen: boolean;
}

/** Runs in the page, so it holds all that it needs. */
export function stopAt(target: Element): Stop {
  const at = document.activeElement ?? document.body;
  const lost = at === document.body || at === document.documentElement;
  const held = window as { lastStop?: Element };
  const same = held.lastStop === at && !lost;
  held.lastStop = at;

  const ringed = (one: Element | null | undefined) => {
    if (!one) return false;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/transparent|, 0\)$/.test(outlineColor);
  };
  const shown = (one: Element) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.2, 0.8].map((y) => [left + width * x, top + height * y] as const));
    return points.some(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (one.contains(hit) || hit.contains(one));
    });
  };
  const groupOf = (one: Element) => (one instanceof HTMLInputElement && one.type === "radio" ? one.name : null);
  const after = Boolean(at.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING);
  const sibling = groupOf(at) !== null && groupOf(at) === groupOf(target);
  const words = at.getAttribute("aria-label") ?? (at as HTMLElement).innerText ?? "";
  const labels = at instanceof HTMLInputElement ? [...(at.labels ?? [])] : [];
  return {
    name: `${at.tagName.toLowerCase()}#${at.id} “${words.slice(0, 60)}”`,
    key: sibling ? (after ? "ArrowDown" : "ArrowUp") : after || lost ? "Tab" : "Shift+Tab",
    here: at === target,
    lost,
    same,
    parts: at instanceof HTMLInputElement && /date|time/.test(at.type),
    ring: ringed(at) || ringed(at.nextElementSibling),
    seen: [at, ...labels].some(shown),
  };
}
