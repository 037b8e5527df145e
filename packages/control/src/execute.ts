import {
  access,
  err,
  hasRoleFor,
  type Access,
  type Execute,
  type OperationName,
  type Output,
  type Principal,
  type Problem,
} from '@isthmus/core';
import { read, type Answer, type Desk, type Handler } from './handler.ts';
import { operations } from './operations/table.ts';

/** Checks the access table, then runs the operation's handler. */
export const executeAt =
  (desk: Desk): Execute =>
  async <Name extends OperationName>(principal: Principal | null, name: Name, input: Parameters<Handler<Name>['run']>[2]) => {
    const refused = refusalFor(access[name], principal);
    if (refused?.kind === 'not-permitted' && isList(name)) return emptyList<Name>();
    if (refused !== null) return err(refused);
    const handler: Handler<Name> = operations[name];
    return handler.run(desk, principal, input);
  };

function refusalFor(row: Access, principal: Principal | null): Problem | null {
  const { scope, ofOneself, action } = row;
  if (scope === 'none') return null;
  if (principal === null) return { kind: 'unauthenticated', reason: 'missing' };
  if (scope === 'project' && principal.project === undefined) return { kind: 'project-required' };
  if (ofOneself !== true && !hasRoleFor(principal, row)) return { kind: 'not-permitted', action };
  return null;
}

type ListName = Extract<OperationName, `list-${string}`>;
const isList = (name: OperationName): name is ListName => name.startsWith('list-');

/** Published: who may not read a list is answered with an empty one, and not refused. */
const emptyList = async <Name extends OperationName>(): Answer<Name> =>
  read({ items: [], more: false } as Output<ListName> as Output<Name>) as Awaited<Answer<Name>>;
