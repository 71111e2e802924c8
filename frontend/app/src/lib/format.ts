const DAY = 86_400_000;

function dayNumber(date: Date): number {
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
}

function clock(date: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(date);
}

function sentence(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/** A day as people say it: today, yesterday, Thursday, 4 May, 4 May 2025. */
export function sayDay(date: Date, language: string, now = new Date()): string {
  const days = dayNumber(date) - dayNumber(now);
  if (Math.abs(days) <= 1) {
    const near = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
    return sentence(near, language);
  }
  const form: Intl.DateTimeFormatOptions =
    days > 1 && days < 7 ? { weekday: "long" } : { day: "numeric", month: "short" };
  if (date.getFullYear() !== now.getFullYear()) form.year = "numeric";
  return sentence(new Intl.DateTimeFormat(language, form).format(date), language);
}

/** A moment as people say it; within the hour, how long from now. */
export function sayMoment(date: Date, language: string, now = new Date()): string {
  const minutes = Math.round((date.getTime() - now.getTime()) / 60_000);
  if (Math.abs(minutes) < 60) {
    const near = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(minutes, "minute");
    return sentence(near, language);
  }
  return `${sayDay(date, language, now)}, ${clock(date, language)}`;
}

/** The exact moment, for the one who hovers. */
export function exact(date: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "long" }).format(date);
}

export function percent(share: number, language: string): string {
  const small = Math.abs(share) < 0.1;
  const form = { style: "percent", maximumFractionDigits: small ? 1 : 0 } as const;
  return new Intl.NumberFormat(language, form).format(share);
}

/** To a tenth of a percent: two chances are compared. */
export function chance(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

export function count(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value);
}

/** A person as lists are sorted. */
export function fullName(one: { given_name: string; family_name: string }): string {
  return `${one.family_name}, ${one.given_name}`;
}

/** Several things in one sentence: "Student 2, Student 5 and Student 7". */
export function listed(words: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(words);
}
