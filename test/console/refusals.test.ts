import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startService, type Service } from '../service.ts';
import { alice, bob, buildConsole, needsChromium, openBrowser, openWindow, projectOf, signIn, type Window } from './browser.ts';
import { createPeering, obtainProjectId, obtainVpcId, openVpcPeering, rowOf } from './procedures.ts';

const nobodysVpc = '65d062b3-40fa-4204-8181-3538f527d2ab';

describe('what the console says when it cannot be done', needsChromium, () => {
  let service: Service;
  let browser: Browser;
  let acme: Window;
  let globex: Window;
  let peer: { readonly projectId: string; readonly vpcId: string };
  before(async () => {
    buildConsole();
    service = await startService({ flags: ['--demo'] });
    browser = await openBrowser();
    [acme, globex] = [await openWindow(browser, service), await openWindow(browser, service)];
    await signIn(acme, service, alice);
    await signIn(globex, service, bob);
    peer = { projectId: await obtainProjectId(globex.page), vpcId: await obtainVpcId(globex.page, 'vpc-globex') };
  });
  after(async () => {
    await browser?.close();
    await service?.remove();
  });

  const form = { name: 'peering-001', localVpc: 'vpc-acme' };

  test('a peer VPC that does not exist: Invalid VPC ID and project ID', async () => {
    await createPeering(acme.page, { ...form, peerProjectId: peer.projectId, peerVpcId: nobodysVpc });
    await acme.page.getByText('Invalid VPC ID and project ID.').waitFor();
  });

  test('the project ID of another region: the same words, and the region to look for', async () => {
    const elsewhere = await obtainProjectId(globex.page, 'eu-nl');
    await createPeering(acme.page, { ...form, peerProjectId: elsewhere, peerVpcId: peer.vpcId });
    await acme.page.getByText('Invalid VPC ID and project ID.').waitFor();
    await acme.page.getByText(/must be the one of region eu-de/).waitFor();
  });

  test('ids that cannot be ids, and a name with forbidden letters: said at the field, before anything is sent', async () => {
    await createPeering(acme.page, { ...form, name: 'not a name', peerProjectId: 'mine', peerVpcId: 'yours' });
    await acme.page.getByText(/A project ID is 32 digits/).waitFor();
    await acme.page.getByText(/A VPC ID looks like/).waitFor();
  });

  test('who asked cannot accept: the list has no button for it, and the page says who can', async () => {
    await createPeering(acme.page, { ...form, peerProjectId: peer.projectId, peerVpcId: peer.vpcId });
    await rowOf(acme.page, 'peering-001').getByText('Awaiting acceptance').waitFor();
    assert.equal(
      await rowOf(acme.page, 'peering-001')
        .getByRole('button', { name: /Accept Request/ })
        .count(),
      0,
    );
    await acme.page.getByRole('link', { name: 'peering-001', exact: true }).click();
    const accept = acme.page.getByRole('button', { name: 'Accept Request' });
    assert.equal(await accept.getAttribute('aria-disabled'), 'true');
    await accept.hover();
    await acme.page.getByText('Only the owner of the accepting VPC can do this.').filter({ visible: true }).first().waitFor();
  });

  test('the link for the other owner opens the request on their side', async () => {
    const link = await acme.page.getByText(/\/console\/[0-9a-f]{32}\/peerings\/[0-9a-f-]{36}\/review/).textContent();
    await globex.page.goto(link ?? '');
    await globex.page.getByRole('heading', { level: 1, name: /peering-001/ }).waitFor();
    await globex.page.getByRole('button', { name: 'Accept Request' }).waitFor();
  });

  test('deleting asks for the name and will not take another', async () => {
    await openVpcPeering(globex.page);
    await rowOf(globex.page, 'peering-001')
      .getByRole('button', { name: /^Delete/ })
      .click();
    const dialog = globex.page.getByRole('dialog');
    await dialog.getByLabel(/type the name/).fill('peering-01');
    assert.equal(await dialog.getByRole('button', { name: 'Delete' }).getAttribute('aria-disabled'), 'true');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  test("an address of another account's project is said to be just that, and shows nothing of it", async () => {
    await acme.page.goto(`${service.url}/console/${peer.projectId}/vpcs/${peer.vpcId}`);
    await acme.page.getByText('This address belongs to another account').waitFor();
    assert.equal(await acme.page.getByText('vpc-globex').count(), 0);
  });

  test('a session that ended leads to the sign-in page, and from there to where one was', async () => {
    const { page, context } = globex;
    await openVpcPeering(page);
    const address = page.url();
    // As when it is revoked elsewhere: this window still has the cookie and learns of it by asking.
    const headers = { 'X-Isthmus-Console': '1', Origin: service.url, 'X-Project-Id': projectOf(page) };
    const [cookie] = await context.cookies();
    await context.request.delete(`${service.url}/isthmus/v1/session`, { headers });
    assert.ok(cookie);
    await context.addCookies([cookie]);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText(/Your session has expired/).waitFor();
    await page.getByLabel('Account').fill(bob.account);
    await page.getByLabel('User name').fill(bob.user);
    await page.getByLabel('Password').fill(bob.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'VPC Peering' }).waitFor();
    assert.equal(page.url(), address);
  });

  test('signing out ends it: the same address asks to sign in again', async () => {
    const { page } = globex;
    await page.getByRole('button', { name: /^Account:/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByText(/You have signed out/).waitFor();
    await page.reload();
    await page.getByLabel('Password').waitFor();
  });

  test('German says it in German', async () => {
    const { page } = acme;
    await page.goto(`${service.url}/console/`);
    await page.getByRole('button', { name: /^Account:/ }).click();
    await page.getByRole('menuitem', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { level: 1, name: 'Übersicht' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Übersicht' }).waitFor();
  });

  test('nothing was refused by the security policy, nothing left the machine, no script failed', async () => {
    await acme.close();
    await globex.close();
  });
});
