import { administratorClient } from '../administrator.ts';
import type { Client } from '../client.ts';
import { list, required, value, type Call, type Command } from '../command.ts';
import { refused } from '../failure.ts';
import { collections, listAll, projectClient, shownList, type Item } from '../resource.ts';
import { fieldsOf, tableOf } from '../table.ts';

const accounts = '/isthmus/v1/domains';
const users = '/isthmus/v1/users';

/** The service says `domain` for an account. */
interface Created {
  readonly domain: Item;
  readonly projects: readonly Item[];
  readonly user: Item;
}

/** The account of this id or name, as the administrator sees it. */
export async function accountNamed(client: Client, idOrName: string): Promise<Item> {
  const { body } = await client.call('GET', accounts);
  const found = (body as { readonly domains: readonly Item[] }).domains.find(({ id, name }) => id === idOrName || name === idOrName);
  if (found === undefined) throw refused(`there is no account "${idOrName}"`);
  return found;
}

async function userNamed(client: Client, idOrName: string, call: Call): Promise<Item> {
  const account = call.flags['account'] === undefined ? null : await accountNamed(client, call.flags['account']);
  const query = account === null ? '' : `?domain_id=${account.id}`;
  const { body } = await client.call('GET', `/v3/users${query}`);
  const found = (body as { readonly users: readonly Item[] }).users.filter(({ id, name }) => id === idOrName || name === idOrName);
  if (found.length > 1) throw refused(`${found.length} users have the name "${idOrName}"; say whose with --account, or use the id`);
  const [only] = found;
  if (only === undefined) throw refused(`there is no user "${idOrName}"`);
  return only;
}

/** Every row but the last needs the administrator's credentials, from `--data-dir`. */
export const accountCommands: readonly Command[] = [
  {
    noun: 'account',
    verb: 'create',
    summary: 'create an account with a project per region and its first user',
    words: ['NAME'],
    flags: [
      required('user', 'name of the first user'),
      required('password', 'password of the first user'),
      value('description', 'up to 255 characters'),
    ],
    async run(call) {
      const client = await administratorClient(call);
      const { user, password, description } = call.flags;
      const body = { name: call.words[0], description: description ?? '', user: { name: user, password } };
      const { body: answer } = await client.call('POST', accounts, body);
      const { domain, projects, user: first } = answer as Created;
      const lines = { account: domain.name, id: domain.id, user: first.name, projects: projects.map(({ id, name }) => `${name} ${id}`) };
      return { data: answer, text: fieldsOf(lines) };
    },
  },
  {
    noun: 'account',
    verb: 'list',
    summary: 'every account of the installation',
    words: [],
    flags: [],
    async run(call) {
      const client = await administratorClient(call);
      const { body } = await client.call('GET', accounts);
      const rows = (body as { readonly domains: readonly Item[] }).domains;
      const columns = ['id', 'name', 'description'].map((name) => ({ heading: name.toUpperCase(), of: (row: Item) => row[name] }));
      return { data: body, text: tableOf(rows, columns) };
    },
  },
  {
    noun: 'user',
    verb: 'create',
    summary: 'create a user in an account',
    words: ['NAME'],
    flags: [
      required('account', 'name or id of the account'),
      required('password', 'its password'),
      list('role', 'te_admin, vpc_full or vpc_viewer; by default vpc_full'),
    ],
    async run(call) {
      const client = await administratorClient(call);
      const { id } = await accountNamed(client, call.flags['account'] ?? '');
      const roles = (call.flags['role'] ?? 'vpc_full').split(',');
      const body = { name: call.words[0], password: call.flags['password'], domain_id: id, roles };
      const { body: answer } = await client.call('POST', users, body);
      return { data: answer, text: fieldsOf(answer as Item) };
    },
  },
  {
    noun: 'user',
    verb: 'set-password',
    summary: "set a user's password; its tokens end",
    words: ['NAME|ID'],
    flags: [required('password', 'the new password'), value('account', 'name or id of its account, where the name is not the only one')],
    async run(call) {
      const client = await administratorClient(call);
      const user = await userNamed(client, call.words[0] ?? '', call);
      await client.call('PUT', `${users}/${user.id}/password`, { password: call.flags['password'] });
      return { data: { id: user.id }, text: `set the password of ${user.name}` };
    },
  },
  {
    noun: 'project',
    verb: 'list',
    summary: 'projects of the account, with the ids that another account needs for a peering',
    words: [],
    flags: [],
    async run(call) {
      const client = await projectClient(call);
      return shownList(collections.project, await listAll(client, collections.project));
    },
  },
];
