import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { createRules, type RuleRequest, type SecurityGroup } from '../../api/security-group.ts';
import { ruleChanges } from '../../api/what-if.ts';
import { useAct } from '../../ui/act.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { RemoteField, type Remote } from './remote-field.tsx';
import { ruleProblem } from './rule-problem.ts';
import { securityWords } from './words.ts';

/** The usual services: their protocol, and their port where they have one. */
const services = {
  ping: ['icmp', null],
  ssh: ['tcp', 22],
  http: ['tcp', 80],
  https: ['tcp', 443],
  rdp: ['tcp', 3389],
} as const satisfies Readonly<Record<string, readonly [protocol: string, port: number | null]>>;
type Service = keyof typeof services;

/** Rules for the usual services in one request: all of them or none. */
export function FastAdd({ group, close }: { readonly group: Pick<SecurityGroup, 'id' | 'name'>; readonly close: () => void }) {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const act = useAct();
  const [ticked, setTicked] = useState<readonly Service[]>(['ping']);
  const [remote, setRemote] = useState<Remote>({ remote_ip_prefix: '0.0.0.0/0', remote_group_id: null });
  const rules = ticked.map((service): RuleRequest => {
    const [protocol, port] = services[service];
    const ethertype = remote.remote_ip_prefix?.includes(':') ? 'IPv6' : 'IPv4';
    const terms = { ethertype, protocol, port_range_min: port, port_range_max: port } as const;
    return { security_group_id: group.id, direction: 'ingress', ...terms, ...remote, description: '' };
  });
  const problem = rules.length === 0 ? say.nothingTicked : (rules.map(ruleProblem).find((found) => found !== '') ?? '');
  return (
    <Question
      title={`${say.fastAdd}: ${group.name}, ${say.ingress}`}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      changes={problem === '' ? ruleChanges('create-security-group-rule', rules) : null}
      run={() => act(() => createRules(project.id, group.id, rules), say.added(rules.length))}
      close={close}
    >
      <FormField label={say.ports} description={say.fastText}>
        <SpaceBetween size="xs">
          {(Object.keys(services) as Service[]).map((service) => (
            <Checkbox
              key={service}
              checked={ticked.includes(service)}
              onChange={({ detail }) =>
                setTicked((before) => (detail.checked ? [...before, service] : before.filter((other) => other !== service)))
              }
            >
              {say.services[service]}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
      <RemoteField direction="ingress" remote={remote} choose={setRemote} />
    </Question>
  );
}
