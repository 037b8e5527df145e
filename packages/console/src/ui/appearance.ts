import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';

export type Appearance = 'light' | 'dark';
const key = 'isthmus.appearance';
const listeners = new Set<() => void>();

const chosen = (): Appearance | null => {
  const stored = localStorage.getItem(key);
  return stored === 'light' || stored === 'dark' ? stored : null;
};
/** What the person chose, else what their system prefers. */
export const appearance = (): Appearance => chosen() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

export function applyAppearance(): void {
  applyMode(appearance() === 'dark' ? Mode.Dark : Mode.Light);
  document.documentElement.dataset['appearance'] = appearance();
  for (const listener of listeners) listener();
}

export function chooseAppearance(next: Appearance): void {
  localStorage.setItem(key, next);
  applyAppearance();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, appearance);
