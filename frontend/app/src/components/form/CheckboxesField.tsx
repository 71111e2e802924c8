import { Checkbox } from "@mantine/core";
import classes from "./CheckboxesField.module.css";
import { type Option, fieldId } from "./fields";

const MANY = 6;

interface Props {
  name: string;
  label: string;
  help?: string;
  error?: string | undefined;
  options: Option[];
  value: string[];
  onChange: (value: string[]) => void;
}

export function CheckboxesField({ name, label, help, error, options, value, onChange }: Props) {
  return (
    <Checkbox.Group
      id={fieldId(name)}
      tabIndex={-1}
      {...{ label, error, value, onChange }}
      description={help}
      size="md"
    >
      <div className={options.length > MANY ? classes.columns : classes.column}>
        {options.map((option) => (
          <Checkbox key={option.value} size="md" {...option} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
