import { lookerOf, onOwnThread, type Ledger } from '@isthmus/control';
import { all } from '@isthmus/control/all.ts';
import { claim, storeLookedAt } from '@isthmus/control/looked-at.ts';
import { must, ok, parseCidr, type PeeringId, type ProjectId, type RouteTableId, type VpcId } from '@isthmus/core';
import * as rows from '../packages/ledger/test/world.ts';

/** Of the peerings that fill the ledger, so many are requests to one VPC, for a page of its owner's to be full. */
export const inbox = 250;
/** Peerings of each other VPC, as many as the published default quota allows. */
const degree = 50;
const projects = 100;
const atOnce = 2000;
const expiresAt = rows.at(Date.now() + 7 * 24 * 3_600_000);

const numbered = 0x10_000;
const projectOf = (n: number): ProjectId => rows.hex(numbered + (n % projects));
const vpcId = (n: number): VpcId => rows.uuid(numbered + n);
const tableId = (n: number): RouteTableId => rows.uuid(0x100_000 + n);
/** A /24 each, and one subnet that fills it. */
const block = (n: number): string => `10.${n >> 8}.${n & 255}.0/24`;
const end = (n: number) => ({ vpcId: vpcId(n), projectId: projectOf(n) });
/** Scattered, so that neighbours in the table are strangers. */
const peeringId = (n: number): PeeringId => rows.uuid(Math.imul(n + 1, 0x9e37_79b1) >>> 0);

/**
 * A ledger of so many peerings, straight into the database: `inbox` requests to `mine`, and the rest ACTIVE between
 * strangers, in a ring in which each VPC peers with its nearest, with a route on both sides of every one.
 */
export async function fillWithPeerings(
  ledger: Ledger,
  count: number,
  mine: { readonly projectId: ProjectId; readonly vpcId: VpcId },
): Promise<void> {
  const between = Math.max(0, count - inbox);
  const vpcs = Math.max(inbox, Math.ceil((2 * between) / degree));
  const write = (work: Parameters<Ledger['write']>[1]) => ledger.write(null, work).then(must);
  await write(async (tx) => {
    // They come without an event: as in a ledger of before, the next start looks at the health of all of them.
    await tx.settings.delete('health-looked-at');
    must(await tx.domains.insert(rows.domain(0xa)));
    for (let n = 0; n < projects; n++) must(await tx.projects.insert(rows.project(projectOf(n))));
    for (let n = 0; n < vpcs; n++) {
      const own = { vpcId: vpcId(n), projectId: projectOf(n) };
      must(await tx.vpcs.insert(rows.vpc(numbered + n, { projectId: own.projectId, cidr: must(parseCidr(block(n))) })));
      must(await tx.routeTables.insert(rows.routeTable(0, own.vpcId, { id: tableId(n), projectId: own.projectId })));
      must(await tx.networks.insert(rows.network(0x200_000 + n, { projectId: own.projectId })));
      const subnet = { ...own, neutronId: rows.uuid<never>(0x300_000 + n), routeTableId: tableId(n) };
      must(await tx.subnets.insert(rows.subnet(0x200_000 + n, block(n), subnet)));
    }
    return ok(null);
  });
  for (let done = 0; done < count; done += atOnce)
    await write(async (tx) => {
      for (let n = done; n < Math.min(done + atOnce, count); n++) {
        if (n < inbox) {
          must(await tx.peerings.insert(rows.peering(0, 1, 2, { id: peeringId(n), requester: end(n), accepter: mine, expiresAt })));
          continue;
        }
        const [a, step] = [(n - inbox) % vpcs, 1 + Math.floor((n - inbox) / vpcs)];
        const b = (a + step) % vpcs;
        const active = { id: peeringId(n), requester: end(a), accepter: end(b), status: 'ACTIVE', expiresAt: null } as const;
        must(await tx.peerings.insert(rows.peering(0, 1, 2, active)));
        for (const [side, [from, to]] of [
          [a, b],
          [b, a],
        ].entries()) {
          const route = { ...end(from!), routeTableId: tableId(from!), type: 'peering', nextHop: active.id } as const;
          must(await tx.routes.insert(rows.route(0x1000_0000 + 2 * n + side, block(to!), route)));
        }
      }
      return ok(null);
    });
}

/**
 * As after any start but the first of a version with other rules of health: every side has its word, and nothing waits to be
 * looked at. One request and one of the others are really looked at; all of each kind are alike.
 */
export async function tellHealth(ledger: Ledger, count: number): Promise<void> {
  const claimed = await claim(ledger);
  for (const [from, to] of [
    [0, Math.min(inbox, count)],
    [inbox, count],
  ] as const) {
    const sample = from < to && (await ledger.read.peerings.get(peeringId(from)));
    if (!sample) continue;
    const { seen } = await lookerOf(ledger.read, onOwnThread).look([sample]);
    const words = new Map(seen.map(({ side, health }) => [side, health.health]));
    for (let done = from; done < to; done += atOnce) {
      const ids = Array.from({ length: Math.min(atOnce, to - done) }, (_, index) => peeringId(done + index));
      const peerings = new Map((await all(ledger.read.peerings, { id: ids })).map((one) => [one.id, one]));
      const told = ids.flatMap((id) =>
        (['requester', 'accepter'] as const).map((side) => {
          const { projectId } = peerings.get(id)![side];
          return { id: `${id}/${projectId}`, peeringId: id, projectId, health: words.get(side)! };
        }),
      );
      must(await ledger.write(null, async (tx) => ok(must(await tx.peeringHealths.insertAll(told)))));
    }
  }
  await storeLookedAt(ledger, { ...claimed, through: await ledger.read.events.latest(), everything: 'done' });
}
