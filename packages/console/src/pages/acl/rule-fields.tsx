import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { aclActions, aclProtocols, checkAclRule } from '@isthmus/core';
import { termsOf } from '../../api/acl-change.ts';
import type { AclRule, AclRuleRequest } from '../../api/acl.ts';
import { descriptionProblem } from '../../ui/field-rules.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import type { Words } from '../../words/en.ts';
import { aclWords } from './words.ts';

/** What a new rule says before anything is typed. */
export const blankRule: AclRuleRequest = {
  action: 'allow',
  ip_version: 4,
  protocol: null,
  source_ip_address: null,
  destination_ip_address: null,
  source_port: null,
  destination_port: null,
  description: '',
  enabled: true,
};

/** What a rule says now. */
export const requestOf = (rule: AclRule): AclRuleRequest => ({
  action: rule.action === 'deny' ? 'deny' : 'allow',
  ip_version: rule.ip_version === 6 ? 6 : 4,
  protocol: aclProtocols.find((word) => word === rule.protocol) ?? null,
  source_ip_address: rule.source_ip_address,
  destination_ip_address: rule.destination_ip_address,
  source_port: rule.source_port,
  destination_port: rule.destination_port,
  description: rule.description,
  enabled: rule.enabled,
});

interface RuleFieldsProps {
  readonly rule: AclRuleRequest;
  readonly change: (rule: AclRuleRequest) => void;
}

/** The published fields of a rule, each with what is wrong in it. */
export function RuleFields({ rule, change }: RuleFieldsProps) {
  const words = useWords();
  const say = useWordsOf(aclWords);
  const types = [4, 6].map((value) => ({ value: String(value), label: `IPv${value}` }));
  // Of both words for ICMP the published form has one, which means the family's own.
  const kinds = ['', ...aclProtocols.filter((word) => word !== 'icmpv6' || word === rule.protocol)].map((value) => ({
    value,
    label: value === '' ? say.any : value.toUpperCase(),
  }));
  const numbered = rule.protocol === 'tcp' || rule.protocol === 'udp';
  const text = (
    label: string,
    field: 'source_ip_address' | 'destination_ip_address' | 'source_port' | 'destination_port',
    hint: string,
  ) => (
    <FormField label={label} constraintText={hint} errorText={problemAt(rule, field, say.portsHint)}>
      <Input value={rule[field] ?? ''} onChange={({ detail }) => change({ ...rule, [field]: detail.value.replaceAll(' ', '') || null })} />
    </FormField>
  );
  return (
    <SpaceBetween size="m">
      <FormField label={say.action}>
        <RadioGroup
          value={rule.action}
          ariaLabel={say.action}
          direction="horizontal"
          items={aclActions.map((value) => ({ value, label: say[value] }))}
          onChange={({ detail }) => change({ ...rule, action: detail.value === 'deny' ? 'deny' : 'allow' })}
        />
      </FormField>
      <div className="two-fields">
        <FormField label={say.type}>
          <Select
            selectedOption={types.find(({ value }) => value === String(rule.ip_version)) ?? null}
            options={types}
            onChange={({ detail }) => change({ ...rule, ip_version: detail.selectedOption.value === '6' ? 6 : 4 })}
          />
        </FormField>
        <FormField label={say.protocol}>
          <Select
            selectedOption={kinds.find(({ value }) => value === (rule.protocol ?? '')) ?? null}
            options={kinds}
            onChange={({ detail }) => {
              const protocol = aclProtocols.find((word) => word === detail.selectedOption.value) ?? null;
              const ports = protocol === 'tcp' || protocol === 'udp' ? {} : { source_port: null, destination_port: null };
              change({ ...rule, protocol, ...ports });
            }}
          />
        </FormField>
        {text(say.source, 'source_ip_address', say.blockHint)}
        {text(say.destination, 'destination_ip_address', say.blockHint)}
        {numbered && text(say.sourcePorts, 'source_port', say.portsHint)}
        {numbered && text(say.ports, 'destination_port', say.portsHint)}
      </div>
      <FormField label={words.common.description} errorText={descriptionProblem(rule.description, words)}>
        <Input value={rule.description} onChange={({ detail }) => change({ ...rule, description: detail.value })} />
      </FormField>
    </SpaceBetween>
  );
}

/** Why the service would refuse the rule, in core's own words, or empty. */
export const problemOf = (rule: AclRuleRequest, portsWrong: string, words: Words): string =>
  problemWith(rule, portsWrong).text || descriptionProblem(rule.description, words);

const problemAt = (rule: AclRuleRequest, field: keyof AclRuleRequest, portsWrong: string): string => {
  const problem = problemWith(rule, portsWrong);
  return problem.field === field ? problem.text : '';
};

interface FieldProblem {
  readonly field: keyof AclRuleRequest | null;
  readonly text: string;
}

function problemWith(rule: AclRuleRequest, portsWrong: string): FieldProblem {
  const terms = termsOf(rule);
  if (terms === undefined) {
    const field = termsOf({ ...rule, source_port: null }) === undefined ? 'destination_port' : 'source_port';
    return { field, text: portsWrong };
  }
  const checked = checkAclRule(terms);
  if (checked.ok) return { field: null, text: '' };
  const { problem } = checked;
  if (problem.kind !== 'invalid-field') return { field: null, text: problem.kind };
  const field = problem.field.split('.').at(-1) as keyof AclRuleRequest;
  return { field, text: `${rule[field]} ${problem.reason}: ${problem.fix}.` };
}
