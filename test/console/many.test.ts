import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { systemClock } from '@isthmus/control';
import { idOf, must, ok } from '@isthmus/core';
import { openLedger } from '@isthmus/ledger';
import type { Browser, Response } from 'playwright-core';
import { startService, type Service } from '../service.ts';
import { alice, buildConsole, needsChromium, openBrowser, openWindow, signIn, type Window } from './browser.ts';
import { navigate } from './procedures.ts';

const peerings = 10_000;
/** VPCs on the map of the other region: more than can be read at once. */
const mapped = 500;

async function waitFor(holds: () => boolean): Promise<void> {
  for (const end = performance.now() + 30_000; !holds();) {
    assert.ok(performance.now() < end, 'it never came');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Much more than anybody clicks together: written to the ledger of a service that is stopped. */
async function fill(directory: string): Promise<void> {
  const ledger = await openLedger({ sqlite: { directory } }, systemClock);
  const find = async (account: string, region: string) => {
    const [domain] = (await ledger.read.domains.list({ name: account })).items;
    assert.ok(domain);
    const [project] = (await ledger.read.projects.list({ domainId: domain.id, name: region })).items;
    assert.ok(project);
    return project.id;
  };
  const [acme, globex, acmeNl] = [await find('acme', 'eu-de'), await find('globex', 'eu-de'), await find('acme', 'eu-nl')];
  const [local] = (await ledger.read.vpcs.list({ projectId: acme })).items;
  assert.ok(local);
  const uuid = <Id extends ReturnType<typeof idOf>>(kind: number, n: number): Id =>
    idOf(`${n.toString(16).padStart(8, '0')}-000${kind}-4000-8000-000000000000`) as Id;
  const done = await ledger.write(null, async (tx) => {
    for (let n = 1; n <= peerings; n++) {
      const vpc = { ...local, id: uuid<typeof local.id>(1, n), projectId: globex, name: `vpc-${n}` };
      must(await tx.vpcs.insert(vpc));
      must(
        await tx.peerings.insert({
          id: uuid(2, n),
          name: `peering-${n}`,
          description: '',
          status: 'REJECTED',
          requester: { vpcId: local.id, projectId: acme },
          accepter: { vpcId: vpc.id, projectId: globex },
          expiresAt: null,
          createdAt: local.createdAt,
          updatedAt: local.createdAt,
        }),
      );
    }
    for (let n = 0; n < mapped; n++) {
      const vpc = { ...local, id: uuid<typeof local.id>(3, n), projectId: acmeNl, name: `vpc-${n}` };
      must(await tx.vpcs.insert(vpc));
      if (n === 0) continue;
      // A tree of ten branches at each VPC.
      const ends = { requester: uuid<typeof local.id>(3, Math.floor((n - 1) / 10)), accepter: vpc.id };
      must(
        await tx.peerings.insert({
          id: uuid(4, n),
          name: `branch-${n}`,
          description: '',
          status: 'REJECTED',
          requester: { vpcId: ends.requester, projectId: acmeNl },
          accepter: { vpcId: ends.accepter, projectId: acmeNl },
          expiresAt: null,
          createdAt: local.createdAt,
          updatedAt: local.createdAt,
        }),
      );
    }
    return ok(undefined);
  });
  assert.ok(done.ok);
  await ledger.close();
}

describe(`with ${peerings} peerings`, needsChromium, () => {
  let service: Service;
  let browser: Browser;
  let window: Window;
  before(async () => {
    buildConsole();
    const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-many-'));
    const first = await startService({ flags: ['--demo'], dataDir });
    await first.stop();
    await fill(dataDir);
    service = await startService({ flags: ['--demo'], dataDir });
    browser = await openBrowser();
    window = await openWindow(browser, service);
    await signIn(window, service, alice);
  });
  after(async () => {
    await browser?.close();
    await service?.remove();
  });

  test('a list asks for one page of the service and never for all: the next one is there before it is wanted', async () => {
    const { page } = window;
    const asked: { readonly query: URLSearchParams; readonly bytes: Promise<number> }[] = [];
    const note = (response: Response): void => {
      const { pathname, searchParams: query } = new URL(response.url());
      if (!/^\/isthmus\/v1\/projects\/[^/]+\/peerings$/.test(pathname)) return;
      // What the page itself gave up while it was on its way has no length.
      const bytes = response.body().then(
        ({ length }) => length,
        () => 0,
      );
      asked.push({ query, bytes });
    };
    page.on('response', note);
    const shows = (first: number): Promise<void> => page.getByRole('link', { name: `peering-${first}`, exact: true }).waitFor();
    await navigate(page, 'VPC Peering');
    await shows(1);
    assert.equal(await page.getByRole('row').count(), 21);
    // The page behind this one. This one may be known already, from the overview, and what changes has a page asked for again.
    const pagesBehind = (): number => new Set(asked.map(({ query }) => query.get('marker')).filter((marker) => marker !== null)).size;
    await waitFor(() => pagesBehind() === 1);
    for (const [turned, first] of [21, 41, 61].entries()) {
      await page.getByRole('button', { name: 'Next page' }).click();
      await shows(first);
      // What is shown was there already; one request fetches the page behind it.
      await waitFor(() => pagesBehind() === 2 + turned);
    }
    await page.getByRole('button', { name: 'Previous page' }).click();
    await shows(41);
    page.off('response', note);
    assert.ok((await asked.at(0)?.bytes) !== 0);
    for (const { query, bytes } of asked) {
      assert.equal(query.get('limit'), '20');
      assert.ok((await bytes) < 64 * 1024, `${await bytes} bytes for ${query}`);
    }
  });

  test('who turns pages faster than the service answers misses none and sees none twice', async () => {
    const page = await window.context.newPage();
    const next = page.getByRole('button', { name: 'Next page' });
    await page.goto(window.page.url());
    await page.getByRole('link', { name: 'peering-1', exact: true }).waitFor();
    await page.route(/\/peerings\?.*marker=/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    for (let turned = 0; turned < 4; turned++) await next.click();
    const current = page.locator('#page [aria-current="true"]');
    // Until what was clicked for has come; then the rows are those of the page that is said to be shown.
    await page.waitForLoadState('networkidle');
    const shown = Number(await current.textContent());
    await page.getByRole('link', { name: `peering-${20 * (shown - 1) + 1}`, exact: true }).waitFor();
    assert.equal(await page.locator('#page tbody a').first().textContent(), `peering-${20 * (shown - 1) + 1}`);
    await page.close();
  });

  test('one of them is found by a part of its name', async () => {
    const { page } = window;
    await page.getByPlaceholder('Search by name or ID').fill('ING-7777');
    await page.getByRole('link', { name: 'peering-7777', exact: true }).waitFor();
    assert.equal(await page.getByRole('row').count(), 2);
  });

  test(`a map of ${mapped} VPCs shows two hops around one, and another on demand`, async () => {
    const { page } = window;
    await page.getByRole('button', { name: /Region and project/ }).click();
    await page.getByRole('menuitem', { name: 'eu-nl' }).click();
    await page.getByRole('button', { name: 'Region and project: eu-nl, eu-nl' }).waitFor();
    await navigate(page, 'Topology');
    await page.getByText(/500 VPCs are too many to read at once/).waitFor();
    const map = page.getByRole('group', { name: 'Map of VPCs and peering connections' });
    await map.getByText('vpc-0', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Show/ }).click();
    await page.getByRole('option', { name: /^vpc-499 / }).click();
    await map.getByText('vpc-499', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Zoom In' }).scrollIntoViewIfNeeded();
    mkdirSync(join(import.meta.dirname, 'screenshots'), { recursive: true });
    await page.screenshot({ path: join(import.meta.dirname, 'screenshots', 'topology-500.png') });
  });

  test('nothing was refused by the security policy, nothing left the machine, no script failed', () => window.close());
});
