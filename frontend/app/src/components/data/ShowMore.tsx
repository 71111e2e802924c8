import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The next page of a long list; takes what `useInfiniteQuery` gives. */
export function ShowMore({ hasNextPage, isFetchingNextPage, fetchNextPage }: Props) {
  const { t } = useTranslation();
  if (!hasNextPage) return null;
  return (
    <Button variant="default" mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {t("showMore")}
    </Button>
  );
}
