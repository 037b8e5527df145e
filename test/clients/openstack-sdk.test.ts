import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { binOf } from '../../tools/python-clients.mjs';
import { createAccount } from '../api.ts';
import { cleanEnvironment, startService, type Service } from '../service.ts';
import { columnOf } from './column.ts';
import { environmentOf } from './openstack.ts';
import { startRecorder, type Recorder } from './recorder.ts';

const bin = binOf('openstack');
const missing = 'openstacksdk from PyPI is not on this machine: npm test says why';

describe('openstacksdk, unmodified', { skip: bin === null && missing }, () => {
  let service: Service;
  let recorder: Recorder;
  before(async () => {
    service = await startService();
    recorder = await startRecorder(service);
  });
  after(async () => {
    await recorder.close();
    await service.remove();
  });

  test('several things in one request are made, or none of them', async () => {
    const variables = environmentOf(recorder.url, await createAccount(service, 'acme'));
    const script = join(import.meta.dirname, 'openstack-sdk.py');
    const child = spawn(join(bin ?? '', 'python'), ['-W', 'ignore', script], { env: { ...cleanEnvironment(), ...variables } });
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.equal(errors, '', errors + output);
    const wrong = (field: string): string => `Invalid input for operation: security_group_rules.1.${field}`;
    assert.deepEqual(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
      [
        ['networks', 'left', 'right'],
        ['subnets', '10.0.0.0/24', '10.0.1.0/24'],
        ['ports', ['a', '10.0.0.2', true], ['b', '10.0.1.2', true]],
        ['refused', [409, 'The address 10.0.0.20 is in use.']],
        ['none made', 0],
        ['groups', ['web', 2], ['db', 2]],
        ['rules', 80, 443],
        ['refused', [400, `${wrong('port_range_min')} is no port; use a port from 1 to 65535.`]],
        [
          'refused',
          [400, `${wrong('security_group_id')} is another group than that of the first rule; send the rules of each group by themselves.`],
        ],
        ['counted', 4],
      ],
    );
  });

  test('what ran is what docs/generated/clients.md says', () => {
    recorder.keep('openstacksdk');
    assert.deepEqual(recorder.operations(), columnOf('openstacksdk'));
  });
});
