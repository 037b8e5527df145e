import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { createSubnet, deleteSubnet, listSubnets } from '../../api/subnet.ts';
import type { Vpc } from '../../api/vpc.ts';
import { useAct } from '../../ui/act.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { cidrProblem, nameProblem } from '../../ui/field-rules.ts';
import { ShortId } from '../../ui/id-text.tsx';
import { Question } from '../../ui/question.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { useWords } from '../../words/language.ts';
import { firstSubnetOf } from './first-subnet.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

export function SubnetsOfVpc({ vpc }: { readonly vpc: Vpc }) {
  const words = useWords();
  const { project } = useSession();
  const [adding, setAdding] = useState(false);
  const subnets = useQuery(listSubnets(project.id, vpc.id));
  if (subnets.isError) return <Refused error={subnets.error} retry={() => void subnets.refetch()} />;
  return (
    <>
      <SmallTable
        title={words.vpc.subnets}
        items={subnets.data}
        empty={<Empty title={words.vpc.noSubnets} text="" />}
        actions={
          <Do operation="create-subnet" go={() => setAdding(true)}>
            {words.vpc.addSubnet}
          </Do>
        }
        columns={[
          { id: 'name', header: words.common.name, isRowHeader: true, cell: ({ name }) => name },
          { id: 'id', header: words.common.id, cell: ({ id }) => <ShortId id={id} what={words.common.id} /> },
          { id: 'cidr', header: words.vpc.cidr, cell: ({ cidr }) => <span className="nowrap">{cidr}</span> },
          { id: 'gateway', header: words.vpc.gateway, cell: ({ gateway_ip }) => gateway_ip },
          {
            id: 'status',
            header: words.common.status,
            cell: ({ status }) => (
              <StatusMark type={status === 'ACTIVE' ? 'success' : 'pending'}>{words.vpc.subnetStatus[status]}</StatusMark>
            ),
          },
          {
            id: 'operation',
            header: words.common.operation,
            cell: (subnet) => (
              <DeleteButton
                place="row"
                name={subnet.name}
                operation="delete-subnet"
                title={words.vpc.deleteSubnetTitle(subnet.name)}
                text={words.vpc.deleteSubnetWhat}
                run={() => deleteSubnet(project.id, subnet)}
                said={words.vpc.deleted(subnet.name)}
              />
            ),
          },
        ]}
      />
      {adding && <AddSubnet vpc={vpc} close={() => setAdding(false)} />}
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
