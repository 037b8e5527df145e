import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { repository, startService, type Service } from '../service.ts';
import { alice, buildConsole, needsChromium, openBrowser, openWindow, signIn, type Window } from './browser.ts';

const dist = join(repository, 'packages', 'console', 'dist');
/** Kilobytes, gzipped, without the fonts that the style sheets carry as data. */
const budget = 480;
const font = /url\("?data:(?:application\/x-)?font[^)]*\)/g;
const weigh = (file: string): number => {
  const text = readFileSync(join(dist, 'assets', file), 'utf8');
  return gzipSync(file.endsWith('.css') ? text.replaceAll(font, 'url()') : text, { level: 9 }).length;
};

/** Names of the script and style files that a window fetches while `visit` runs. */
async function fetched({ page }: Window, visit: () => Promise<unknown>): Promise<readonly string[]> {
  const files = new Set<string>();
  const note = (request: { url(): string }): void => {
    const [, name] = /\/console\/assets\/([\w.-]+\.(?:js|css))$/.exec(request.url()) ?? [];
    if (name !== undefined) files.add(name);
  };
  page.on('request', note);
  await visit();
  await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(() => undefined);
  page.off('request', note);
  return [...files];
}

describe('the built console', needsChromium, () => {
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

  test(`needs at most ${budget} kB of script and style for its first page, and no map`, async () => {
    const window = await openWindow(browser, service);
    const files = await fetched(window, () => signIn(window, service, alice));
    const bytes = files.reduce((sum, file) => sum + weigh(file), 0);
    assert.ok(files.length > 4, files.join(', '));
    assert.ok(bytes <= budget * 1024, `${Math.round(bytes / 1024)} kB: ${files.map((file) => `${file} ${weigh(file)}`).join(', ')}`);
    assert.deepEqual(
      files.filter((file) => /elk|^map-/.test(file)),
      [],
    );
    const map = await fetched(window, async () => {
      await window.page.getByRole('link', { name: 'Topology' }).click();
      await window.page.getByRole('button', { name: 'Zoom In' }).waitFor();
    });
    assert.ok(
      map.some((file) => file.startsWith('map-')),
      `the map comes with its page: ${map.join(', ')}`,
    );
    await window.close();
  });

  test('is ready to sign in, cold', async (t) => {
    const window = await openWindow(browser, service);
    const start = performance.now();
    await window.page.goto(`${service.url}/console/`);
    await window.page.getByLabel('Account').fill('acme');
    // Printed: a shared machine cannot be held to it.
    t.diagnostic(`ready to sign in after ${Math.round(performance.now() - start)} ms (mark: 1500)`);
    await window.close();
  });

  test('has a packed copy beside every file worth one, and nothing inline in its page', () => {
    for (const file of readdirSync(join(dist, 'assets')).filter((name) => /\.(?:js|css)$/.test(name)))
      assert.ok(existsSync(join(dist, 'assets', `${file}.gz`)), file);
    assert.doesNotMatch(readFileSync(join(dist, 'index.html'), 'utf8'), /<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=/);
  });

  test('names the copyright and the licence of every face that its styles carry', () => {
    const styles = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.css'));
    const faces = styles.flatMap((name) =>
      [...readFileSync(join(dist, 'assets', name), 'utf8').matchAll(/@font-face\s*\{[^}]*?font-family:\s*["']?([^;"']+)/g)].map(
        ([, family]) => family,
      ),
    );
    const notices = readFileSync(join(dist, 'third-party.txt'), 'utf8');
    assert.deepEqual([...new Set(faces)], ['Open Sans']);
    const [, own = ''] = notices.split(/^Open Sans 3\.000 \(OFL-1\.1\)/m);
    assert.match(own, /Copyright 2020 The Open Sans Project Authors/);
    assert.match(own, /SIL OPEN FONT LICENSE Version 1\.1[\s\S]+PERMISSION & CONDITIONS/);
  });
});
