import { useEffect, useRef, useState } from "react";
import { TextField } from "./fields";

interface Props {
  label: string;
  value: string;
  /** Called when the typing pauses. */
  onSearch: (text: string) => void;
}

const PAUSE_MS = 250;

export function SearchField({ label, value, onSearch }: Props) {
  const [text, setText] = useState(value);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Whoever follows a link while typing must not be called back to the list.
  useEffect(() => () => clearTimeout(pause.current), []);
  const change = (next: string) => {
    setText(next);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => onSearch(next), PAUSE_MS);
  };
  return <TextField name="q" type="search" label={label} value={text} onChange={change} maxLength={100} />;
}
