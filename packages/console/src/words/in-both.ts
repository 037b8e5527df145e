import type { Widened } from './en.ts';

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

/** The words of one page, which are fetched with it; the German ones say what the English say, or do not compile. */
export const inBoth = <const English>(english: English, german: Widened<English>): Readonly<Record<Language, Widened<English>>> => ({
  en: english as unknown as Widened<English>,
  de: german,
});
