// Whoever works with the keyboard stands somewhere. When that place is disabled for a moment, or
// goes away, the browser sends them back to the top of the page: here they get their place back.

interface Place {
  element: HTMLElement;
  /** The way up: each ancestor, and the place of the way among its children. */
  trail: { parent: Element; index: number }[];
}

const STOPS = "h1, h2, h3, a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
const WALLS = "main, dialog, [popover]";
let last: Place | null = null;
let touched = false;
/** Whether Tab was pressed since something was last chosen. */
let wandered = false;

function placeOf(element: HTMLElement): Place {
  const trail: Place["trail"] = [];
  let child: Element = element;
  while (child.parentElement && !child.matches(WALLS)) {
    const parent = child.parentElement;
    trail.push({ parent, index: [...parent.children].indexOf(child) });
    child = parent;
  }
  return { element, trail };
}

const usable = (one: HTMLElement) => !one.matches(":disabled") && one.checkVisibility();

function stopIn(branch: Element | undefined): HTMLElement | undefined {
  const inside = branch ? [branch, ...branch.querySelectorAll(STOPS)] : [];
  return inside.find((one): one is HTMLElement => one instanceof HTMLElement && one.matches(STOPS) && usable(one));
}

/** What stands where the place was, or else the next thing after it, or the one before. */
function nearest({ trail }: Place): HTMLElement | undefined {
  for (const { parent, index } of trail) {
    if (!parent.isConnected) continue;
    const all = [...parent.children];
    for (const branch of [...all.slice(index), ...all.slice(0, index).reverse()]) {
      const stop = stopIn(branch);
      if (stop) return stop;
    }
  }
  return undefined;
}

/** Headings take focus from us alone, never from Tab. */
function stand(on: HTMLElement): void {
  if (/^H\d$/.test(on.tagName)) on.tabIndex = -1;
  on.focus({ preventScroll: /^H1$/.test(on.tagName) });
}

function giveBack(): void {
  if (!last || document.activeElement !== document.body) return;
  const { element } = last;
  // What is only busy comes back by itself, and this is asked again then.
  const stop = element.isConnected && element.checkVisibility() ? element : nearest(last);
  if (stop && usable(stop)) stand(stop);
}

/** From now on nobody loses their place. */
export function keepFocus(): void {
  document.addEventListener("focusin", ({ target }) => {
    touched = true;
    if (target instanceof HTMLElement) last = placeOf(target);
  });
  const choose = () => (wandered = false);
  document.addEventListener("keydown", ({ key }) => (key === "Tab" ? (wandered = true) : undefined), { capture: true });
  document.addEventListener("click", choose, { capture: true });
  addEventListener("popstate", choose);
  // A press on nothing leaves a place on purpose.
  document.addEventListener("pointerdown", () => (last = null), { capture: true });
  new MutationObserver(() => requestAnimationFrame(giveBack)).observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ["disabled", "open", "hidden"],
  });
}

/** A page that one has come to is read from its title on; not for one who didn't wait, or where focus is asked for. */
export function arriveAt(title: HTMLElement | null, page: HTMLElement | null): void {
  if (touched && !wandered && title && !page?.contains(document.activeElement)) stand(title);
}
