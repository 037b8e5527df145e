import { accountNamed } from './account.ts';
import { administratorClient } from '../administrator.ts';
import { required, value, type Call, type Command } from '../command.ts';
import { usage } from '../failure.ts';
import { projectClient } from '../resource.ts';
import { tableOf } from '../table.ts';

interface Quota {
  readonly region?: string;
  readonly type: string;
  readonly used: number;
  readonly limit: number;
}

const shown = (data: unknown, quotas: readonly Quota[]) => {
  const columns = [
    ...(quotas.some(({ region }) => region !== undefined) ? [{ heading: 'REGION', of: (row: Quota) => row.region }] : []),
    { heading: 'TYPE', of: (row: Quota) => row.type },
    { heading: 'USED', of: (row: Quota) => row.used },
    { heading: 'LIMIT', of: (row: Quota) => (row.limit < 0 ? 'unlimited' : row.limit) },
  ];
  return { data, text: tableOf(quotas, columns) };
};

/** What may be typed for a limit: a number, or a word for one. */
function limitOf(typed: string): number | null {
  if (typed === 'default') return null;
  if (typed === 'unlimited') return -1;
  if (!/^(-1|\d{1,10})$/.test(typed)) throw usage(`"${typed}" is no limit: use a number, "unlimited" or "default"`);
  return Number(typed);
}

/** With an account, as its administrator; without one, those of one's own project. */
async function listed(call: Call) {
  const { account, region } = call.flags;
  if (account === undefined) {
    const client = await projectClient(call);
    const { body } = await client.call('GET', `/v1/${client.projectId}/quotas`);
    const { resources } = (body as { readonly quotas: { readonly resources: readonly { type: string; used: number; quota: number }[] } })
      .quotas;
    return shown(
      body,
      resources.map(({ type, used, quota }) => ({ type, used, limit: quota })),
    );
  }
  const client = await administratorClient(call);
  const { id } = await accountNamed(client, account);
  const query = region === undefined ? '' : `?region=${encodeURIComponent(region)}`;
  const { body } = await client.call('GET', `/isthmus/v1/domains/${id}/quotas${query}`);
  return shown(body, (body as { readonly quotas: readonly Quota[] }).quotas);
}

export const quotaCommands: readonly Command[] = [
  {
    noun: 'quota',
    verb: 'list',
    summary: "quotas and what is used: of one's own account, or of any as the administrator",
    words: [],
    flags: [value('account', 'name or id of an account; needs the administrator'), value('region', 'one region of that account')],
    run: listed,
  },
  {
    noun: 'quota',
    verb: 'set',
    summary: "set an account's quota; needs the administrator",
    words: ['TYPE', 'LIMIT'],
    flags: [required('account', 'name or id of the account'), value('region', 'one region; by default every one')],
    async run(call) {
      const [type = '', typed = ''] = call.words;
      const limit = limitOf(typed);
      const client = await administratorClient(call);
      const { id } = await accountNamed(client, call.flags['account'] ?? '');
      const { region } = call.flags;
      const sent = { quotas: { [type]: limit }, ...(region === undefined ? {} : { region }) };
      const { body } = await client.call('PUT', `/isthmus/v1/domains/${id}/quotas`, sent);
      return shown(
        body,
        (body as { readonly quotas: readonly Quota[] }).quotas.filter((quota) => quota.type === type),
      );
    },
  },
];
