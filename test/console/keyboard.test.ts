import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startService, type Service } from '../service.ts';
import { alice, buildConsole, needsChromium, openBrowser, openWindow } from './browser.ts';

/** Presses Tab until what has the focus is called `name`; a page that traps the keyboard fails here. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let press = 0; press < 80; press++) {
    const focused = (await page.evaluate(
      "(() => { const it = document.activeElement; return (it?.getAttribute('aria-label') || it?.labels?.[0]?.textContent || it?.textContent || '').trim(); })()",
    )) as string;
    if (name.test(focused)) return;
    seen.push(focused.slice(0, 30));
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard never reached ${name}: ${seen.join(' | ')}`);
}

describe('with the keyboard alone', needsChromium, () => {
  let service: Service;
  let browser: Browser;
  before(async () => {
    buildConsole();
    service = await startService({ flags: ['--demo'] });
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.remove();
  });

  test('one signs in, makes a VPC and sends a ping', async () => {
    const window = await openWindow(browser, service);
    const { page } = window;
    await page.goto(`${service.url}/console/`);
    await page.getByLabel('Account').waitFor();
    for (const [field, text] of [
      [/^Account$/, alice.account],
      [/^User name$/, alice.user],
      [/^Password$/, alice.password],
    ] as const) {
      await tabTo(page, field);
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();

    await tabTo(page, /^Virtual Private Cloud$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Virtual Private Cloud' }).waitFor();
    await tabTo(page, /^Create VPC$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Create VPC' }).waitFor();
    await tabTo(page, /^Name$/);
    await page.keyboard.type('vpc-by-keyboard');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'vpc-by-keyboard' }).waitFor();

    await tabTo(page, /^Instances$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Instances' }).waitFor();
    await page.getByRole('link', { name: 'web', exact: true }).waitFor();
    await tabTo(page, /^web$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'web' }).waitFor();
    await page.getByLabel('Destination address').waitFor();
    await tabTo(page, /^Destination address$/);
    await page.keyboard.type('192.168.1.10');
    await page.keyboard.press('Enter');
    await page.locator('[data-ping="answered"]').waitFor();
    await window.close();
  });

  test('a dialog takes the focus and Escape gives it back', async () => {
    const window = await openWindow(browser, service);
    const { page } = window;
    await page.goto(`${service.url}/console/`);
    await page.getByLabel('Account').fill(alice.account);
    await page.getByLabel('User name').fill(alice.user);
    await page.getByLabel('Password').fill(alice.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.getByRole('navigation', { name: 'Navigation pane' }).getByRole('link', { name: 'Instances' }).click();
    await page.getByRole('link', { name: 'web', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'web' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.waitForFunction("document.querySelector('[role=dialog]').contains(document.activeElement)");
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForFunction("document.activeElement?.textContent?.trim() === 'Delete'");
    await window.close();
  });
});
