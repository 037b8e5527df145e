import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { ask, logIn } from '../api.ts';
import { runCli, startService, type Service } from '../service.ts';
import { alice, buildConsole, needsChromium, openBrowser, openWindow, signIn, type Window } from './browser.ts';
import { choose, navigate, openVpcPeering } from './procedures.ts';

const dialogOf = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name, exact: true }).first().click();

/** At the field, and for those who cannot see it on the button that is held back too. */
const said = (page: Page, text: string | RegExp): Promise<void> =>
  dialogOf(page).getByText(text).filter({ visible: true }).first().waitFor();

/** Fills a dialog's fields by their labels, answers OK, and waits until it is gone: the service took it. */
async function answer(page: Page, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  const dialog = dialogOf(page);
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(text);
  await dialog.getByRole('button', { name: 'OK' }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function open(page: Page, section: string, name: string): Promise<void> {
  await navigate(page, section);
  await page.locator('#page').getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

describe('who may reach what, in the console', needsChromium, () => {
  let service: Service;
  let browser: Browser;
  let window: Window;
  let page: Page;
  before(async () => {
    buildConsole();
    service = await startService({ flags: ['--demo'] });
    // The story has happened: a peering carries traffic both ways.
    const told = runCli(['demo', '--os-auth-url', `${service.url}/v3`]);
    assert.equal(told.code, 0, told.stderr);
    browser = await openBrowser();
    window = await openWindow(browser, service);
    page = window.page;
    await signIn(window, service, alice);
  });
  // A dialog that a test left open would fail all that follow, and hide which one was wrong.
  afterEach(async () => {
    if (!page.isClosed() && (await dialogOf(page).count()) > 0) await page.keyboard.press('Escape');
  });
  after(async () => {
    await browser?.close();
    await service?.remove();
  });

  test('a security group is created, and its usual rules are one click each', async () => {
    await navigate(page, 'Security Groups');
    await press(page, 'Create Security Group');
    await answer(page, { Name: 'sg-web' });
    await page.getByRole('heading', { level: 1, name: 'sg-web' }).waitFor();
    await press(page, 'Fast-Add Rule');
    await dialogOf(page).getByText('HTTPS (TCP 443)').click();
    await answer(page);
    for (const rule of ['ICMP', 'TCP 443']) await page.getByRole('rowheader', { name: rule, exact: true }).waitFor();
    await press(page, 'What you just did, by command');
    await page.getByRole('tab', { name: 'openstack' }).click();
    await page.getByText(/openstack security group rule create --ingress .* --dst-port 443/).waitFor();
  });

  test("a rule that could never match is refused at its field, in core's words; one for a group names it", async () => {
    await press(page, 'Add Rule');
    await dialogOf(page).getByLabel('Port', { exact: true }).fill('70000');
    await said(page, '70000 is no port: use a port from 1 to 65535.');
    assert.equal(await dialogOf(page).getByRole('button', { name: 'OK' }).getAttribute('aria-disabled'), 'true');
    await dialogOf(page).getByRole('radio', { name: 'Security group' }).click();
    await answer(page, { Port: '8000-8080' });
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'TCP 8000-8080' }) });
    await row.getByRole('link', { name: /^(sg-web|default)$/ }).waitFor();
  });

  test("an instance's security groups are changed, and the group lists it", async () => {
    await open(page, 'Instances', 'web');
    await press(page, 'Change Security Groups');
    await dialogOf(page)
      .getByRole('button', { name: /Security Groups/ })
      .click();
    await page.getByRole('option', { name: /sg-web/ }).click();
    await page.keyboard.press('Escape');
    await answer(page);
    await page.locator('#page').getByRole('link', { name: 'sg-web', exact: true }).click();
    await page.getByRole('tab', { name: 'Associated Instances' }).click();
    await page.getByRole('rowheader', { name: 'web' }).waitFor();
  });

  test('before a rule is made, the page says who would newly get through', async () => {
    await page.getByRole('tab', { name: 'Inbound Rules' }).click();
    await press(page, 'Add Rule');
    await dialogOf(page).getByLabel('Port', { exact: true }).fill('2049');
    // What was typed before is answered too; it is this port that must be told.
    const told = /Newly let through.*10\.0\.2\.10 → vpc-acme 192\.168\.1\.10 · TCP 2049/;
    await dialogOf(page).locator('[data-flows="opened"]').filter({ hasText: told }).waitFor();
    await dialogOf(page).getByRole('button', { name: 'Cancel' }).click();
  });

  test('before a peering is deleted, the page says what it cuts', async () => {
    await openVpcPeering(page);
    await page.getByRole('link', { name: 'isthmus-demo', exact: true }).click();
    await press(page, 'Delete');
    const cut = dialogOf(page).locator('[data-flows="cut"]');
    await cut.getByText('ICMP').first().waitFor();
    await dialogOf(page).getByRole('button', { name: 'Cancel' }).click();
  });

  test('a guardrail is stated in a sentence; the change that breaks it is refused with a packet, and leads to it', async () => {
    await navigate(page, 'Guardrails');
    await press(page, 'Create Guardrail');
    await page.getByLabel('Name', { exact: true }).fill('no-telnet');
    await choose(page, { of: /^Protocol/, option: 'TCP', shows: page.getByLabel('Ports (optional)') });
    await page.getByLabel('Ports (optional)').fill('23');
    const stated = page.getByText('Never: TCP 23 from anywhere to vpc-acme');
    await choose(page, { of: /^Destination: VPC/, option: /vpc-acme/, shows: stated });
    await press(page, 'OK');
    await page.getByRole('rowheader', { name: 'no-telnet' }).waitFor();
    await open(page, 'Security Groups', 'sg-web');
    await press(page, 'Add Rule');
    await dialogOf(page).getByLabel('Port', { exact: true }).fill('23');
    await dialogOf(page).getByRole('button', { name: 'OK' }).click();
    await dialogOf(page).getByText('A guardrail of yours forbids it').waitFor();
    await dialogOf(page)
      .getByText(/The guardrail no-telnet forbids it: tcp\/23 from [\d.]+ to 192\.168\.1\.10 would get through and never may/)
      .waitFor();
    await dialogOf(page).getByRole('link', { name: 'Open Guardrails' }).click();
    await page.getByRole('button', { name: 'Delete no-telnet' }).click();
    await dialogOf(page).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No guardrail yet').waitFor();
  });

  test('a custom route table gets a route to a peering, and subnets follow it', async () => {
    await open(page, 'Virtual Private Cloud', 'vpc-acme');
    await page.getByRole('tab', { name: 'Route tables' }).click();
    await press(page, 'Create Route Table');
    await answer(page, { Name: 'rtb-apps' });
    await press(page, 'Associate Subnets: rtb-apps');
    await dialogOf(page).getByText('subnet-acme', { exact: true }).click();
    // The new table has no route yet: what the default one carried is cut.
    await dialogOf(page).locator('[data-flows="cut"]').waitFor();
    await dialogOf(page).getByRole('button', { name: 'Cancel' }).click();
    await press(page, 'Add Route: rtb-apps');
    await answer(page, { Destination: '10.0.0.0/16' });
    await press(page, 'Associate Subnets: rtb-apps');
    await dialogOf(page).getByText('subnet-acme', { exact: true }).click();
    await dialogOf(page).getByText('Nothing changes for the instances that there are.').waitFor();
    await answer(page);
    await page.getByText('Subnets: subnet-acme').waitFor();
  });

  test('a secondary block is refused by the rule that forbids it, and added where none does', async () => {
    await page.getByRole('tab', { name: 'Subnets' }).click();
    await press(page, 'Add Secondary CIDR Block');
    await dialogOf(page).getByLabel('Secondary CIDR Block').fill('10.1.0.0/16');
    await said(page, /overlaps 10\.0\.0\.0\/8/);
    await answer(page, { 'Secondary CIDR Block': '23.8.0.0/16' });
    await page.getByRole('rowheader', { name: '23.8.0.0/16' }).waitFor();
  });

  test('a network ACL has its rules in order, and filters the subnets that it is associated with', async () => {
    await navigate(page, 'Network ACLs');
    await press(page, 'Create Network ACL');
    await answer(page, { Name: 'acl-web' });
    await page.getByRole('heading', { level: 1, name: 'acl-web' }).waitFor();
    await press(page, 'Add Rule');
    await answer(page);
    await page.getByRole('row').filter({ hasText: 'Allow' }).waitFor();
    await press(page, 'Add Rule');
    await dialogOf(page).getByRole('radio', { name: 'Deny' }).click();
    await dialogOf(page)
      .getByRole('button', { name: /^Protocol/ })
      .click();
    await page.getByRole('option', { name: 'TCP' }).click();
    await dialogOf(page).getByLabel('Destination ports').fill('22');
    // It filters no subnet yet.
    await dialogOf(page).getByText('Nothing changes for the instances that there are.').waitFor();
    await dialogOf(page)
      .getByRole('button', { name: /^Position/ })
      .click();
    await page.getByRole('option', { name: 'Before all others' }).click();
    await answer(page, { 'Destination ports': '22' });
    await page.getByRole('row').filter({ hasText: 'Deny' }).waitFor();
    assert.deepEqual(
      (await page.getByRole('row').allTextContents()).slice(1).map((text) => /Deny|Allow/.exec(text)?.[0]),
      ['Deny', 'Allow'],
    );
    await page.getByRole('tab', { name: 'Associated Subnets' }).click();
    await press(page, 'Associate Subnets');
    await dialogOf(page).getByText('subnet-acme', { exact: true }).click();
    // It has no outbound rule yet: nothing gets out of the subnet any more.
    await dialogOf(page).locator('[data-flows="cut"]').waitFor();
    await answer(page);
    await page.getByText('Filtering', { exact: true }).waitFor();
  });

  test('Troubleshoot adds the rules that a network ACL lacks, each at a click', async () => {
    await navigate(page, 'Troubleshoot');
    await page.getByLabel('To address').fill('10.0.2.10');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.locator('[data-reachable="false"]').waitFor();
    await press(page, 'Allow it in the network ACL, outbound: 192.168.1.10/32 → 10.0.2.10/32');
    await page.locator('[data-reachable="true"]').waitFor();
    await page.getByText('A real packet came back.').waitFor();
  });

  test('a rule of a network ACL is changed where it stands, once the page has said what that cuts', async () => {
    await open(page, 'Network ACLs', 'acl-web');
    await page.getByRole('tab', { name: 'Outbound Rules' }).click();
    await press(page, 'Change Allow ICMP 192.168.1.10/32 → 10.0.2.10/32');
    const dialog = dialogOf(page);
    await dialog.getByLabel('Source', { exact: true }).fill('192.168.1.10/24');
    await said(page, /192\.168\.1\.10\/24 has bits set behind the prefix length: use 192\.168\.1\.0\/24/);
    await dialog.getByLabel('Source', { exact: true }).fill('192.168.1.10');
    await dialog.getByText('Nothing changes for the instances that there are.').waitFor();
    await dialog.getByRole('checkbox', { name: 'The rule is read' }).uncheck();
    await dialog.locator('[data-flows="cut"]').getByText('ICMP').first().waitFor();
    await dialog.getByRole('checkbox', { name: 'The rule is read' }).check();
    await dialog.getByRole('radio', { name: 'Deny' }).click();
    await dialog.locator('[data-flows="cut"]').getByText('ICMP').first().waitFor();
    await answer(page, { Description: 'no echo' });
    await page.getByRole('row').filter({ hasText: 'Deny' }).filter({ hasText: '192.168.1.10' }).waitFor();
    await press(page, 'Delete Deny ICMP 192.168.1.10 → 10.0.2.10/32');
    await dialog.getByText('Nothing changes for the instances that there are.').waitFor();
    await dialog.getByRole('button', { name: 'No' }).click();
  });

  test('a network ACL is disabled and enabled, and its subnets leave it, each with what that lets through', async () => {
    const opened = dialogOf(page).locator('[data-flows="opened"]');
    const yes = async (): Promise<void> => {
      await dialogOf(page).getByRole('button', { name: 'Yes' }).click();
      await dialogOf(page).waitFor({ state: 'detached' });
    };
    await press(page, 'Disable');
    await opened.getByText('ICMP').first().waitFor();
    await yes();
    await page.getByText('Not filtering', { exact: true }).waitFor();
    await press(page, 'Enable');
    await dialogOf(page).locator('[data-flows="cut"]').getByText('ICMP').first().waitFor();
    await yes();
    await page.getByText('Filtering', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Associated Subnets' }).click();
    await press(page, 'Disassociate subnet-acme');
    await opened.getByText('ICMP').first().waitFor();
    await yes();
    await page.getByText('Not filtering', { exact: true }).waitFor();
  });

  test('quotas say what is used and what may be', async () => {
    await navigate(page, 'Quotas');
    await page.locator('[data-quota="vpcPeer"]').getByText('1 of 50').waitFor();
    await page.locator('[data-quota="firewall"]').getByText('1 of 200').waitFor();
  });

  test('a list is searched by a part of the name, whatever its case', async () => {
    await navigate(page, 'Virtual Private Cloud');
    await page.getByPlaceholder('Search by name or ID').fill('PC-AC');
    await page.getByRole('link', { name: 'vpc-acme', exact: true }).waitFor();
    await page.getByPlaceholder('Search by name or ID').fill('globex');
    await page.getByText('Nothing matches.').waitFor();
    for (const [section, part, name] of [
      ['Security Groups', 'G-WE', 'sg-web'],
      ['Network ACLs', 'L-WE', 'acl-web'],
    ] as const) {
      await navigate(page, section);
      await page.getByPlaceholder('Search by name or ID').fill('nothing-is-called-so');
      await page.getByText('Nothing matches.').waitFor();
      await page.getByPlaceholder('Search by name or ID').fill(part);
      await page.locator('#page').getByRole('link', { name, exact: true }).waitFor();
    }
  });

  test('who may only look finds every button with the reason, by the table of roles', async () => {
    const { token } = await logIn(service, { domain: alice.account, user: alice.user, password: alice.password }, 'eu-de');
    const viewer = { ...alice, user: 'victor', password: 'victor-looks' };
    const made = await ask(service, {
      method: 'POST',
      path: '/isthmus/v1/users',
      body: { name: viewer.user, password: viewer.password, roles: ['vpc_viewer'] },
      token,
    });
    assert.equal(made.status, 201, made.text);
    const looking = await openWindow(browser, service);
    await signIn(looking, service, viewer);
    await navigate(looking.page, 'Security Groups');
    const create = looking.page.getByRole('button', { name: 'Create Security Group' }).first();
    assert.equal(await create.getAttribute('aria-disabled'), 'true');
    await create.hover();
    await looking.page.getByText('Your role (vpc_viewer) does not allow this.').filter({ visible: true }).first().waitFor();
    await looking.close();
  });

  test('nothing was refused by the security policy, nothing left the machine, no script failed', () => window.close());
});
