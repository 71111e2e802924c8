import { NativeSelect, TextInput, type TextInputProps, Textarea } from "@mantine/core";
import type { ReactNode } from "react";

export interface FieldProps {
  /** The field's name in the API's body; also its anchor in the summary of errors. */
  name: string;
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
  disabled?: boolean;
}

export const fieldId = (name: string) => `field-${name}`;

function common({ name, label, help, error, required, disabled }: FieldProps) {
  return { id: fieldId(name), name, label, description: help, error, required, disabled };
}

const order: ("label" | "input" | "description" | "error")[] = ["label", "error", "input", "description"];
const shape = { size: "md", maw: "32rem", inputWrapperOrder: order } as const;

type TextFieldProps = FieldProps &
  Pick<TextInputProps, "type" | "autoComplete" | "inputMode" | "placeholder" | "maxLength">;

export function TextField(props: TextFieldProps) {
  const { type = "text", autoComplete = "off", inputMode, placeholder, maxLength } = props;
  return (
    <TextInput
      {...shape}
      {...common(props)}
      {...{ type, autoComplete, inputMode, placeholder, maxLength }}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

/** The browser's own date picker: it speaks the person's language and needs no code. */
export function DateField(props: FieldProps & { min?: string; max?: string }) {
  return (
    <TextInput
      {...shape}
      {...common(props)}
      type="date"
      maw="14rem"
      min={props.min}
      max={props.max}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export function LongTextField(props: FieldProps & { rows?: number }) {
  return (
    <Textarea
      {...shape}
      {...common(props)}
      maw="44rem"
      autosize
      minRows={props.rows ?? 3}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

export function SelectField(props: FieldProps & { options: Option[] }) {
  return (
    <NativeSelect
      {...shape}
      {...common(props)}
      data={props.options}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
