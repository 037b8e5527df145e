import { useSyncExternalStore } from 'react';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { languages, type Language } from './in-both.ts';

export { languages, type Language };

const all: Readonly<Record<Language, Words>> = { en, de };
const key = 'isthmus.language';
const listeners = new Set<() => void>();

/** What the person chose, else English, whose words the published procedures use. */
export const language = (): Language => (localStorage.getItem(key) === 'de' ? 'de' : 'en');

export function chooseLanguage(next: Language): void {
  localStorage.setItem(key, next);
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, language);
/** Every word on screen, in the chosen language. */
export const useWords = (): Words => all[useLanguage()];

/** Those of one page, which are fetched with it. */
export const useWordsOf = <T>(both: Readonly<Record<Language, T>>): T => both[useLanguage()];
