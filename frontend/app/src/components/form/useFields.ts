import { useState } from "react";
import { fieldErrors } from "./errors";

/** A form's text values, and for each field what it needs: value, change and the server's refusal. */
export function useFields<Name extends string>(initial: Record<Name, string>, error?: unknown) {
  const [values, setValues] = useState(initial);
  const errors = fieldErrors(error);
  const set = (name: Name, value: string) => setValues((was) => ({ ...was, [name]: value }));
  const field = (name: Name) => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (value: string) => set(name, value),
  });
  return { values, field, set, setValues };
}
