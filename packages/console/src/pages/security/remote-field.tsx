import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { listSecurityGroups, type RuleRequest } from '../../api/security-group.ts';
import { cidrProblem } from '../../ui/field-rules.ts';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { securityWords } from './words.ts';

export type Remote = Pick<RuleRequest, 'remote_ip_prefix' | 'remote_group_id'>;

interface RemoteFieldProps {
  readonly direction: RuleRequest['direction'];
  readonly remote: Remote;
  readonly choose: (remote: Remote) => void;
}

/** The published Source (or Destination) of a rule: a block of addresses, or everything in a security group of one's own. */
export function RemoteField({ direction, remote, choose }: RemoteFieldProps) {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const groups = useQuery(listSecurityGroups(project.id));
  const choices = (groups.data ?? []).map(({ id, name, description }) => ({ value: id, label: name, description }));
  const label = direction === 'ingress' ? say.source : say.destination;
  const byGroup = remote.remote_group_id !== null;
  return (
    <SpaceBetween size="xs">
      <FormField label={label}>
        <RadioGroup
          value={byGroup ? 'group' : 'block'}
          ariaLabel={label}
          direction="horizontal"
          items={[
            { value: 'block', label: say.byBlock },
            { value: 'group', label: say.byGroup },
          ]}
          onChange={({ detail }) =>
            choose(
              detail.value === 'group'
                ? { remote_ip_prefix: null, remote_group_id: choices[0]?.value ?? '' }
                : { remote_ip_prefix: '0.0.0.0/0', remote_group_id: null },
            )
          }
        />
      </FormField>
      {byGroup ? (
        <Select
          ariaLabel={say.byGroup}
          selectedOption={choices.find(({ value }) => value === remote.remote_group_id) ?? null}
          options={choices}
          onChange={({ detail }) => choose({ remote_ip_prefix: null, remote_group_id: detail.selectedOption.value ?? '' })}
        />
      ) : (
        <FormField constraintText={say.blockHint} errorText={cidrProblem(remote.remote_ip_prefix ?? '', words)}>
          <Input
            ariaLabel={say.byBlock}
            value={remote.remote_ip_prefix ?? ''}
            onChange={({ detail }) => choose({ remote_ip_prefix: detail.value.trim(), remote_group_id: null })}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}
