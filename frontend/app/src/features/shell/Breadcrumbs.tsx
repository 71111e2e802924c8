import { Link, useMatches } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import classes from "./Shell.module.css";

interface Crumb {
  path: string;
  text: string;
}

/** A route names itself by `staticData.crumb`, a key, or by `crumb` in what its loader gives. */
function useCrumbs(): Crumb[] {
  const { t } = useTranslation();
  const matches = useMatches();
  return matches.flatMap(({ pathname, staticData, loaderData }) => {
    const data = loaderData as { crumb?: string } | undefined;
    const text = data?.crumb ?? (staticData.crumb ? t(staticData.crumb) : null);
    return text ? [{ path: pathname, text }] : [];
  });
}

export function Breadcrumbs() {
  const { t } = useTranslation();
  const crumbs = useCrumbs();
  // One crumb alone is the page's own title.
  if (crumbs.length < 2) return <span />;
  return (
    <nav aria-label={t("breadcrumbs")} className={classes.crumbs}>
      <ol>
        {crumbs.map(({ path, text }, at) => (
          <li key={path}>
            {at === crumbs.length - 1 ? <span aria-current="page">{text}</span> : <Link to={path}>{text}</Link>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
