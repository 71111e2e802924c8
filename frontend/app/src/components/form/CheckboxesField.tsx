import { Checkbox, Stack } from "@mantine/core";
import { type Option, fieldId } from "./fields";

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
      <Stack gap="xs" mt="xs">
        {options.map((option) => (
          <Checkbox key={option.value} size="md" {...option} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
