import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startService, type Service } from '../service.ts';
import { alice, buildConsole, needsChromium, openBrowser, openWindow, projectOf, signIn, type Window } from './browser.ts';
import { navigate } from './procedures.ts';

const dialogOf = (page: Page) => page.getByRole('dialog');
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
async function answer(page: Page, word: string): Promise<void> {
  await dialogOf(page).getByRole('button', { name: word, exact: true }).click();
  await dialogOf(page).waitFor({ state: 'detached' });
}

describe('users of an account, in the console', needsChromium, () => {
  let service: Service;
  let browser: Browser;
  let window: Window;
  let page: Page;
  const dave = { ...alice, user: 'dave', password: '' };
  const erin = { ...alice, user: 'erin', password: 'erins-own-choice' };
  before(async () => {
    buildConsole();
    service = await startService({ flags: ['--demo'] });
    browser = await openBrowser();
    window = await openWindow(browser, service);
    page = window.page;
    await signIn(window, service, alice);
  });
  after(async () => {
    await browser?.close();
    await service?.remove();
  });

  test('a user is made with a generated password, which is shown once and in no command, and signs in with it', async () => {
    await navigate(page, 'Users');
    await page.getByRole('button', { name: 'Create User' }).first().click();
    await dialogOf(page).getByLabel('Name', { exact: true }).fill(dave.user);
    await answer(page, 'OK');
    await rowOf(page, 'dave').getByText('Changes networks').waitFor();
    const shown = page.getByText(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    dave.password = (await shown.textContent()) ?? '';
    await page.getByRole('button', { name: 'What you just did, by command' }).click();
    const command = page.getByText(/curl -X POST .*\/isthmus\/v1\/users/);
    await command.waitFor();
    assert.ok(!((await command.textContent()) ?? '').includes(dave.password));
    const his = await openWindow(browser, service);
    await signIn(his, service, dave);
    assert.equal(await his.page.getByRole('link', { name: 'Users', exact: true }).count(), 0, 'who may not see users is not led to them');
    await his.page.goto(`${service.url}/console/${projectOf(his.page)}/users`);
    await his.page.getByText('Your role (vpc_full) does not allow this.').waitFor();
    await his.close();
    await page.reload();
    await rowOf(page, 'dave').waitFor();
    assert.equal(await shown.count(), 0);
  });

  test('a chosen password is held to its length, and a viewer may look', async () => {
    await page.getByRole('button', { name: 'Create User' }).first().click();
    await dialogOf(page).getByLabel('Name', { exact: true }).fill(erin.user);
    await dialogOf(page).getByRole('button', { name: /^Role/ }).click();
    await page.getByRole('option', { name: /Looks at networks/ }).click();
    await dialogOf(page).getByRole('radio', { name: 'Choose one' }).click();
    const field = dialogOf(page).getByLabel('Choose one', { exact: true }).and(page.locator('input[type=password]'));
    await field.fill('short');
    assert.equal(await dialogOf(page).getByRole('button', { name: 'OK', exact: true }).getAttribute('aria-disabled'), 'true');
    await field.fill(erin.password);
    await answer(page, 'OK');
    await rowOf(page, 'erin').getByText('Looks at networks').waitFor();
  });

  test('who is disabled is out at once, and back when enabled', async () => {
    const hers = await openWindow(browser, service);
    await signIn(hers, service, erin);
    await page.getByRole('button', { name: 'Disable erin' }).click();
    await answer(page, 'Yes');
    await rowOf(page, 'erin').getByText('Disabled').waitFor();
    await hers.page.reload();
    await hers.page.getByLabel('Account').waitFor();
    await page.getByRole('button', { name: 'Enable erin' }).click();
    await answer(page, 'Yes');
    await rowOf(page, 'erin').getByText('Enabled').waitFor();
    await signIn(hers, service, erin);
    await hers.close();
  });

  test('nobody disables or deletes oneself; another is deleted', async () => {
    for (const button of ['Disable alice', 'Delete alice'])
      assert.equal(await page.getByRole('button', { name: button }).getAttribute('aria-disabled'), 'true', button);
    await page.getByPlaceholder('Search by name or ID').fill('DAV');
    await rowOf(page, 'erin').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete dave' }).click();
    await answer(page, 'Delete');
    await page.getByText('Nothing matches.').waitFor();
  });

  test('nothing was refused by the security policy, nothing left the machine, no script failed', () => window.close());
});
