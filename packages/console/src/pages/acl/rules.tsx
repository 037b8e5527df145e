import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { removal } from '../../api/acl-change.ts';
import { removeAclRule, type Acl, type AclDirection, type AclRule } from '../../api/acl.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { AddAclRule } from './add-rule.tsx';
import { ChangeAclRule } from './change-rule.tsx';
import { useRuleText } from './rule-text.ts';
import { aclWords } from './words.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

/** The rules of one direction, in the order in which they are read. */
export function AclRules({ acl, direction }: { readonly acl: Acl; readonly direction: AclDirection }) {
  const words = useWords();
  const say = useWordsOf(aclWords);
  const textOf = useRuleText();
  const { project } = useSession();
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<AclRule | null>(null);
  const rules = { ingress: acl.ingress_rules, egress: acl.egress_rules }[direction];
  const orAll = (text: string | null): string => text ?? say.any;
  return (
    <>
      <SmallTable<AclRule>
        title={direction === 'ingress' ? say.inbound : say.outbound}
        description={say.order}
        items={rules}
        empty={<Empty title={say.noRules} text={say.noRulesText} />}
        actions={
          <Do operation="add-acl-rules" go={() => setAdding(true)}>
            {say.add}
          </Do>
        }
        columns={[
          { id: 'order', header: say.priority, isRowHeader: true, cell: (rule) => rules.indexOf(rule) + 1 },
          {
            id: 'action',
            header: say.action,
            cell: ({ action, enabled }) =>
              enabled ? (
                <StatusMark type={action === 'allow' ? 'success' : 'error'}>{action === 'allow' ? say.allow : say.deny}</StatusMark>
              ) : (
                <StatusMark type="stopped">{say.disabledRule}</StatusMark>
              ),
          },
          { id: 'type', header: say.type, cell: ({ ip_version }) => `IPv${ip_version}` },
          { id: 'protocol', header: say.protocol, cell: ({ protocol }) => (protocol === 'any' ? say.any : protocol.toUpperCase()) },
          {
            id: 'source',
            header: say.source,
            cell: ({ source_ip_address, source_port }) => [orAll(source_ip_address), source_port].filter(Boolean).join(' : '),
          },
          {
            id: 'destination',
            header: say.destination,
            cell: ({ destination_ip_address, destination_port }) =>
              [orAll(destination_ip_address), destination_port].filter(Boolean).join(' : '),
          },
          {
            id: 'operation',
            header: words.common.operation,
            cell: (rule) => (
              <SpaceBetween direction="horizontal" size="xs">
                <Do operation="change-acl-rules" variant="inline-link" label={`${say.change} ${textOf(rule)}`} go={() => setChanging(rule)}>
                  {say.change}
                </Do>
                <DeleteButton
                  place="row"
                  ask="yes-no"
                  name={textOf(rule)}
                  operation="remove-acl-rules"
                  title={say.deleteRuleTitle(textOf(rule))}
                  text={say.deleteRuleText}
                  changes={[removal({ aclId: acl.id, direction }, rule.id)]}
                  run={() => removeAclRule(project.id, acl.id, direction, rule.id)}
                  said={say.ruleDeleted}
                />
              </SpaceBetween>
            ),
          },
        ]}
      />
      {adding && <AddAclRule acl={acl} direction={direction} rules={rules} close={() => setAdding(false)} />}
      {changing && <ChangeAclRule acl={acl} direction={direction} rule={changing} close={() => setChanging(null)} />}
    </>
  );
}
