import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, createAccount, fields, logIn, type Answer, type Session } from '../api.ts';
import { startService, type Service } from '../service.ts';

let service: Service;
let acme: Session;
/** A VPC of 10.0.0.0/16 with the subnet 10.0.1.0/24 and the secondary block 23.8.0.0/16, and a subnet in no VPC. */
const made = { vpc: '', network: '', loose: '' };
before(async () => {
  service = await startService();
  acme = await logIn(service, await createAccount(service, 'acme'), 'eu-de');
  made.vpc = fields(await send('POST', '/v1/:p/vpcs', { vpc: { name: 'blue', cidr: '10.0.0.0/16' } })).vpc.id;
  const subnet = { name: 'web', vpc_id: made.vpc, cidr: '10.0.1.0/24', gateway_ip: '10.0.1.1' };
  assert.equal((await send('POST', '/v1/:p/subnets', { subnet })).status, 200);
  assert.equal((await send('PUT', '/v3/:p/vpc/vpcs/:vpc/add-extend-cidr', { vpc: { extend_cidrs: ['23.8.0.0/16'] } })).status, 200);
  const inside = { name: 'far', vpc_id: made.vpc, cidr: '23.8.1.0/24', gateway_ip: '23.8.1.1' };
  assert.equal((await send('POST', '/v1/:p/subnets', { subnet: inside })).status, 200);
  made.network = fields(await send('POST', '/v2.0/networks', { network: { name: 'loose' } })).network.id;
  const loose = { network_id: made.network, cidr: '192.168.1.0/24', ip_version: 4 };
  made.loose = fields(await send('POST', '/v2.0/subnets', { subnet: loose })).subnet.id;
});
after(async () => service.remove());

const send = (method: string, path: string, body: object): Promise<Answer> =>
  ask(service, {
    method,
    path: path.replace(':p', acme.projectId).replace(':vpc', made.vpc),
    body: JSON.parse(JSON.stringify(body).replace('<vpc>', made.vpc).replace('<network>', made.network).replace('<loose>', made.loose)),
    token: acme.token,
  });
/** The one sentence of a refusal, in any envelope. */
const sentence = ({ body }: Answer): string => {
  const said = body as { message?: string; error_msg?: string; detail?: string; NeutronError?: { message: string } };
  return (said.message ?? said.error_msg ?? said.detail ?? said.NeutronError?.message ?? '').replace('Invalid input for operation: ', '');
};

const subnet = (cidr: string) => ({ subnet: { name: 'x', vpc_id: '<vpc>', cidr, gateway_ip: cidr.replace(/\.0\/.*/, '.1') } });
const blocks = (...extend_cidrs: string[]) => ({ vpc: { extend_cidrs } });
const wrong: readonly (readonly [method: string, path: string, body: object, status: number, said: RegExp])[] = [
  ['POST', '/v1/:p/vpcs', { vpc: { cidr: '11.0.0.0/16' } }, 400, /^vpc\.cidr: the block 11\.0\.0\.0\/16 is not within 10\./],
  ['POST', '/v1/:p/vpcs', { vpc: { cidr: '10.0.0.5/16' } }, 400, /^vpc\.cidr .*10\.0\.0\.0\/16/],
  [
    'PUT',
    '/v1/:p/vpcs/:vpc',
    { vpc: { cidr: '10.1.0.0/16' } },
    400,
    /^vpc\.cidr: the block 10\.1\.0\.0\/16 does not contain the subnets 10\.0/,
  ],
  ['POST', '/v3/:p/vpc/vpcs', { vpc: { name: 'x', cidr: '11.0.0.0/16' } }, 400, /^vpc\.cidr: the block 11/],
  ['POST', '/v1/:p/subnets', subnet('10.9.0.0/24'), 400, /^subnet\.cidr: the block 10\.9\.0\.0\/24 is not within the VPC/],
  ['POST', '/v1/:p/subnets', subnet('10.0.1.0/25'), 400, /^subnet\.cidr: the block 10\.0\.1\.0\/25 overlaps 10\.0\.1\.0\/24/],
  [
    'POST',
    '/v2.0/subnets',
    { subnet: { network_id: '<network>', cidr: '11.0.0.0/24', ip_version: 4 } },
    400,
    /^subnet\.cidr: the block 11/,
  ],
  [
    'PUT',
    '/v2.0/routers/:vpc/add_router_interface',
    { subnet_id: '<loose>' },
    400,
    /^subnet_id: the block 192\.168\.1\.0\/24 is not within/,
  ],
  [
    'PUT',
    '/v3/:p/vpc/vpcs/:vpc/add-extend-cidr',
    blocks('10.0.0.0/8'),
    400,
    /^vpc\.extend_cidrs\.0: the block 10\.0\.0\.0\/8 cannot be added: /,
  ],
  [
    'PUT',
    '/v3/:p/vpc/vpcs/:vpc/add-extend-cidr',
    blocks('', '23.9.0.0/16', '23.8.1.0/24'),
    400,
    /^vpc\.extend_cidrs\.2: the block 23\.8\.1\.0\/24 overlaps/,
  ],
  [
    'PUT',
    '/v3/:p/vpc/vpcs/:vpc/remove-extend-cidr',
    blocks('', '23.8.0.0/16'),
    409,
    /^vpc\.extend_cidrs\.1: the block 23\.8\.0\.0\/16 holds the subnets/,
  ],
  [
    'PUT',
    '/v3/:p/vpc/vpcs/:vpc/add-extend-cidr',
    blocks(...[1, 2, 3, 4, 5].map((n) => `24.${n}.0.0/16`)),
    400,
    /^vpc\.extend_cidrs: .*at most 5/,
  ],
];
for (const [method, path, body, status, said] of wrong)
  test(`${method} ${path} with ${JSON.stringify(body).slice(0, 90)} names the field`, async () => {
    const answer = await send(method, path, body);
    assert.equal(answer.status, status, answer.text);
    assert.match(sentence(answer), said);
  });
