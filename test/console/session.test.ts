import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, createAccount, fields, logIn, type Answer } from '../api.ts';
import { startService, type Service } from '../service.ts';

const credentials = { domain: 'acme', user: 'alice', password: 'isthmus-demo' };

describe("the console's session", () => {
  let service: Service;
  before(async () => {
    service = await startService({ flags: ['--demo'] });
  });
  after(async () => service?.remove());

  /** As our own page asks; a header of undefined is left out. */
  const own = (headers: Readonly<Record<string, string | undefined>> = {}): Record<string, string> => {
    const all = { 'X-Isthmus-Console': '1', Origin: service.url, ...headers };
    return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
  };
  const signIn = (body: unknown = credentials, headers = own()): Promise<Answer> =>
    ask(service, { method: 'POST', path: '/isthmus/v1/session', body, headers });
  const cookieOf = (answer: Answer): string => (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const projectIn = (answer: Answer, region = 'eu-de'): string =>
    fields(answer).projects.find((project: { region: string }) => project.region === region).id;

  test('is a cookie that no script reads and no other site sends, and its answer tells no token', async () => {
    const answer = await signIn();
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.headers.get('set-cookie') ?? '', /^isthmus-session=[^;]{20,}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    assert.ok(!answer.text.includes(cookieOf(answer).split('=')[1] ?? ''), 'the token is in the body');
    assert.deepEqual(
      fields(answer).projects.map(({ region }: { region: string }) => region),
      ['eu-de', 'eu-nl'],
    );
  });

  test('is refused for wrong credentials, and for a body that is none', async () => {
    assert.equal((await signIn({ ...credentials, password: 'wrong' })).status, 401);
    assert.equal((await signIn({ ...credentials, domain: 'nobody' })).status, 401);
    assert.equal((await signIn({ domain: 'acme' })).status, 400);
    assert.equal((await signIn([])).status, 400);
  });

  test("is not opened for another site's page", async () => {
    assert.equal((await signIn(credentials, own({ Origin: 'http://evil.example' }))).status, 403);
    assert.equal((await signIn(credentials, own({ Origin: undefined }))).status, 403);
    assert.equal((await signIn(credentials, own({ 'X-Isthmus-Console': undefined }))).status, 403);
  });

  test('tells who is signed in, to whom is signed in', async () => {
    const cookie = cookieOf(await signIn());
    const shown = await ask(service, { method: 'GET', path: '/isthmus/v1/session', headers: { Cookie: cookie } });
    assert.equal(shown.status, 200);
    assert.equal(fields(shown).user.name, 'alice');
    assert.equal((await ask(service, { method: 'GET', path: '/isthmus/v1/session' })).status, 204);
    assert.equal(
      (await ask(service, { method: 'GET', path: '/isthmus/v1/session', headers: { Cookie: 'isthmus-session=made-up' } })).status,
      401,
    );
  });

  test('works in each project of its account, one request at a time', async () => {
    const answer = await signIn();
    for (const region of ['eu-de', 'eu-nl']) {
      const project = projectIn(answer, region);
      const headers = own({ Cookie: cookieOf(answer), 'X-Project-Id': project });
      const listed = await ask(service, { method: 'GET', path: `/v1/${project}/vpcs`, headers });
      assert.equal(listed.status, 200, listed.text);
      assert.equal(fields(listed).vpcs.length, region === 'eu-de' ? 1 : 0);
    }
  });

  test("does not work in another account's project, whether it exists or not", async () => {
    const cookie = cookieOf(await signIn());
    const foreign = (await logIn(service, { domain: 'globex', user: 'bob', password: 'isthmus-demo' }, 'eu-de')).projectId;
    const answers = await Promise.all(
      [foreign, 'f'.repeat(32)].map((project) =>
        ask(service, { method: 'GET', path: '/v2.0/vpc/peerings', headers: own({ Cookie: cookie, 'X-Project-Id': project }) }),
      ),
    );
    assert.ok(answers.every(({ status }) => status >= 400 && status < 500));
    assert.equal(answers[0]?.status, answers[1]?.status);
    assert.equal(answers[0]?.text, answers[1]?.text);
  });

  test('changes nothing without the header and the origin of our own page', async () => {
    const answer = await signIn();
    const project = projectIn(answer);
    const write = (headers: Readonly<Record<string, string | undefined>>): Promise<Answer> =>
      ask(service, {
        method: 'POST',
        path: `/v1/${project}/vpcs`,
        body: { vpc: { name: 'forged', cidr: '172.16.0.0/16' } },
        headers: own({ Cookie: cookieOf(answer), 'X-Project-Id': project, ...headers }),
      });
    assert.equal((await write({ Origin: 'http://evil.example' })).status, 403);
    assert.equal((await write({ Origin: 'null' })).status, 403);
    assert.equal((await write({ Origin: undefined })).status, 403);
    assert.equal((await write({ 'X-Isthmus-Console': undefined })).status, 403);
    const headers = own({ Cookie: cookieOf(answer), 'X-Project-Id': project });
    const { vpcs } = fields(await ask(service, { method: 'GET', path: `/v1/${project}/vpcs`, headers }));
    assert.ok(!vpcs.some(({ name }: { name: string }) => name === 'forged'));
    assert.equal((await write({})).status, 200);
  });

  test('is over after sign-out: the token itself is revoked', async () => {
    const cookie = cookieOf(await signIn());
    assert.equal((await ask(service, { method: 'DELETE', path: '/isthmus/v1/session', headers: { Cookie: cookie } })).status, 403);
    const out = await ask(service, { method: 'DELETE', path: '/isthmus/v1/session', headers: own({ Cookie: cookie }) });
    assert.equal(out.status, 204);
    assert.match(out.headers.get('set-cookie') ?? '', /isthmus-session=; .*Max-Age=0/);
    assert.equal((await ask(service, { method: 'GET', path: '/isthmus/v1/session', headers: { Cookie: cookie } })).status, 401);
  });

  describe('stream of changes', () => {
    interface Message {
      readonly id: string;
      readonly event: string;
      readonly data: { readonly kind?: string };
    }
    /** Reads messages until `enough`, then hangs up. */
    async function listen(
      path: string,
      headers: Record<string, string>,
      enough: (messages: readonly Message[]) => boolean,
      opened?: () => void,
    ): Promise<readonly Message[]> {
      const stop = new AbortController();
      const response = await fetch(`${service.url}${path}`, {
        headers,
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(10_000)]),
      });
      assert.equal(response.status, 200);
      const messages: Message[] = [];
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const lines = Object.fromEntries(
            text
              .slice(0, end)
              .split('\n')
              .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
          );
          text = text.slice(end + 2);
          if (lines['event'] !== undefined)
            messages.push({ id: lines['id'] ?? '', event: lines['event'], data: JSON.parse(lines['data'] ?? '{}') });
          if (lines['event'] === 'hello') opened?.();
        }
        if (enough(messages)) break;
      }
      stop.abort();
      return messages;
    }
    const makeVpc = async (headers: Record<string, string>, project: string, name: string): Promise<void> => {
      const made = await ask(service, { method: 'POST', path: `/v1/${project}/vpcs`, body: { vpc: { name } }, headers });
      assert.equal(made.status, 200, made.text);
    };

    test('tells each commit, and after a break what was missed', async () => {
      const answer = await signIn();
      const project = projectIn(answer, 'eu-nl');
      const headers = own({ Cookie: cookieOf(answer), 'X-Project-Id': project });
      const path = `/isthmus/v1/projects/${project}/events/stream`;
      const first = await listen(
        path,
        headers,
        (messages) => messages.some(({ event }) => event === 'change'),
        () => void makeVpc(headers, project, 'one'),
      );
      assert.deepEqual(
        first.map(({ event }) => event),
        ['hello', 'change'],
      );
      assert.equal(first[1]?.data.kind, 'vpc.created');
      await makeVpc(headers, project, 'two');
      await makeVpc(headers, project, 'three');
      const rest = await listen(path, { ...headers, 'Last-Event-ID': first[1]?.id ?? '' }, (messages) => messages.length >= 2);
      assert.deepEqual(
        rest.map(({ event, data }) => [event, data.kind]),
        [
          ['change', 'vpc.created'],
          ['change', 'vpc.created'],
        ],
      );
    });

    test("is not for strangers, nor for another account's project", async () => {
      const { projectId } = await logIn(service, { domain: 'globex', user: 'bob', password: 'isthmus-demo' }, 'eu-de');
      const path = `/isthmus/v1/projects/${projectId}/events/stream`;
      assert.equal((await ask(service, { method: 'GET', path })).status, 401);
      const cookie = cookieOf(await signIn());
      assert.ok((await ask(service, { method: 'GET', path, headers: { Cookie: cookie } })).status >= 400);
    });

    test("says nothing of another account's own changes", async () => {
      const other = await createAccount(service, 'initech');
      const answer = await signIn();
      const project = projectIn(answer);
      const headers = own({ Cookie: cookieOf(answer), 'X-Project-Id': project });
      const theirs = await logIn(service, other, 'eu-de');
      const path = `/isthmus/v1/projects/${project}/events/stream`;
      const heard = await listen(
        path,
        headers,
        (messages) => messages.some(({ event }) => event === 'change'),
        () => {
          const body = { vpc: { name: 'secret' } };
          void ask(service, { method: 'POST', path: `/v1/${theirs.projectId}/vpcs`, body, token: theirs.token }).then(() =>
            makeVpc(headers, project, 'mine'),
          );
        },
      );
      assert.equal(heard.filter(({ event }) => event === 'change').length, 1);
    });
  });
});
