import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { listSeenPeerings } from '../../api/seen-peering.ts';
import { allVpcs } from '../../api/vpc.ts';
import { useSession } from '../../ui/session-context.ts';
import { useWordsOf } from '../../words/language.ts';
import { guardrailWords } from './words.ts';

/** Where packets come from or go to: empty texts are everywhere. */
export interface End {
  readonly vpcId: string;
  readonly block: string;
}

interface EndFieldsProps {
  readonly title: string;
  readonly end: End;
  readonly problem: string;
  readonly choose: (end: End) => void;
}

/** A VPC of ours or one that we peer with, and a block of it. */
export function EndFields({ title, end, problem, choose }: EndFieldsProps) {
  const say = useWordsOf(guardrailWords);
  const { project } = useSession();
  const vpcs = useQuery(allVpcs(project.id));
  const peerings = useQuery(listSeenPeerings(project.id, null));
  const own = (vpcs.data ?? []).map(({ id, name, cidr }) => ({ value: id, label: name || id, description: cidr }));
  const peers = (peerings.data?.items ?? []).map(({ name, peer }) => ({
    value: peer.vpc_id,
    label: `VPC ${peer.vpc_id.slice(0, 8)}`,
    description: [name, say.peerVpc, ...(peer.ranges ?? [])].join(' · '),
  }));
  const known = new Map([...peers, ...own].map((choice) => [choice.value, choice]));
  const choices = [{ value: '', label: say.anyVpc, description: '' }, ...known.values()];
  return (
    <SpaceBetween size="s">
      <FormField label={`${title}: ${say.vpc}`}>
        <Select
          selectedOption={choices.find(({ value }) => value === end.vpcId) ?? null}
          options={choices}
          filteringType={choices.length > 8 ? 'auto' : 'none'}
          onChange={({ detail }) => choose({ ...end, vpcId: detail.selectedOption.value ?? '' })}
        />
      </FormField>
      <FormField label={`${title}: ${say.block}`} constraintText={say.blockHint} errorText={problem}>
        <Input value={end.block} placeholder="10.0.0.0/16" onChange={({ detail }) => choose({ ...end, block: detail.value.trim() })} />
      </FormField>
    </SpaceBetween>
  );
}
