import { screen } from "@testing-library/react";
import i18next from "i18next";
import { expect, test } from "vitest";
import { useCriterionName, useValueName } from "../src/components/data/criteria";
import en from "../src/locales/en/criteria.json";
import es from "../src/locales/es/criteria.json";
import { show } from "./show";

i18next.addResourceBundle("en", "criteria", en);
i18next.addResourceBundle("es", "criteria", es);

const sent = [
  ["grade", "KG"],
  ["grade", "09"],
  ["grade", "unknown"],
  ["gpa_band", "below 2.0"],
  ["gpa_band", "2.5-2.9"],
  ["gpa_band", "3.5 and above"],
  ["school", "s1"],
  ["program", "IT"],
] as const;

function Words() {
  const criterion = useCriterionName();
  const value = useValueName([{ id: "s1", name: "North High" }]);
  return (
    <ul>
      {sent.map(([key, one]) => (
        <li key={key + one}>{`${criterion(key)}: ${value(key, one)}`}</li>
      ))}
    </ul>
  );
}

test.each([
  ["en", "Grade: Kindergarten|Grade: 9|Grade: Unknown|Grade average: Below 2.0|Grade average: 2.5-2.9|Grade average: 3.5 and above"],
  ["es", "Grado: Kínder|Grado: 9|Grado: Desconocido|Promedio: Menos de 2.0|Promedio: 2.5-2.9|Promedio: 3.5 o más"],
])("a roster's values are said as people say them (%s)", async (language, said) => {
  await i18next.changeLanguage(language);
  show(<Words />);
  const lines = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(lines.slice(0, 6).join("|")).toBe(said);
  // What a district calls its schools and programs is its own, whatever a grade may be called.
  expect(lines.slice(6).map((line) => line.split(": ")[1])).toEqual(["North High", "IT"]);
  await i18next.changeLanguage("en");
});
