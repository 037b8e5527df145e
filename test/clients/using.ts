import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../service.ts';

/** A fenced block of a page, as a person copies it. */
export interface Block {
  /** `sh`, `text`, `js` … */
  readonly language: string;
  /** What stands behind the language: `install`, or `file=story.cjs`. */
  readonly note: string;
  readonly content: string;
}

const fence = /^```(\w+)(?: ([^\n]*))?\n(.*?)^```$/gms;

export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(repository, 'docs', 'using', page), 'utf8');
  return [...text.matchAll(fence)].map(([, language = '', note = '', content = '']) => ({ language, note, content }));
}

/** Files that the page tells to save, by name. */
export const filesOf = (blocks: readonly Block[]): readonly (readonly [string, string])[] =>
  blocks.flatMap(({ note, content }) => (note.startsWith('file=') ? [[note.slice('file='.length), content] as const] : []));

/** One step: a block to run, and what the page says that it prints, if it says so. */
export interface Step {
  readonly command: string;
  readonly printed: string | null;
}

/** What set-up installs is not run again. */
export const stepsOf = (blocks: readonly Block[]): readonly Step[] =>
  blocks.flatMap(({ language, note, content }, index) => {
    if (language !== 'sh' || note === 'install') return [];
    const next = blocks[index + 1];
    return [{ command: content, printed: next?.language === 'text' ? next.content : null }];
  });

/** The page's text as a pattern: `…` stands for anything, within a line or for whole lines. */
export const patternOf = (printed: string): RegExp => new RegExp(`^${printed.trim().split('…').map(escaped).join('[^]*')}$`);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
