import { describe } from 'node:test';
import { convergingFacts } from './converging-facts.ts';
import { filterFacts } from './filter-facts.ts';
import type { DriverUnderTest } from './lab.ts';
import { peeringFacts } from './peering-facts.ts';
import { probingFacts } from './probing-facts.ts';
import { routingFacts } from './routing-facts.ts';

/** The contract: what every data plane does, whatever it is made of. Each fact runs in a data plane of its own, and mostly waits: a few at once. */
export function describeDataPlane(name: string, driver: DriverUnderTest): void {
  describe(`${name}${driver.skip === undefined ? '' : ` (SKIPPED: ${driver.skip})`}`, { concurrency: 3 }, () => {
    peeringFacts(driver);
    routingFacts(driver);
    convergingFacts(driver);
    probingFacts(driver);
    filterFacts(driver);
  });
}
