import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startService, type Service } from '../service.ts';
import { alice, bob, buildConsole, needsChromium, openBrowser, openWindow, signIn, type Window } from './browser.ts';
import { createPeering, navigate, obtainProjectId, obtainVpcId, openVpcPeering, rowOf, selectRegion } from './procedures.ts';

describe('what the console explains', needsChromium, () => {
  let service: Service;
  let browser: Browser;
  let acme: Window;
  let globex: Window;
  before(async () => {
    buildConsole();
    service = await startService({ flags: ['--demo'] });
    browser = await openBrowser();
    [acme, globex] = [await openWindow(browser, service), await openWindow(browser, service)];
    await signIn(acme, service, alice);
    await signIn(globex, service, bob);
    const peerProjectId = await obtainProjectId(globex.page);
    const peerVpcId = await obtainVpcId(globex.page, 'vpc-globex');
    await createPeering(acme.page, { name: 'peering-001', localVpc: 'vpc-acme', peerProjectId, peerVpcId });
    await rowOf(acme.page, 'peering-001').waitFor();
  });
  after(async () => {
    await browser?.close();
    await service?.remove();
  });

  test('before accepting, the review says which ranges become reachable and which route to add', async () => {
    const { page } = globex;
    await openVpcPeering(page);
    await page.getByRole('button', { name: 'Review: peering-001' }).click();
    await page.getByRole('heading', { level: 1, name: 'Review peering-001' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: '192.168.0.0/16' }).first().waitFor();
    await page.getByText('None: the two VPCs share no address.').waitFor();
    await page.getByText(/After accepting, 1 of 50/).waitFor();
    assert.ok(await page.getByRole('checkbox', { name: 'Add these after accepting' }).isChecked());
  });

  test('who asked is not shown what the other side would open until it accepts', async () => {
    const { page } = acme;
    await page.goto(`${page.url()}/`.replace(/\/peerings.*/, '/peerings'));
    await rowOf(page, 'peering-001').getByText('Waiting on them').waitFor();
    assert.equal(await page.getByText('10.0.0.0/16').count(), 0);
  });

  test('accepting with the suggested routes does both, and the other side sees what is left to do', async () => {
    await globex.page.getByRole('button', { name: 'Accept and add the routes' }).click();
    await globex.page.getByRole('heading', { level: 1, name: 'peering-001' }).waitFor();
    await globex.page.getByRole('rowheader', { name: '192.168.0.0/16' }).waitFor();
    await rowOf(acme.page, 'peering-001').getByText('Accepted').waitFor();
    await rowOf(acme.page, 'peering-001').getByText('10.0.0.0/16').waitFor();
    await selectRegion(acme.page, 'eu-de');
    await acme.page.getByText(/peering-001 · (One-way|No routes)/).waitFor();
  });

  test('Troubleshoot names the blocker that is ours, its button mends it, and the real packet agrees', async () => {
    const { page } = acme;
    await navigate(page, 'Troubleshoot');
    await page.getByLabel('To address').fill('10.0.2.10');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.locator('[data-reachable="false"]').waitFor();
    await page.getByText('A real packet did not come back.').waitFor();
    await page.getByText('The packet did what the proof says.').waitFor();
    await page.getByRole('button', { name: /^Add the route: 10\.0\.0\.0\/16/ }).click();
    await page.locator('[data-reachable="true"]').waitFor();
    await page.getByText('A real packet came back.').waitFor();
    await page.getByText('Nothing stands in the way.').waitFor();
  });

  test("what is the other account's to mend is said without a button, and without telling more than its kind", async () => {
    const { page } = globex;
    await page.getByRole('button', { name: 'Delete 192.168.0.0/16' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await acme.page.getByRole('button', { name: 'Check' }).click();
    await acme.page.locator('[data-reachable="false"]').waitFor();
    const theirs = acme.page.getByRole('listitem').filter({ hasText: "The other account's to mend" });
    await theirs.first().waitFor();
    assert.equal(await theirs.getByRole('button').count(), 0);
  });

  test('the map shows both VPCs and how the connection fares, and leads to it', async () => {
    const { page } = acme;
    await navigate(page, 'Topology');
    const map = page.getByRole('group', { name: 'Map of VPCs and peering connections' });
    await map.getByText('vpc-acme').waitFor();
    await map.getByText('10.0.0.0/16').waitFor();
    await map.getByRole('button', { name: /peering-001/ }).click();
    await page.getByRole('heading', { level: 1, name: 'peering-001' }).waitFor();
  });

  test('Activity tells both owners what each did to what they share', async () => {
    await navigate(acme.page, 'Activity');
    await acme.page.getByRole('row').filter({ hasText: 'Peering connection accepted' }).getByText('another account').waitFor();
    await navigate(globex.page, 'Activity');
    await globex.page.getByRole('row').filter({ hasText: 'Peering requested' }).getByText('another account').waitFor();
    assert.equal(await globex.page.getByText('alice').count(), 0);
  });

  test('what was done is shown as commands', async () => {
    await openVpcPeering(acme.page);
    await acme.page.getByRole('button', { name: 'What you just did, by command' }).click();
    await acme.page.getByText(/curl -X PUT .*\/routetables\//).waitFor();
  });

  test('nothing was refused by the security policy, nothing left the machine, no script failed', async () => {
    await acme.close();
    await globex.close();
  });
});
