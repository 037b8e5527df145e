import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, createAccount, fields, logIn, type Session } from '../api.ts';
import { startService, type Service } from '../service.ts';

let service: Service;
let acme: Session;
before(async () => {
  service = await startService();
  acme = await logIn(service, await createAccount(service, 'acme'), 'eu-de');
  for (const name of names) {
    const description = descriptionOf(name);
    await create('/vpc/vpcs', { vpc: { name, description, cidr: '10.0.0.0/16' } });
    const group = await create('/vpc/security-groups', { security_group: { name, description } });
    const { id } = await create('/vpc/firewalls', { firewall: { name, description, admin_state_up: description === odd } });
    if (description === odd) {
      const { subnet } = fields(await asked('POST', `/v1/${acme.projectId}/subnets`, { subnet: await subnetOf(name) }));
      await asked('PUT', `/v3/${acme.projectId}/vpc/firewalls/${id}/associate-subnets`, { subnets: [{ virsubnet_id: subnet.id }] });
    }
    const terms = { security_group_id: group.id, direction: 'ingress', description };
    const remote = description === odd ? '10.1.0.0/16' : '10.2.0.0/16';
    await create('/vpc/security-group-rules', {
      security_group_rule: { ...terms, protocol: description === odd ? 'udp' : 'tcp', multiport: '443', remote_ip_prefix: remote },
    });
  }
});
after(async () => service.remove());

const odd = 'odd';
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const descriptionOf = (name: string): string => (names.indexOf(name) % 2 === 1 ? odd : 'even');

async function asked(method: string, path: string, body?: object) {
  const answer = await ask(service, { method, path, token: acme.token, body });
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
  return answer;
}
const create = async (path: string, body: Readonly<Record<string, object>>) =>
  fields(await asked('POST', `/v3/${acme.projectId}${path}`, body))[Object.keys(body)[0] ?? ''];
const subnetOf = async (name: string) => {
  const { vpcs } = fields(await asked('GET', `/v3/${acme.projectId}/vpc/vpcs?name=${name}`));
  return { name, vpc_id: vpcs[0].id, cidr: '10.0.1.0/24', gateway_ip: '10.0.1.1' };
};

/** The rows of every page, as a client sees them that follows `next_marker`, one row at a time. */
async function walked(path: string, query: string): Promise<readonly { readonly description: string; readonly name?: string }[]> {
  const plural = path.split('/').at(-1)!.replaceAll('-', '_');
  const rows = [];
  for (let marker: string | undefined, pages = 0; pages === 0 || marker !== undefined; pages++) {
    assert.ok(pages < 20, 'the pages end');
    const at = marker === undefined ? '' : `&marker=${marker}`;
    const body = fields(await asked('GET', `/v3/${acme.projectId}${path}?${query}&limit=1${at}`));
    assert.equal(body.page_info.current_count, body[plural].length);
    if (body.page_info.next_marker !== undefined) assert.equal(body[plural].length, 1, 'a page before the last is full');
    rows.push(...body[plural]);
    marker = body.page_info.next_marker;
  }
  return rows;
}

const oddOnes: readonly (readonly [path: string, queries: readonly string[]])[] = [
  ['/vpc/vpcs', ['description=odd', 'name=b&name=d&name=f']],
  ['/vpc/security-groups', ['description=odd', 'name=b&name=d&name=f', 'description=odd&enterprise_project_id=0']],
  ['/vpc/security-group-rules', ['description=odd', 'protocol=udp', 'remote_ip_prefix=10.1.0.0/16', 'protocol=UDP&direction=ingress']],
  ['/vpc/firewalls', ['status=ACTIVE', 'admin_state_up=true', 'name=b&name=d&name=f', 'status=ACTIVE&enterprise_project_id=0']],
];
for (const [path, queries] of oddOnes)
  for (const query of queries)
    test(`${path}?${query}: every page is full of what is meant`, async () => {
      const found = await walked(path, query);
      assert.deepEqual([found.length, ...new Set(found.map(({ description }) => description))], [3, odd]);
    });

const nobody = [
  '/vpc/security-groups?enterprise_project_id=1',
  '/vpc/firewalls?enterprise_project_id=1',
  '/vpc/firewalls?status=DOWN',
  '/vpc/security-group-rules?direction=sideways',
  '/vpc/security-group-rules?action=deny',
  '/vpc/security-group-rules?ethertype=IPv5',
  '/vpc/security-group-rules?remote_ip_prefix=everyone',
];
for (const path of nobody)
  test(`${path} is an empty list`, async () => {
    const body = fields(await asked('GET', `/v3/${acme.projectId}${path}`));
    assert.equal(body.page_info.current_count, 0);
  });

test('rules of every protocol are found by an empty one, and rules of one family alone by that', async () => {
  const shown = async (query: string, field: string) => {
    const { security_group_rules: rules } = fields(await asked('GET', `/v3/${acme.projectId}/vpc/security-group-rules?${query}`));
    return [...new Set((rules as readonly Record<string, unknown>[]).map((rule) => rule[field]))];
  };
  assert.deepEqual([await shown('protocol=', 'protocol'), await shown('ethertype=IPv6', 'ethertype')], [[null], ['IPv6']]);
});
