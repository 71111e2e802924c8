import { Link } from "@tanstack/react-router";
import classes from "./StepStrip.module.css";
import { useCurrentShown } from "./useCurrentShown";

export interface Tab {
  to: string;
  label: string;
  exact?: boolean;
}

/** The pages of one place, side by side; each has its own address. */
export function LinkTabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  const strip = useCurrentShown();
  return (
    <nav ref={strip} aria-label={label} className={classes.strip}>
      <ol>
        {tabs.map(({ to, label: word, exact = false }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact, includeSearch: false }}>
              <span className={classes.word}>{word}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
