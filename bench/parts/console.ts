import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@isthmus/control';
import { idOf, type ProjectId, type VpcId } from '@isthmus/core';
import { openLedger } from '@isthmus/ledger';
import type { Page } from 'playwright-core';
import { ask, logIn } from '../../test/api.ts';
import { alice, buildConsole, needsChromium, openBrowser, openWindow, signIn } from '../../test/console/browser.ts';
import { startService } from '../../test/service.ts';
import { figure, type Figure } from '../figure.ts';
import { fillWithPeerings } from '../peerings.ts';
import type { Part } from '../part.ts';

const stored = 10_000;
/** Pages behind the first one that are turned to in one go, and how often that is done. */
const turns = { pages: 10, rounds: 5 } as const;

/** Of a person who looks at a page before turning it: long enough for the next one to be there. */
const readingMs = 1500;

/**
 * Milliseconds from the click on "Next page" until another first row has been drawn: taken inside of the page, so that
 * no time of the one who clicks is in it.
 */
const turn = (page: Page): Promise<number> =>
  page.evaluate(`new Promise((done) => {
    const first = () => document.querySelector('#page tbody a')?.getAttribute('href');
    const [was, began] = [first(), performance.now()];
    const look = () => {
      const is = first();
      if (is !== undefined && is !== was) requestAnimationFrame(() => done(performance.now() - began));
      else requestAnimationFrame(look);
    };
    document.querySelector('#page [aria-label="Next page"]').click();
    look();
  })`);

async function measure(say: (line: string) => void): Promise<readonly Figure[]> {
  buildConsole();
  const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-bench-'));
  let service = await startService({ dataDir, flags: ['--demo'] });
  const browser = await openBrowser();
  try {
    const { token, projectId } = await logIn(service, { domain: alice.account, user: alice.user, password: alice.password }, 'eu-de');
    const { body } = await ask(service, { method: 'GET', path: `/v1/${projectId}/vpcs`, token });
    const mine = { projectId: idOf<ProjectId>(projectId), vpcId: idOf<VpcId>((body as { vpcs: { id: string }[] }).vpcs[0]!.id) };
    await service.stop();
    say(`${stored} peerings into the ledger`);
    const ledger = await openLedger({ sqlite: { directory: dataDir } }, systemClock);
    await fillWithPeerings(ledger, stored, mine);
    await ledger.close();
    service = await startService({ dataDir, flags: ['--demo'] });
    const [known, asked]: [number[], number[]] = [[], []];
    for (let round = 0; round < turns.rounds; round++) {
      say(`turning pages, ${round + 1} of ${turns.rounds}`);
      const window = await openWindow(browser, service);
      await signIn(window, service, alice);
      const { page } = window;
      // The service looks at the health of all of them first, as it does after every start.
      page.setDefaultTimeout(60_000);
      await page.goto(page.url().replace(/\/?$/, '/peerings'));
      await page.locator('#page [aria-label="Next page"]').waitFor();
      for (let turned = 0; turned < turns.pages; turned++) {
        // Every other page is turned as soon as the one before is drawn: the service may not have answered yet.
        if (turned % 2 === 0) await page.waitForTimeout(readingMs);
        (turned % 2 === 0 ? known : asked).push(await turn(page));
      }
      await window.close();
    }
    return [
      figure(`${stored} peerings: next page of the list, known already`, 'ms', known, 'under 300'),
      figure(`${stored} peerings: next page of the list, wanted at once`, 'ms', asked, 'under 300'),
    ];
  } finally {
    await browser.close();
    await service.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export const part: Part = {
  title: 'What the console takes to turn a page of a long list',
  method:
    'A real Chromium on a real service with the simulated data plane, both on this machine. From the click until the rows of the next page have been drawn, taken inside of the page. The page behind the one that is read is fetched while it is read; "known already" waits for that, "wanted at once" does not.',
  needsKernel: false,
  async run(_options, say) {
    if ('skip' in needsChromium) {
      say(`left out; it ${needsChromium.skip}`);
      return [];
    }
    return measure(say);
  },
};
