import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { createSubnet, deleteSubnet, listSubnets, type Subnet } from '../../api/subnet.ts';
import type { Vpc } from '../../api/vpc.ts';
import { useAct } from '../../ui/act.ts';
import { Empty } from '../../ui/empty.tsx';
import { cidrProblem, nameProblem } from '../../ui/field-rules.ts';
import { ShortId } from '../../ui/id-text.tsx';
import { Question } from '../../ui/question.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { useWords } from '../../words/language.ts';
import { firstSubnetOf } from './first-subnet.ts';

export function SubnetsOfVpc({ vpc }: { readonly vpc: Vpc }) {
  const words = useWords();
  const { project } = useSession();
  const act = useAct();
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<Subnet | null>(null);
  const subnets = useQuery(listSubnets(project.id, vpc.id));
  if (subnets.isError) return <Refused error={subnets.error} retry={() => void subnets.refetch()} />;
  return (
    <>
      <SmallTable
        title={words.vpc.subnets}
        items={subnets.data}
        empty={<Empty title={words.vpc.noSubnets} text="" />}
        actions={<Button onClick={() => setAdding(true)}>{words.vpc.addSubnet}</Button>}
        columns={[
          { id: 'name', header: words.common.name, isRowHeader: true, cell: ({ name }) => name },
          { id: 'id', header: words.common.id, cell: ({ id }) => <ShortId id={id} what={words.common.id} /> },
          { id: 'cidr', header: words.vpc.cidr, cell: ({ cidr }) => <span className="nowrap">{cidr}</span> },
          { id: 'gateway', header: words.vpc.gateway, cell: ({ gateway_ip }) => gateway_ip },
          { id: 'status', header: words.common.status, cell: ({ status }) => status },
          {
            id: 'operation',
            header: words.common.operation,
            cell: (subnet) => (
              <Button variant="inline-link" ariaLabel={`${words.common.delete} ${subnet.name}`} onClick={() => setDeleting(subnet)}>
                {words.common.delete}
              </Button>
            ),
          },
        ]}
      />
      {adding && <AddSubnet vpc={vpc} close={() => setAdding(false)} />}
      {deleting && (
        <Question
          title={words.vpc.deleteSubnetTitle(deleting.name)}
          yes={words.common.delete}
          no={words.common.cancel}
          run={() => act(() => deleteSubnet(project.id, deleting), words.vpc.deleted(deleting.name))}
          close={() => setDeleting(null)}
        >
          {words.vpc.deleteSubnetWhat}
        </Question>
      )}
    </>
  );
}

function AddSubnet({ vpc, close }: { readonly vpc: Vpc; readonly close: () => void }) {
  const words = useWords();
  const { project } = useSession();
  const act = useAct();
  const [name, setName] = useState('');
  const [cidr, setCidr] = useState('');
  const problem = nameProblem(name, words) || cidrProblem(cidr, words);
  return (
    <Question
      title={words.vpc.addSubnet}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      run={() =>
        act(
          () => createSubnet(project.id, { name, cidr, gateway_ip: firstSubnetOf(cidr)?.gateway ?? '', vpc_id: vpc.id }),
          words.vpc.subnetCreated(name),
        )
      }
      close={close}
    >
      <FormField label={words.common.name} constraintText={words.common.nameRule}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={words.vpc.subnetCidr} description={vpc.cidr} constraintText={words.vpc.subnetHint}>
        <Input value={cidr} onChange={({ detail }) => setCidr(detail.value)} />
      </FormField>
    </Question>
  );
}
