import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { runCli, startService, type Service } from '../service.ts';
import { alice, buildConsole, needsChromium, openBrowser, openWindow, projectOf, signIn, type Look, type Window } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = join(import.meta.dirname, 'screenshots');

/**
 * Every page with what is on it once the story has happened; `{vpc}` and the like are ids that the service made. What
 * follows `#` is clicked first: a tab, or a button that opens a dialog.
 */
const pages: Readonly<Record<string, string>> = {
  overview: '',
  vpcs: '/vpcs',
  'vpc-create': '/vpcs/new',
  vpc: '/vpcs/{vpc}',
  'vpc-routes': '/vpcs/{vpc}#Route tables',
  'vpc-groups': '/vpcs/{vpc}#Security groups',
  'vpc-map': '/vpcs/{vpc}#Resource map',
  peerings: '/peerings',
  'peering-create': '/peerings/new',
  peering: '/peerings/{peering}',
  'peering-theirs': '/peerings/{peering}#Peer Routes',
  'peering-route': '/peerings/{peering}#Add Local Route',
  'peering-delete': '/peerings/{peering}#Delete',
  'peering-review': '/peerings/{pending}/review',
  instances: '/instances',
  'instance-create': '/instances/new',
  instance: '/instances/{instance}',
  'security-groups': '/security-groups',
  'security-group': '/security-groups/{group}',
  'rule-add': '/security-groups/{group}#Add Rule',
  'rule-fast-add': '/security-groups/{group}#Fast-Add Rule',
  'network-acls': '/network-acls',
  'network-acl': '/network-acls/{acl}',
  'acl-rule-add': '/network-acls/{acl}#Add Rule',
  'acl-rule-change': '/network-acls/{acl}#Change Allow All All → All',
  'acl-disable': '/network-acls/{acl}#Disable',
  guardrails: '/guardrails',
  'guardrail-create': '/guardrails/new',
  quotas: '/quotas',
  troubleshoot: '/troubleshoot',
  topology: '/topology',
  activity: '/activity',
  users: '/users',
  'user-create': '/users#Create User',
  credentials: '/credentials',
  'access-keys': '/credentials#Access Keys',
  'no-such-page': '/nothing',
};

/** What the kit does wrong and we cannot mend, by rule and by the markup that shows whose it is. */
const ofTheKit: readonly { readonly rule: string; readonly html: RegExp }[] = [
  { rule: 'aria-allowed-attr', html: /<nav[^>]*awsui_(?:mobile-)?(?:toolbar|universal-toolbar)/ },
];

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
  )) as AxeViolation[];
  return found.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => !ofTheKit.some(({ rule, html: markup }) => rule === id && markup.test(html)))
      .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary.replaceAll(/\s+/g, ' ')}`),
  );
}

/** Goes there as a link does: a page anew each time would cost most of the test. Only the same page again is one anew. */
async function turnTo(page: Page, path: string): Promise<void> {
  const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
  if (new URL(page.url()).pathname === path) await page.reload();
  else await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)}); ${drawn}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled(page);
}

/** Until nothing on the page is being read any more. */
const settled = (page: Page): Promise<unknown> => page.waitForFunction("!document.querySelector('[class*=awsui_spinner]')");

/** That nothing is wider than the window, but for what scrolls by itself. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>;

const looks: readonly (Look & { readonly name: string })[] = [
  { name: '1280-light', width: 1280, height: 1100, colorScheme: 'light' },
  { name: '1280-dark', width: 1280, height: 1100, colorScheme: 'dark' },
  { name: '390-light', width: 390, height: 1500, colorScheme: 'light' },
  { name: '390-dark', width: 390, height: 1500, colorScheme: 'dark' },
];

describe('every page', needsChromium, () => {
  let service: Service;
  let browser: Browser;
  let ids: Readonly<Record<string, string>>;
  before(async () => {
    mkdirSync(pictures, { recursive: true });
    buildConsole();
    service = await startService({ flags: ['--demo'] });
    const told = runCli(['demo', '--os-auth-url', `${service.url}/v3`]);
    assert.equal(told.code, 0, told.stderr);
    browser = await openBrowser();
    const window = await openWindow(browser, service);
    await signIn(window, service, alice);
    ids = await idsOf(window, service);
    await window.close();
  });
  after(async () => {
    await browser?.close();
    await service?.remove();
  });

  for (const look of looks)
    test(`has no violation of axe and keeps to its window at ${look.name}`, async () => {
      const window = await openWindow(browser, service, look);
      const { page } = window;
      await page.goto(`${service.url}/console/`);
      await page.getByLabel('Account').waitFor();
      await page.screenshot({ path: join(pictures, `sign-in-${look.name}.png`) });
      const wrong: Record<string, readonly string[]> = { 'sign-in': await violationsOf(page) };
      await signIn(window, service, alice);
      const project = projectOf(page);
      for (const [name, path] of Object.entries(pages)) {
        const [address = '', click] = path.replaceAll(/\{(\w+)\}/g, (_, noun: string) => ids[noun] ?? 'missing').split('#');
        await turnTo(page, `/console/${project}${address}`);
        if (click !== undefined)
          await page
            .getByRole('tab', { name: click })
            .or(page.getByRole('button', { name: click, exact: true }))
            .first()
            .click();
        await settled(page);
        // For the pictures alone, which are of the map once it is laid out.
        await page.waitForTimeout(name === 'topology' ? 1_500 : 200);
        await page.screenshot({ path: join(pictures, `${name}-${look.name}.png`) });
        wrong[name] = [...(await violationsOf(page)), ...((await sideways(page)) > 0 ? ['the page scrolls sideways'] : [])];
      }
      assert.deepEqual(Object.fromEntries(Object.entries(wrong).filter(([, found]) => found.length > 0)), {});
      await window.close();
    });
});

/** Of the story's things, and of a network ACL that is made for the pictures. */
async function idsOf({ page, context }: Window, service: Service): Promise<Readonly<Record<string, string>>> {
  const project = projectOf(page);
  const headers = { 'X-Project-Id': project, 'X-Isthmus-Console': '1', Origin: service.url };
  // oxlint-disable-next-line no-explicit-any
  const get = async (path: string): Promise<any> => (await context.request.get(`${service.url}${path}`, { headers })).json();
  const made = await context.request.post(`${service.url}/v3/${project}/vpc/firewalls`, {
    headers,
    data: { firewall: { name: 'acl-web' } },
  });
  const { firewall } = await made.json();
  const allow = { ingress_rules: [{ action: 'allow' }] };
  await context.request.put(`${service.url}/v3/${project}/vpc/firewalls/${firewall.id}/insert-rules`, {
    headers,
    data: { firewall: allow },
  });
  const [{ vpcs }, { peerings }, { instances }, { security_groups }] = [
    await get(`/v1/${project}/vpcs`),
    await get('/v2.0/vpc/peerings'),
    await get(`/isthmus/v1/projects/${project}/instances`),
    await get(`/v1/${project}/security-groups`),
  ];
  return {
    vpc: vpcs[0].id,
    peering: peerings[0].id,
    pending: peerings[0].id,
    instance: instances[0].id,
    group: security_groups[0].id,
    acl: firewall.id,
  };
}
