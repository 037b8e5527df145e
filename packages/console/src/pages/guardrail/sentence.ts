import { useQuery } from '@tanstack/react-query';
import type { Guardrail } from '../../api/guardrail.ts';
import { allVpcs } from '../../api/vpc.ts';
import { useSession } from '../../ui/session-context.ts';
import { useWordsOf } from '../../words/language.ts';
import { guardrailWords } from './words.ts';

type Stated = Pick<Guardrail, 'rule' | 'source' | 'destination' | 'protocol' | 'port_min' | 'port_max'>;

/** A guardrail as one sentence: `Never: TCP 22 from vpc-a to anywhere`. */
export function useSentence(): (stated: Stated) => string {
  const say = useWordsOf(guardrailWords);
  const { project } = useSession();
  const vpcs = useQuery(allVpcs(project.id));
  const end = ({ vpc_id, cidr }: Stated['source']): string => {
    const vpc = vpc_id === null ? null : (vpcs.data?.find(({ id }) => id === vpc_id)?.name ?? `VPC ${vpc_id.slice(0, 8)}`);
    return [vpc, cidr].filter((part) => part !== null).join(' ') || say.anywhere;
  };
  return ({ rule, source, destination, protocol, port_min, port_max }) => {
    const ports = port_min === null ? '' : port_max === null || port_max === port_min ? String(port_min) : `${port_min}-${port_max}`;
    const flow = [protocol?.toUpperCase(), ports].filter((part) => part).join(' ') || say.anything;
    return say.sentence(say[rule as 'never' | 'always'], flow, end(source), end(destination));
  };
}
