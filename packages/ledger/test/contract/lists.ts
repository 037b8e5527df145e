import assert from 'node:assert/strict';
import type { FilterOf } from '@isthmus/control';
import { idOf, must, type Peering, type VpcId } from '@isthmus/core';
import type { Subject } from '../contract.ts';
import * as world from '../world.ts';
import { fact, write } from './opened.ts';

const { acme, at, globex, hex, stranger, uuid } = world;

/** Name, ends as project and VPC, and what else is not usual. */
const end = (projectId: typeof acme, n: number) => ({ projectId, vpcId: uuid<VpcId>(n) });
const peerings: readonly Peering[] = [
  world.peering(0x51, 1, 2, { expiresAt: at(100) }),
  world.peering(0x52, 2, 3, { requester: end(globex, 2), accepter: end(acme, 3), status: 'ACTIVE', expiresAt: null }),
  world.peering(0x53, 1, 3, { accepter: end(acme, 3), status: 'ACTIVE', expiresAt: null }),
  world.peering(0x54, 4, 6, { requester: end(globex, 4), accepter: end(globex, 6), status: 'REJECTED', expiresAt: null }),
  world.peering(0x55, 8, 1, { requester: end(stranger, 8), accepter: end(acme, 1), expiresAt: at(200), name: 'odd' }),
  world.peering(0x56, 8, 4, { requester: end(stranger, 8), accepter: end(globex, 4), status: 'EXPIRED', expiresAt: at(50) }),
];

const peeringFilters: readonly (readonly [FilterOf<'peerings'>, readonly number[]])[] = [
  [{}, [0x51, 0x52, 0x53, 0x54, 0x55, 0x56]],
  [{ projectId: acme }, [0x51, 0x52, 0x53, 0x55]],
  [{ projectId: globex }, [0x51, 0x52, 0x54, 0x56]],
  [{ projectId: hex(0x999) }, []],
  [{ otherProjectId: stranger }, [0x55, 0x56]],
  [{ projectId: acme, otherProjectId: globex }, [0x51, 0x52]],
  [{ projectId: acme, otherProjectId: acme }, [0x53]],
  [{ requesterProjectId: acme }, [0x51, 0x53]],
  [{ accepterProjectId: [acme, globex] }, [0x51, 0x52, 0x53, 0x54, 0x55, 0x56]],
  [{ projectId: acme, requesterProjectId: globex }, [0x52]],
  [{ vpcId: uuid(1) }, [0x51, 0x53, 0x55]],
  [{ vpcId: [uuid(1), uuid(3)] }, [0x51, 0x52, 0x53, 0x55]],
  [{ vpcId: [] }, []],
  [{ projectId: globex, vpcId: uuid(1) }, [0x51]],
  [{ projectId: globex, vpcId: uuid(2) }, [0x51, 0x52]],
  [{ projectId: globex, otherProjectId: stranger, vpcId: uuid(8), status: 'EXPIRED' }, [0x56]],
  [{ status: 'ACTIVE' }, [0x52, 0x53]],
  [{ status: ['ACTIVE', 'REJECTED'], projectId: acme }, [0x52, 0x53]],
  [{ name: 'odd' }, [0x55]],
  [{ search: 'OD' }, [0x55]],
  [{ search: 'd%' }, []],
  [{ search: '_dd' }, []],
  [{ search: uuid(0x53).slice(0, 6).toUpperCase(), projectId: acme }, [0x51, 0x52, 0x53, 0x55]],
  [{ search: uuid(0x53), projectId: acme }, [0x53]],
  [{ search: uuid(0x53).slice(1) }, []],
  [{ search: 'odd', projectId: globex }, []],
  [{ id: uuid(0x53), projectId: globex }, []],
  [{ id: [uuid(0x53), uuid(0x51), uuid(0x999)] }, [0x51, 0x53]],
  [{ expiresBy: at(99) }, []],
  [{ expiresBy: at(100) }, [0x51]],
  [{ expiresBy: at(10_000) }, [0x51, 0x55]],
];

export function lists(subject: Subject): void {
  fact(subject, 'a peering is found by either end, once', async (ledger) => {
    await write(ledger, async (tx) => {
      for (const one of peerings) must(await tx.peerings.insert(one));
    });
    for (const [filter, expected] of peeringFilters) {
      const { items, more } = await ledger.read.peerings.list(filter);
      assert.deepEqual(
        items,
        peerings.filter(({ id }) => expected.some((n) => uuid(n) === id)),
        JSON.stringify(filter),
      );
      assert.equal(more, false);
      assert.equal(await ledger.read.peerings.count(filter), expected.length, JSON.stringify(filter));
    }
  });

  fact(subject, 'pages by key go forwards and backwards, and say whether there is more', async (ledger) => {
    await write(ledger, async (tx) => {
      for (const one of peerings) must(await tx.peerings.insert(one));
    });
    const page = async (limit: number | undefined, marker?: number, reverse = false) => {
      const asked = { ...(limit === undefined ? {} : { limit }), ...(marker === undefined ? {} : { marker: uuid(marker) }), reverse };
      const { items, more } = await ledger.read.peerings.list({ projectId: acme }, asked);
      return [items.map(({ id }) => Number.parseInt(id, 16)), more];
    };
    assert.deepEqual(await page(2), [[0x51, 0x52], true]);
    assert.deepEqual(await page(2, 0x52), [[0x53, 0x55], false]);
    assert.deepEqual(await page(2, 0x54), [[0x55], false], 'the marker need not be in the list');
    assert.deepEqual(await page(4), [[0x51, 0x52, 0x53, 0x55], false]);
    assert.deepEqual(await page(undefined, 0x52), [[0x53, 0x55], false]);
    assert.deepEqual(await page(0), [[], true]);
    assert.deepEqual(await page(2, 0x55, true), [[0x52, 0x53], true]);
    assert.deepEqual(await page(2, 0x52, true), [[0x51], false]);
    assert.deepEqual(await page(3, undefined, true), [[0x52, 0x53, 0x55], true]);
    assert.deepEqual(await page(2, 0x51, true), [[], false]);
    const none = await ledger.read.vpcs.list({}, { marker: 'no id at all \0', limit: 5 });
    assert.deepEqual(none, { items: [], more: false });
  });

  fact(subject, 'a page goes by the characters of the id, not by a language', async (ledger) => {
    const keys = ['-', 'A', 'Z-', 'Z0', 'a', 'a-b', 'a0', 'ä', '🦊'];
    await write(ledger, async (tx) => {
      for (const key of keys.toReversed()) must(await tx.settings.insert({ key, value: '' }));
    });
    assert.deepEqual(
      (await ledger.read.settings.list({})).items.map(({ key }) => key),
      keys,
    );
  });

  fact(subject, 'a filter is equality on each named column; several values mean one of them, null means absent', async (ledger) => {
    const { projects, vpcs, networks } = ledger.read;
    const named = async (filter: FilterOf<'projects'>) => (await projects.list(filter)).items.map(({ id }) => id);
    assert.deepEqual(await named({ parentId: null }), [acme, globex]);
    assert.deepEqual(await named({ parentId: globex }), [stranger]);
    assert.deepEqual(await named({ parentId: [null, globex], domainId: hex(0xb) }), [globex, stranger]);
    assert.deepEqual(await named({ name: 'eu-de', region: idOf('eu-de') }), [acme, globex]);
    assert.deepEqual(await named({ name: "' or 1=1 --" }), []);
    assert.equal(await vpcs.count({ projectId: acme }), 5);
    assert.equal(await vpcs.count({ id: Array.from({ length: 5_000 }, (_, n) => uuid<VpcId>(n)) }), 9, 'a long list is no problem');
    assert.equal(await networks.count({ name: ['network-513', 'network-514', 'absent'] }), 2);
  });

  fact(subject, 'subnets are found by whether they are in a VPC, whichever it is, and move in and out of one', async (ledger) => {
    await write(ledger, async (tx) => {
      must(await tx.subnets.insert(world.subnet(0x201, '10.0.1.0/24')));
      must(await tx.subnets.insert(world.subnet(0x202, '10.0.1.0/24', { vpcId: null, routeTableId: null })));
      must(await tx.subnets.insert(world.subnet(0x203, '10.0.3.0/24', { vpcId: null, routeTableId: null, neutronIdV6: uuid(0x2203) })));
    });
    const { subnets } = ledger.read;
    const found = async (filter: FilterOf<'subnets'>) => (await subnets.list(filter)).items.map(({ id }) => Number.parseInt(id, 16));
    assert.deepEqual(await found({ inVpc: true }), [0x201]);
    assert.deepEqual(await found({ vpcId: null }), [0x202, 0x203]);
    assert.deepEqual(await found({ neutronIdV6: uuid(0x2203) }), [0x203]);
    await write(ledger, async (tx) => {
      must(await tx.subnets.update(uuid(0x203), { vpcId: uuid(1), routeTableId: uuid(0x101) }));
      const over = await tx.subnets.update(uuid(0x202), { vpcId: uuid(1), routeTableId: uuid(0x101) });
      assert.deepEqual(over, { ok: false, problem: { on: 'overlap' } });
      must(await tx.subnets.update(uuid(0x201), { vpcId: null, routeTableId: null }));
    });
    assert.deepEqual(await found({ inVpc: true, projectId: acme }), [0x203]);
  });

  fact(subject, 'tokens are found when their time is up, ports by an address', async (ledger) => {
    const token = { userId: hex(0x50), projectId: acme, domainId: null, methods: ['password'], issuedAt: at(0) } as const;
    await write(ledger, async (tx) => {
      must(await tx.users.insert(world.user(0x50)));
      must(await tx.tokens.insert({ ...token, hash: 'a', expiresAt: at(10) } as never));
      must(await tx.tokens.insert({ ...token, hash: 'b', expiresAt: at(20) } as never));
      must(await tx.ports.insert(world.port(0x51, 0x201, ['10.0.0.5', 'fd00::5'])));
      must(await tx.ports.insert(world.port(0x52, 0x202, ['10.0.0.5'])));
    });
    assert.deepEqual(
      (await ledger.read.tokens.list({ expiresBy: at(10) })).items.map(({ hash }) => hash),
      ['a'],
    );
    assert.equal(await ledger.read.ports.count({ address: world.address('10.0.0.5') }), 2);
    assert.equal(await ledger.read.ports.count({ address: world.address('10.0.0.5'), subnetId: uuid(0x202) }), 1);
    assert.equal(await ledger.read.ports.count({ address: world.address('fd00::6') }), 0);
  });

  fact(subject, 'the most rows with one value of a field are counted, among those that a filter means', async (ledger) => {
    await write(ledger, async (tx) => {
      must(await tx.routeTables.insert(world.routeTable(0x102, world.uuid(3), { isDefault: false })));
      for (const [n, table] of [0x101, 0x102, 0x102].entries())
        must(await tx.routes.insert(world.route(0x300 + n, `10.${n}.0.0/16`, { routeTableId: world.uuid(table) })));
    });
    const { most } = ledger.read.routes;
    assert.equal(await most({ projectId: world.acme }, 'routeTableId'), 2);
    assert.equal(await most({ projectId: world.acme, routeTableId: world.uuid(0x101) }, 'routeTableId'), 1);
    assert.equal(await most({ projectId: world.globex }, 'routeTableId'), 0);
    assert.equal(await most({ projectId: [] }, 'routeTableId'), 0);
  });
}
