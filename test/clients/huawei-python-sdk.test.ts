import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { binOf } from '../../tools/python-clients.mjs';
import { ask, createAccount, fields, logIn, type Session } from '../api.ts';
import { cleanEnvironment, startService, type Service } from '../service.ts';
import { columnOf } from './column.ts';
import { startRecorder, type Recorder } from './recorder.ts';

const bin = binOf('huawei');
const missing = "Huawei's Python SDK is not on this machine: npm test says why";

const told = [
  ['vpc', 'py-a', '172.22.0.0/16', 'ACTIVE'],
  ['update', 200],
  ['v2 sees', 'changed by v3'],
  ['asked', 'PENDING_ACCEPTANCE'],
  ['listed', [true]],
  ['requester accepts', 403],
  ['accepted', 'ACTIVE'],
  ['routes', '172.23.0.0/16', '172.22.0.0/16'],
  ['table', true],
  ['deleted', 204],
  ['rejected', 'REJECTED'],
  ['deleted', 204],
  ['rule', 'tcp', '443'],
  ['group deleted', 204],
  ['quota', 0, 50],
  ['vpc deleted', 204],
  ['vpc deleted', 204],
];

describe("Huawei's Python SDK, unmodified", { skip: bin === null && missing }, () => {
  let service: Service;
  let recorder: Recorder;
  let sessions: readonly Session[];
  before(async () => {
    service = await startService();
    recorder = await startRecorder(service);
    const accounts = await Promise.all(['acme', 'globex'].map((name) => createAccount(service, name)));
    sessions = await Promise.all(accounts.map((login) => logIn(service, login, 'eu-de')));
  });
  after(async () => {
    await recorder.close();
    await service.remove();
  });

  async function keyOf(session: Session, path: string, body: object) {
    const { token } = session;
    const answer = await ask(service, { method: 'POST', path: `/v3.0/OS-CREDENTIAL/${path}`, token, body });
    assert.equal(answer.status, 201, answer.text);
    return { ...fields(answer).credential, project: session.projectId };
  }

  async function play(keys: readonly object[]): Promise<readonly unknown[]> {
    const [acme, globex] = keys;
    const script = join(import.meta.dirname, 'huawei-python-sdk.py');
    const child = spawn(join(bin ?? '', 'python'), ['-W', 'ignore', script], { env: cleanEnvironment() });
    child.stdin.end(JSON.stringify({ url: recorder.url, acme, globex }));
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.equal(errors, '', errors + output);
    return output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  test('the story and the life cycles with permanent keys', async () => {
    const keys = sessions.map((session) => keyOf(session, 'credentials', { credential: { user_id: session.userId } }));
    assert.deepEqual(await play(await Promise.all(keys)), told);
  });

  test('the same with temporary keys', async () => {
    const keys = sessions.map((session) => {
      const identity = { methods: ['token'], token: { id: session.token, duration_seconds: 900 } };
      return keyOf(session, 'securitytokens', { auth: { identity } });
    });
    assert.deepEqual(await play(await Promise.all(keys)), told);
  });

  test('what ran is what docs/generated/clients.md says', () => {
    recorder.keep('huawei-python-sdk');
    assert.deepEqual(recorder.operations(), columnOf('huawei-python-sdk'));
  });
});
