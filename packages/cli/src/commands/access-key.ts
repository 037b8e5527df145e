import type { Client } from '../client.ts';
import { value, type Call, type Command } from '../command.ts';
import { projectClient } from '../resource.ts';
import { fieldsOf, tableOf } from '../table.ts';

const keys = '/v3.0/OS-CREDENTIAL/credentials';

interface Credential {
  readonly access: string;
  readonly secret?: string;
  readonly user_id: string;
  readonly status: string;
  readonly description: string;
  readonly create_time: string;
}

const ofUser = value('user', "id of another user of one's account; by default oneself");
const userOf = (call: Call, client: Client): string => call.flags['user'] ?? client.userId;

const setStatus = (verb: 'enable' | 'disable', summary: string): Command => ({
  noun: 'access-key',
  verb,
  summary,
  words: ['KEY'],
  flags: [],
  async run(call) {
    const client = await projectClient(call);
    const status = verb === 'enable' ? 'active' : 'inactive';
    const { body } = await client.call('PUT', `${keys}/${pathOf(call)}`, { credential: { status } });
    return { data: body, text: fieldsOf({ ...(body as { readonly credential: Credential }).credential }) };
  },
});

const pathOf = (call: Call): string => encodeURIComponent(call.words[0] ?? '');

/** Keys for clients that sign their requests instead of logging in. */
export const accessKeyCommands: readonly Command[] = [
  {
    noun: 'access-key',
    verb: 'create',
    summary: 'create an access key; its secret is shown this once',
    words: [],
    flags: [ofUser, value('description', 'up to 255 characters')],
    async run(call) {
      const client = await projectClient(call);
      const credential = { user_id: userOf(call, client), description: call.flags['description'] ?? '' };
      const { body } = await client.call('POST', keys, { credential });
      const { access, secret } = (body as { readonly credential: Credential }).credential;
      return { data: body, text: fieldsOf({ access, secret, project_id: client.projectId }) };
    },
  },
  {
    noun: 'access-key',
    verb: 'list',
    summary: 'access keys, without their secrets',
    words: [],
    flags: [ofUser],
    async run(call) {
      const client = await projectClient(call);
      const { body } = await client.call('GET', `${keys}?user_id=${encodeURIComponent(userOf(call, client))}`);
      const columns = ['access', 'status', 'create_time', 'description'] as const;
      const rows = (body as { readonly credentials: readonly Credential[] }).credentials;
      const text = tableOf(
        rows,
        columns.map((name) => ({ heading: name.toUpperCase(), of: (row) => row[name] })),
      );
      return { data: body, text };
    },
  },
  setStatus('enable', 'make a disabled access key usable again'),
  setStatus('disable', 'refuse what is signed with an access key, at once'),
  {
    noun: 'access-key',
    verb: 'delete',
    summary: 'delete an access key',
    words: ['KEY'],
    flags: [],
    async run(call) {
      const client = await projectClient(call);
      await client.call('DELETE', `${keys}/${pathOf(call)}`);
      return { data: { access: call.words[0] }, text: `deleted ${call.words[0]}` };
    },
  },
];
