import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { startService, testedPlanes, type Service } from '../service.ts';
import { alice, bob, buildConsole, needsChromium, openBrowser, openWindow, signIn, type Window } from './browser.ts';
import {
  addLocalRoute,
  allInForce,
  answerRequest,
  createPeering,
  obtainProjectId,
  obtainVpcId,
  openVpcPeering,
  rowOf,
  sendPing,
} from './procedures.ts';

/** The other account's change comes on screen by itself: nothing here asks again. How soon is printed; a busy machine cannot be held to it. */
async function shownLive(t: TestContext, change: Locator): Promise<void> {
  const start = performance.now();
  await change.waitFor();
  t.diagnostic(`on the other screen after ${Math.round(performance.now() - start)} ms (mark: 1000)`);
}

for (const dataPlane of testedPlanes)
  describe(`the published procedures, click by click, on ${dataPlane}`, needsChromium, () => {
    let service: Service;
    let browser: Browser;
    let acme: Window;
    let globex: Window;
    before(async () => {
      buildConsole();
      service = await startService({ flags: ['--demo'], dataPlane });
      browser = await openBrowser();
      [acme, globex] = [await openWindow(browser, service), await openWindow(browser, service)];
      await signIn(acme, service, alice);
      await signIn(globex, service, bob);
    });
    after(async () => {
      await browser?.close();
      await service?.remove();
    });

    test('creating a VPC peering connection with a VPC in another account', async () => {
      const peerProjectId = await obtainProjectId(globex.page);
      const peerVpcId = await obtainVpcId(globex.page, 'vpc-globex');
      await createPeering(acme.page, { name: 'peering-001', localVpc: 'vpc-acme', peerProjectId, peerVpcId });
      await rowOf(acme.page, 'peering-001').getByText('Awaiting acceptance').waitFor();
    });

    test('refusing it, after which the pair stays taken until the rejected request is deleted', async (t) => {
      await openVpcPeering(acme.page);
      await answerRequest(globex.page, 'peering-001', 'Reject Request');
      // The other account sees it without a reload.
      await shownLive(t, rowOf(acme.page, 'peering-001').getByText('Rejected').first());
      const peerProjectId = await obtainProjectId(globex.page);
      const peerVpcId = await obtainVpcId(globex.page, 'vpc-globex');
      await createPeering(acme.page, { name: 'peering-002', localVpc: 'vpc-acme', peerProjectId, peerVpcId });
      await acme.page.getByText(/have a peering connection already/).waitFor();

      await openVpcPeering(acme.page);
      await rowOf(acme.page, 'peering-001')
        .getByRole('button', { name: /^Delete/ })
        .click();
      const dialog = acme.page.getByRole('dialog');
      await dialog.getByLabel(/type the name/).fill('peering-001');
      await dialog.getByRole('button', { name: 'Delete' }).click();
      await dialog.waitFor({ state: 'detached' });
      await createPeering(acme.page, { name: 'peering-002', localVpc: 'vpc-acme', peerProjectId, peerVpcId });
      await rowOf(acme.page, 'peering-002').getByText('Awaiting acceptance').waitFor();
    });

    test('accepting a request: it is active on both screens, and no ping works yet', async (t) => {
      await openVpcPeering(acme.page);
      await openVpcPeering(globex.page);
      await globex.page.getByText('You have 1 VPC peering connection request to accept.').waitFor();
      await answerRequest(globex.page, 'peering-002', 'Accept Request');
      await shownLive(t, rowOf(acme.page, 'peering-002').getByText('Accepted'));
      await rowOf(globex.page, 'peering-002').getByText('Accepted').waitFor();
      assert.equal(await sendPing(acme.page, 'web', '10.0.2.10'), 'silent');
    });

    test('adding routes: one side is not enough; with both, a real ping is answered', async () => {
      await addLocalRoute(acme.page, 'peering-002', '10.0.0.0/16');
      await acme.page
        .locator('[data-receipt="in-force"]')
        .getByText(/In force after \d+ ms/)
        .first()
        .waitFor();
      await allInForce(acme.page);
      assert.equal(await sendPing(acme.page, 'web', '10.0.2.10'), 'silent');
      await addLocalRoute(globex.page, 'peering-002', '192.168.0.0/16');
      await allInForce(globex.page);
      assert.equal(await sendPing(acme.page, 'web', '10.0.2.10'), 'answered');
      assert.equal(await sendPing(globex.page, 'db', '192.168.1.10'), 'answered');
    });

    test("each side sees its own routes, and who owns the other's", async () => {
      await openVpcPeering(acme.page);
      await acme.page.getByRole('link', { name: 'peering-002', exact: true }).click();
      await acme.page.getByRole('rowheader', { name: '10.0.0.0/16' }).waitFor();
      await acme.page.getByRole('tab', { name: 'Peer Routes' }).click();
      await acme.page.getByText('These routes belong to the peer account').waitFor();
      assert.equal(await acme.page.getByRole('main').getByText('192.168.0.0/16', { exact: true }).count(), 0);
    });

    test('nothing was refused by the security policy, nothing left the machine, no script failed', async () => {
      await acme.close();
      await globex.close();
    });
  });
