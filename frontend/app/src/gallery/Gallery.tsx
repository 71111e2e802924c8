import { Button, Stack } from "@mantine/core";
import { ProblemError } from "@tellmore/client";
import { useState } from "react";
import { DataTable } from "@/components/data/DataTable";
import { QuotaChart } from "@/components/data/QuotaChart";
import { StepStrip } from "@/components/data/StepStrip";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { FormErrors } from "@/components/form/FormErrors";
import { DateField, LongTextField, SelectField, TextField } from "@/components/form/fields";
import { Confirm } from "@/components/ui/Confirm";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { LoadingState } from "@/components/ui/LoadingState";
import { Page } from "@/components/ui/Page";
import { ProgressBar } from "@/components/ui/ProgressBar";
import { StatusMark } from "@/components/ui/StatusMark";
import { When } from "@/components/ui/When";
import { tell } from "@/lib/toasts";
import { cohorts, problem, quotas, refused, steps } from "./samples";

function Lists() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (name: string) =>
    setChosen((was) => (was.has(name) ? new Set([...was].filter((one) => one !== name)) : new Set([...was, name])));
  return (
    <DataTable
      caption="Cohorts"
      rows={cohorts}
      rowKey={({ name }) => name}
      selection={{
        heading: "Choose",
        label: ({ name }) => `Choose ${name}`,
        has: ({ name }) => chosen.has(name),
        toggle: ({ name }) => toggle(name),
      }}
      columns={[
        { key: "name", header: "Name", cell: ({ name }) => <a href="#page">{name}</a> },
        { key: "state", header: "State", cell: ({ tone, state }) => <StatusMark tone={tone}>{state}</StatusMark> },
        { key: "students", header: "Students", align: "end", cell: ({ students }) => students },
        { key: "at", header: "Changed", cell: ({ at }) => <When at={at} /> },
      ]}
    />
  );
}

function Forms() {
  const [values, setValues] = useState<Record<string, string>>({});
  const bind = (name: string) => ({
    name,
    value: values[name] ?? "",
    onChange: (value: string) => setValues({ ...values, [name]: value }),
  });
  const [schools, setSchools] = useState<string[]>(["1"]);
  return (
    <Stack>
      <FormErrors error={refused} />
      <TextField {...bind("name")} label="Name" help="What you call this round of listening" error="Another cohort has this name" />
      <LongTextField {...bind("purpose")} label="Purpose" />
      <SelectField {...bind("focus")} label="Focus" options={[{ value: "", label: "Belonging" }]} />
      <DateField {...bind("due")} label="Due" />
      <CheckboxesField
        name="schools"
        label="Schools"
        options={[{ value: "1", label: "Oak Middle" }, { value: "2", label: "Elm High" }]}
        value={schools}
        onChange={setSchools}
      />
    </Stack>
  );
}

export function Gallery() {
  return (
    <Page
      title="Spring round"
      lead="What makes a school day good, and what makes it hard."
      actions={<Button onClick={() => tell("Student 7 was left out", () => undefined)}>Leave out</Button>}
    >
      <StepStrip label="Steps of this cohort" steps={steps} />
      <Stack gap="xl">
        <Lists />
        <QuotaChart groups={quotas} />
        <ProgressBar label="Reading the roster" done={4200} total={12000} />
        <Forms />
        <Confirm label="Delete the draft" lost="Its 12 questions are lost." onConfirm={() => undefined} />
        <EmptyState title="No sessions yet" action={<Button>Schedule a session</Button>}>
          Once guardians have answered, put students and facilitators together.
        </EmptyState>
        <ErrorState error={new ProblemError(problem)} retry={() => undefined} />
        <LoadingState />
      </Stack>
    </Page>
  );
}
