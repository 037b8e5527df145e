import { useState } from 'react';
import { listSecurityGroupPage, deleteSecurityGroup, type SecurityGroup } from '../../api/security-group.ts';
import { paths } from '../../paths.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ShortId } from '../../ui/id-text.tsx';
import { Page } from '../../ui/page.tsx';
import { Rows } from '../../ui/rows.tsx';
import { useSession } from '../../ui/session-context.ts';
import { To } from '../../ui/to.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { CreateGroup } from './create.tsx';
import { securityWords } from './words.ts';

export default function SecurityGroupList() {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const [creating, setCreating] = useState(false);
  const create = (variant: 'primary' | 'normal') => (
    <Do operation="create-security-group" variant={variant} go={() => setCreating(true)}>
      {say.create}
    </Do>
  );
  const ruleCount = (group: SecurityGroup, wanted: 'ingress' | 'egress') =>
    group.security_group_rules.filter(({ direction }) => direction === wanted).length;
  return (
    <Page title={say.title} description={say.lead} actions={create('primary')}>
      <Rows<SecurityGroup>
        title={say.title}
        read={(marker) => listSecurityGroupPage(project.id, marker)}
        counted={say.count}
        columns={[
          {
            id: 'name',
            header: words.common.name,
            isRowHeader: true,
            cell: ({ id, name }) => <To path={paths.securityGroup(project.id, id)}>{name}</To>,
          },
          { id: 'id', header: words.common.id, cell: ({ id, name }) => <ShortId id={id} what={`${say.id} ${name}`} /> },
          { id: 'ingress', header: say.inbound, cell: (group) => ruleCount(group, 'ingress') },
          { id: 'egress', header: say.outbound, cell: (group) => ruleCount(group, 'egress') },
          { id: 'description', header: words.common.description, cell: ({ description }) => description || words.common.none },
          {
            id: 'operation',
            header: words.common.operation,
            cell: ({ id, name }) => (
              <DeleteButton
                place="row"
                name={name}
                operation="delete-security-group"
                title={say.deleteTitle(name)}
                text={say.deleteText}
                run={() => deleteSecurityGroup(project.id, id)}
                said={words.vpc.deleted(name)}
              />
            ),
          },
        ]}
        empty={<Empty title={say.emptyTitle} text={say.empty} action={create('normal')} />}
      />
      {creating && <CreateGroup close={() => setCreating(false)} />}
    </Page>
  );
}
