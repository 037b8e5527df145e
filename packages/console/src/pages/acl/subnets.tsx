import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { associateAcl, disassociateAcl, type Acl } from '../../api/acl.ts';
import { listSubnets, type Subnet } from '../../api/subnet.ts';
import { allVpcs } from '../../api/vpc.ts';
import type { Change } from '../../api/what-if.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Question } from '../../ui/question.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { To } from '../../ui/to.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { aclWords } from './words.ts';

/** The subnets whose packets the ACL judges; a subnet has one ACL at most. */
export function AclSubnets({ acl }: { readonly acl: Acl }) {
  const words = useWords();
  const say = useWordsOf(aclWords);
  const { project } = useSession();
  const act = useAct();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Subnet | null>(null);
  const subnets = useQuery(listSubnets(project.id, null));
  const vpcs = useQuery(allVpcs(project.id));
  if (subnets.isError) return <Refused error={subnets.error} retry={() => void subnets.refetch()} />;
  const filtered = new Set(acl.associations.map(({ virsubnet_id }) => virsubnet_id));
  return (
    <>
      <SmallTable
        title={say.subnets}
        items={subnets.data?.filter(({ id }) => filtered.has(id))}
        empty={<Empty title={say.noSubnets} text={say.noSubnetsText} />}
        actions={
          <Do operation="associate-acl-subnets" go={() => setAdding(true)}>
            {say.associate}
          </Do>
        }
        columns={[
          { id: 'name', header: words.common.name, isRowHeader: true, cell: ({ name }) => name },
          { id: 'cidr', header: words.vpc.cidr, cell: ({ cidr }) => cidr },
          {
            id: 'vpc',
            header: words.peering.vpc,
            cell: ({ vpc_id }) => (
              <To path={paths.vpc(project.id, vpc_id)}>{vpcs.data?.find(({ id }) => id === vpc_id)?.name ?? vpc_id}</To>
            ),
          },
          {
            id: 'operation',
            header: words.common.operation,
            cell: (subnet) => (
              <Do
                operation="disassociate-acl-subnets"
                variant="inline-link"
                label={`${say.disassociate} ${subnet.name}`}
                go={() => setLeaving(subnet)}
              >
                {say.disassociate}
              </Do>
            ),
          },
        ]}
      />
      {adding && (
        <Associate acl={acl} subnets={(subnets.data ?? []).filter(({ id }) => !filtered.has(id))} close={() => setAdding(false)} />
      )}
      {leaving && (
        <Question
          title={say.disassociateTitle(leaving.name)}
          yes={words.common.yes}
          no={words.common.no}
          changes={[associationChange('disassociate-acl', acl, leaving)]}
          run={() => act(() => disassociateAcl(project.id, acl.id, [leaving.id]), say.disassociated(leaving.name))}
          close={() => setLeaving(null)}
        >
          {say.disassociateText}
        </Question>
      )}
    </>
  );
}

const associationChange = (type: 'associate-acl' | 'disassociate-acl', { id: firewall_id }: Acl, { id, vpc_id }: Subnet): Change => ({
  type,
  firewall_id,
  vpc_id,
  subnet_id: id,
});

interface AssociateProps {
  readonly acl: Acl;
  readonly subnets: readonly Subnet[];
  readonly close: () => void;
}

function Associate({ acl, subnets, close }: AssociateProps) {
  const words = useWords();
  const say = useWordsOf(aclWords);
  const { project } = useSession();
  const act = useAct();
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const chosen = subnets.filter(({ id }) => wanted.includes(id));
  return (
    <Question
      title={`${say.associate}: ${acl.name}`}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={wanted.length === 0 ? say.chooseSubnet : undefined}
      changes={chosen.length === 0 ? null : chosen.map((subnet) => associationChange('associate-acl', acl, subnet))}
      run={() => act(() => associateAcl(project.id, acl.id, wanted), say.associated)}
      close={close}
    >
      <SpaceBetween size="xs">
        {subnets.map(({ id, name, cidr }) => (
          <Checkbox
            key={id}
            checked={wanted.includes(id)}
            description={cidr}
            onChange={({ detail }) => setWanted((before) => (detail.checked ? [...before, id] : before.filter((other) => other !== id)))}
          >
            {name}
          </Checkbox>
        ))}
        {subnets.length === 0 && <span>{words.vpc.noSubnets}</span>}
      </SpaceBetween>
    </Question>
  );
}
