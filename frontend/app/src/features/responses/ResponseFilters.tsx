import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Filters } from "@/components/form/Filters";
import { SelectField } from "@/components/form/fields";
import { sayMoment } from "@/lib/format";
import { byPseudonym } from "@/lib/order";
import { type Session, sessionsQuery } from "@/lib/queries/sessions";
import { type ResponseSearch, kinds } from "./queries";

interface Props {
  cohortId: string;
  search: ResponseSearch;
  questions: ReadonlyMap<string, string>;
  onSearch: (search: ResponseSearch) => void;
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

function speakersOf(sessions: readonly Session[]) {
  const seats = sessions.flatMap(({ participants }) => participants);
  const known = new Map(seats.map((seat) => [seat.member_id, seat]));
  return [...known.values()].toSorted(byPseudonym).map(({ member_id, pseudonym }) => ({ value: member_id, label: pseudonym }));
}

/** Which session, question, speaker and kind; all of it in the URL. */
export function ResponseFilters({ cohortId, search, questions, onSearch }: Props) {
  const { t, i18n } = useTranslation("responses");
  const { data: sessions = [] } = useQuery({ ...sessionsQuery({ cohort_id: cohortId }), throwOnError: false });
  const set = (part: ResponseSearch) => onSearch({ ...search, ...part });
  const all = { value: "", label: t("all") };
  const when = ({ starts_at }: Session) => sayMoment(new Date(starts_at), i18n.language);
  return (
    <Filters>
      <SelectField
        name="session_id"
        label={t("session")}
        options={[all, ...sessions.map((one) => ({ value: one.id, label: when(one) }))]}
        value={search.session_id ?? ""}
        onChange={(id) => set({ session_id: id || undefined })}
      />
      <SelectField
        name="question_key"
        label={t("question")}
        options={[all, ...[...questions].map(([key, text]) => ({ value: key, label: `${key} · ${short(text)}` }))]}
        value={search.question_key ?? ""}
        onChange={(key) => set({ question_key: key || undefined })}
      />
      <SelectField
        name="member_id"
        label={t("speaker")}
        options={[all, ...speakersOf(sessions)]}
        value={search.member_id ?? ""}
        onChange={(id) => set({ member_id: id || undefined })}
      />
      <SelectField
        name="kind"
        label={t("kind.label")}
        options={[all, ...kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))]}
        value={search.kind ?? ""}
        onChange={(kind) => set({ kind: kinds.find((one) => one === kind) })}
      />
    </Filters>
  );
}
