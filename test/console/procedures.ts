import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** The published procedures, as what a person clicks; each step in the words of the text. */

/** Steps 2 and 3: region and project in the upper left corner; under Network, Virtual Private Cloud. */
export async function openVirtualPrivateCloud(page: Page, region = 'eu-de'): Promise<void> {
  await selectRegion(page, region);
  await page.locator('#page').getByRole('link', { name: 'Virtual Private Cloud' }).click();
  await page.getByRole('heading', { level: 1, name: 'Virtual Private Cloud' }).waitFor();
}

export async function selectRegion(page: Page, region: string): Promise<void> {
  const selector = page.getByRole('button', { name: /Region and project/ });
  await page.getByRole('banner').getByRole('link', { name: 'Isthmus' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  if ((await selector.textContent())?.trim() === region) return;
  await selector.click();
  await page.getByRole('menuitem', { name: region }).click();
  await page.getByRole('button', { name: `Region and project: ${region}, ${region}` }).waitFor();
}

/** In the navigation pane on the left. */
export const navigate = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Navigation pane' }).getByRole('link', { name, exact: true }).click();

export async function openVpcPeering(page: Page): Promise<void> {
  await openVirtualPrivateCloud(page);
  await navigate(page, 'VPC Peering');
  await page.getByRole('heading', { level: 1, name: 'VPC Peering' }).waitFor();
}

/** Obtaining the Peer Project ID: the username drop-down list, My Credentials, the Project List tab. */
export async function obtainProjectId(page: Page, region = 'eu-de'): Promise<string> {
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('menuitem', { name: 'My Credentials' }).click();
  await page.getByRole('tab', { name: 'Project List' }).click();
  const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: region, exact: true }) });
  const text = (await row.first().textContent()) ?? '';
  const [id] = /[0-9a-f]{32}/.exec(text) ?? [];
  assert.ok(id, `the row of ${region} shows a project ID: ${text}`);
  return id;
}

/** Obtaining the Peer VPC ID: click the target VPC name and view VPC ID on the VPC details page. */
export async function obtainVpcId(page: Page, vpc: string, region = 'eu-de'): Promise<string> {
  await openVirtualPrivateCloud(page, region);
  await navigate(page, 'Virtual Private Cloud');
  await page.getByRole('link', { name: vpc, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: vpc }).waitFor();
  const shown = /VPC ID([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/;
  // The heading may be there before the details are.
  await page.locator('#page').filter({ hasText: shown }).waitFor();
  const [, id] = shown.exec((await page.locator('#page').textContent()) ?? '') ?? [];
  assert.ok(id, 'the details page shows the VPC ID');
  return id;
}

export interface PeeringForm {
  readonly name: string;
  readonly localVpc: string;
  readonly peerProjectId: string;
  readonly peerVpcId: string;
}

/** Creating a VPC Peering Connection, steps 4 to 7, with Another account selected. */
export async function createPeering(page: Page, { name, localVpc, peerProjectId, peerVpcId }: PeeringForm): Promise<void> {
  await openVpcPeering(page);
  await page.getByRole('button', { name: 'Create VPC Peering Connection' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: /Local VPC/ }).click();
  await page.getByRole('option', { name: localVpc }).click();
  await page.getByRole('radio', { name: /Another account/ }).click();
  await page.getByLabel('Peer Project ID').fill(peerProjectId);
  await page.getByLabel('Peer VPC ID').fill(peerVpcId);
  await page.getByRole('button', { name: 'OK', exact: true }).click();
}

export const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

/** Accepting or refusing: the row of the connection, the Operation column, Yes in the dialog. */
export async function answerRequest(page: Page, name: string, operation: 'Accept Request' | 'Reject Request'): Promise<void> {
  await openVpcPeering(page);
  await rowOf(page, name).getByRole('button', { name: operation }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Adding Routes, steps 4 to 8. The default of Next Hop is kept. */
export async function addLocalRoute(page: Page, name: string, destination: string): Promise<void> {
  await openVpcPeering(page);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('tab', { name: 'Local Routes' }).click();
  await page.getByRole('button', { name: 'Add Local Route' }).click();
  const dialog = page.getByRole('dialog');
  const peering = new URL(page.url()).pathname.split('/').at(-1);
  assert.equal(await dialog.getByLabel('Next Hop').inputValue(), peering, 'Next Hop is the VPC peering connection ID');
  await dialog.getByLabel('Destination').fill(destination);
  await dialog.getByRole('button', { name: 'OK' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('The routes are added for the VPC peering connection.').first().waitFor();
}

/** The receipts of everything that the page tells of: none is only committed, and there is one. */
export async function allInForce(page: Page): Promise<void> {
  await page.locator('[data-receipt="in-force"]').first().waitFor();
  await page.locator('[data-receipt="committed"]').first().waitFor({ state: 'detached' });
}

/** Sends a real ping from an instance of the person signed in; what the page says of it. */
export async function sendPing(page: Page, instance: string, destination: string): Promise<'answered' | 'silent'> {
  await navigate(page, 'Instances');
  await page.getByRole('link', { name: instance, exact: true }).click();
  await page.getByLabel('Destination address').fill(destination);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const result = page.locator('[data-ping]');
  await result.waitFor();
  return (await result.getAttribute('data-ping')) as 'answered' | 'silent';
}

interface Choice {
  /** The closed list, by what stands on it. */
  readonly of: RegExp;
  readonly option: string | RegExp;
  /** What the page shows once it is chosen. */
  readonly shows: Locator;
}

/** From a drop-down list, again where it closed without taking the click: it does so while its options are laid out anew. */
export async function choose(page: Page, { of, option, shows }: Choice): Promise<void> {
  for (let tries = 1; ; tries++) {
    await page.getByRole('button', { name: of }).click();
    await page.getByRole('option', { name: option }).click();
    const shown = await shows.waitFor({ timeout: tries < 3 ? 3000 : 10_000 }).then(
      () => true,
      (late: unknown) => {
        if (tries === 3) throw late;
        return false;
      },
    );
    if (shown) return;
  }
}
