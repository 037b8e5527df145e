import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../service.ts';

/** The clients that the page tells of, in the order of its columns. */
export const clients = {
  'openstack-otcextensions': 'openstack with otcextensions (PyPI)',
  'openstack-debian': 'openstack (Debian)',
  'huawei-node-sdk': 'Huawei Node SDK',
  'huawei-python-sdk': 'Huawei Python SDK',
  openstacksdk: 'openstacksdk (PyPI)',
  ansible: 'Ansible',
  'huawei-go-sdk': 'Huawei Go SDK',
  terraform: 'Terraform (opentelekomcloud)',
  gophertelekomcloud: 'gophertelekomcloud',
} as const;
export type ClientName = keyof typeof clients;

export const clientsPage = join(repository, 'docs', 'generated', 'clients.md');

/** What the page says that this client ran, as `METHOD path`, in order. */
export function columnOf(client: ClientName): readonly string[] {
  const column = Object.keys(clients).indexOf(client);
  const page = existsSync(clientsPage) ? readFileSync(clientsPage, 'utf8') : '';
  return page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, operation, ...cells]) => operation?.startsWith('`') === true && cells[column] === 'yes')
    .map(([, operation = '']) => operation.replaceAll('`', ''))
    .toSorted();
}
