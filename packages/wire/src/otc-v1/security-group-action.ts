import { err, idOf, ok, type Generation, type PortId, type Problem, type SecurityGroupId } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, idText } from '../fields.ts';
import { encodeProblem } from '../problems.ts';
import { endpoint } from '../row.ts';

const resource = 'security_group';
const mostPorts = 20;

const Action = Type.Object({
  action: Type.String({ pattern: '^([Aa][Dd][Dd]|[Rr][Ee][Mm][Oo][Vv][Ee])$', maxLength: 6, description: '"add" or "remove"' }),
  ports: Type.Array(Type.Object({ id: idText }), { minItems: 1, maxItems: 1000, description: `1 to ${mostPorts} ports, each {"id"}` }),
});
const Failed = Type.Object({ id: anyText, error_code: anyText, error_msg: anyText });

/** One port of a batch that could not be changed; the others are. */
function failureOf(id: string, problem: Problem, requestId: string) {
  const { message } = encodeProblem(problem, 'otc-v1', requestId).body as { readonly message: string };
  return { id, error_code: problem.kind === 'not-found' ? 'VPC.0607' : 'VPC.0608', error_msg: message };
}

/** Puts ports into a group or takes them out, each by itself: adding again is no mistake, and what fails is listed. */
export const securityGroupActions: readonly Endpoint[] = [
  endpoint({
    dialect: 'otc-v1',
    method: 'POST',
    path: '/v2.0/:project_id/security-groups/:security_group_id/instance/action',
    summary: 'Put up to 20 ports into a security group, or take them out',
    resource,
    operations: ['show-security-group', 'update-port-security-groups'],
    body: Action,
    responses: { 200: Type.Object({ fail: Type.Array(Failed) }) },
    async handle({ params, body, request }, run) {
      const groupId = idOf<SecurityGroupId>(params['security_group_id'] ?? '');
      const group = await run('show-security-group', { id: groupId });
      if (!group.ok) return group;
      if (body.ports.length > mostPorts)
        return err({
          kind: 'invalid-field',
          resource,
          field: 'ports',
          reason: `has more than ${mostPorts} entries`,
          fix: 'send fewer at once',
        });
      const change = body.action.toLowerCase() === 'add' ? 'add' : 'remove';
      const fail: ReturnType<typeof failureOf>[] = [];
      let generation: Generation | null = null;
      for (const { id } of body.ports) {
        const done = await run('update-port-security-groups', { id: idOf<PortId>(id), change, securityGroupIds: [groupId] });
        if (done.ok) generation = done.value.generation ?? generation;
        else if (done.problem.kind === 'not-permitted') return done;
        else fail.push(failureOf(id, done.problem, request.requestId));
      }
      return ok({ status: 200, generation, body: { fail } });
    },
  }),
];
