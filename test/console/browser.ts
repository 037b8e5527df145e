import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { isStale } from '../../packages/console/tools/stale.mjs';
import { repository, type Service } from '../service.ts';

const chromiumPath = '/usr/bin/chromium';

/** Options of a suite that needs a browser: without one it is skipped by name, never silently passed. */
export const needsChromium = existsSync(chromiumPath) ? {} : { skip: `needs ${chromiumPath}: apt-get install chromium` };

/** Nothing that would make the browser speak to anybody but the service. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-domain-reliability',
];

/** Builds the console where its sources are newer than what was built. */
export function buildConsole(): void {
  if (isStale()) {
    const built = spawnSync(process.execPath, [join(repository, 'packages', 'console', 'tools', 'build.mjs')], { encoding: 'utf8' });
    assert.equal(built.status, 0, `the console does not build:\n${built.stdout}${built.stderr}`);
  }
}

/** A real Chromium. What it looks at must have been built before the service was started, which reads it once. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: chromiumPath, args: flags });

export interface Person {
  readonly account: string;
  readonly user: string;
  readonly password: string;
}
export const alice: Person = { account: 'acme', user: 'alice', password: 'isthmus-demo' };
export const bob: Person = { account: 'globex', user: 'bob', password: 'isthmus-demo' };

/** Milliseconds until what a page should show is called missing; on a busy machine it may be long in coming. */
const patienceMs = 30_000;

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** A browser of one person: what its pages reported against the policy, asked of others, and complained about. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests that left the service's own origin. */
  readonly strayed: readonly string[];
  /** Reports of the content security policy. */
  readonly violations: readonly string[];
  /** Errors of scripts. */
  readonly errors: readonly string[];
  /** That nothing strayed, nothing was reported and nothing broke; then closes. */
  close(): Promise<void>;
}

export async function openWindow(
  browser: Browser,
  service: Pick<Service, 'url'>,
  { width = 1280, height = 800, colorScheme = 'light' }: Look = {},
): Promise<Window> {
  // Without motion nothing is clicked, measured or looked at while it still fades or moves.
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-US', reducedMotion: 'reduce' });
  const strayed: string[] = [];
  const violations: string[] = [];
  const errors: string[] = [];
  await context.exposeFunction('reportViolation', (text: string) => void violations.push(text));
  await context.addInitScript(
    "document.addEventListener('securitypolicyviolation', (event) => reportViolation(`${event.violatedDirective} ${event.blockedURI}`))",
  );
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${service.url}/`) && !/^(data|blob):/.test(url)) strayed.push(url);
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // What the service refuses the browser logs as well; a refusal is no fault of a script.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text());
  });
  return {
    page,
    context,
    strayed,
    violations,
    errors,
    async close() {
      await context.close();
      assert.deepEqual({ strayed, violations, errors }, { strayed: [], violations: [], errors: [] });
    },
  };
}

/** Opens the console and signs in as a person does. */
export async function signIn({ page }: Window, service: Pick<Service, 'url'>, { account, user, password }: Person): Promise<void> {
  await page.goto(`${service.url}/console/`);
  await page.getByLabel('Account').fill(account);
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
}

/** The project that the page's address names. */
export const projectOf = (page: Page): string => new URL(page.url()).pathname.split('/')[2] ?? '';
