import { parseAddress, parseCidr } from '@isthmus/core';
import type { Words } from '../words/en.ts';

/** The rules that the published form states, checked while typing; the service checks again and decides. */
export const nameProblem = (name: string, words: Words): string => {
  if (name === '') return words.common.required;
  return /^[A-Za-z0-9_-]{1,64}$/.test(name) ? '' : words.common.nameRule;
};

export const descriptionProblem = (text: string, words: Words): string => (/^[^<>]{0,255}$/.test(text) ? '' : words.common.descriptionRule);

/** Core's own parser, with its own reason and fix. */
export function cidrProblem(text: string, words: Words): string {
  if (text === '') return words.common.required;
  const parsed = parseCidr(text);
  return parsed.ok ? '' : `${text} ${parsed.problem.reason}: ${parsed.problem.fix}.`;
}

export function addressProblem(text: string, words: Words): string {
  if (text === '') return words.common.required;
  return parseAddress(text).ok ? '' : words.instance.destinationWrong;
}
