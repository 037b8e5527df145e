import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  carriesTraffic,
  peeringActions,
  peeringLifecycle,
  peeringStatuses,
  refusal,
  statusAtBirth,
  type PeeringActor,
} from './lifecycle.ts';

/**
 * The whole life cycle: what each actor gets for each action in each status. `side`: it is not this actor's to do;
 * `status`: not in this status; `stays`: allowed, and the status stays; otherwise the status afterwards.
 */
const truth = `
  action  actor      PENDING_ACCEPTANCE  ACTIVE   REJECTED  EXPIRED  DELETED
  accept  requester  side                side     side      side     side
  accept  accepter   ACTIVE              status   status    status   status
  accept  clock      side                side     side      side     side
  reject  requester  side                side     side      side     side
  reject  accepter   REJECTED            status   status    status   status
  reject  clock      side                side     side      side     side
  expire  requester  side                side     side      side     side
  expire  accepter   side                side     side      side     side
  expire  clock      EXPIRED             status   status    status   status
  update  requester  stays               stays    stays     stays    status
  update  accepter   stays               stays    stays     stays    status
  update  clock      side                side     side      side     side
  delete  requester  DELETED             DELETED  DELETED   DELETED  status
  delete  accepter   DELETED             DELETED  DELETED   DELETED  status
  delete  clock      side                side     side      side     side
`;

const [head = [], ...rows] = truth
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const actors: readonly PeeringActor[] = ['requester', 'accepter', 'clock'];

describe('the life cycle of a peering', () => {
  it('is told in full: every action, actor and status once', () => {
    assert.deepEqual(head.slice(2), peeringStatuses);
    assert.deepEqual(
      rows.map(([action, actor]) => `${action} ${actor}`),
      peeringActions.flatMap((action) => actors.map((actor) => `${action} ${actor}`)),
    );
    for (const row of rows) assert.equal(row.length, head.length);
  });

  for (const action of peeringActions)
    for (const actor of actors)
      for (const [column, status] of peeringStatuses.entries()) {
        const expected = rows.find((row) => row[0] === action && row[1] === actor)?.[column + 2];
        it(`${actor}, ${action}, ${status}: ${expected}`, () => {
          const refused = refusal(action, status, [actor]);
          const outcome = refused === null ? (peeringLifecycle[action].to ?? 'stays') : refused.kind.slice('wrong-'.length);
          assert.equal(outcome, expected);
        });
      }

  it('the owner of both ends may do what either end may', () => {
    for (const action of peeringActions)
      for (const status of peeringStatuses) {
        const both = refusal(action, status, ['requester', 'accepter']) === null;
        const either = (['requester', 'accepter'] as const).some((side) => refusal(action, status, [side]) === null);
        assert.equal(both, either, `${action} in ${status}`);
      }
  });

  it('nobody may do nothing: without an actor every action is refused', () => {
    for (const action of peeringActions)
      for (const status of peeringStatuses) assert.equal(refusal(action, status, [])?.kind, 'wrong-side');
  });

  it('a refusal says who may, or in which status', () => {
    assert.deepEqual(refusal('accept', 'PENDING_ACCEPTANCE', ['requester']), {
      kind: 'wrong-side',
      action: 'accept',
      allowed: ['accepter'],
    });
    assert.deepEqual(refusal('accept', 'EXPIRED', ['accepter']), {
      kind: 'wrong-status',
      action: 'accept',
      status: 'EXPIRED',
      allowed: ['PENDING_ACCEPTANCE'],
    });
  });

  it('the wrong side hears of its side before the status, so that a status is not probed from there', () => {
    assert.equal(refusal('accept', 'EXPIRED', ['requester'])?.kind, 'wrong-side');
  });

  it('only the accepter makes a peering between two projects ACTIVE', () => {
    assert.equal(statusAtBirth({ sameProject: false }), 'PENDING_ACCEPTANCE');
    const waysIn = peeringActions.filter((action) => peeringLifecycle[action].to === 'ACTIVE');
    assert.deepEqual(waysIn, ['accept']);
    assert.deepEqual(peeringLifecycle.accept.by, ['accepter']);
  });

  it('a peering within one project is born ACTIVE', () => assert.equal(statusAtBirth({ sameProject: true }), 'ACTIVE'));

  it('ACTIVE alone carries traffic', () => {
    assert.deepEqual(
      peeringStatuses.filter((status) => carriesTraffic[status]),
      ['ACTIVE'],
    );
  });

  it('nothing leads out of DELETED, and nothing but a delete out of REJECTED or EXPIRED', () => {
    const leaving = (from: (typeof peeringStatuses)[number]) =>
      peeringActions.filter((action) => peeringLifecycle[action].to !== null && peeringLifecycle[action].from.includes(from));
    assert.deepEqual(leaving('DELETED'), []);
    assert.deepEqual(leaving('REJECTED'), ['delete']);
    assert.deepEqual(leaving('EXPIRED'), ['delete']);
  });
});
