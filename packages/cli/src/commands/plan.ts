import { administratorClient } from '../administrator.ts';
import type { Command } from '../command.ts';

export const planCommand: Command = {
  noun: 'plan',
  verb: '',
  summary: 'what the data plane would change now, as the lines a person would type; changes nothing',
  words: [],
  flags: [],
  async run(call) {
    const client = await administratorClient(call);
    const { body } = await client.call('GET', '/isthmus/v1/plan');
    const { lines } = body as { readonly lines: readonly string[] };
    return { data: body, text: lines.length === 0 ? 'nothing to change' : lines.join('\n') };
  },
};
