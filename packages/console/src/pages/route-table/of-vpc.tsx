import SpaceBetween from '@cloudscape-design/components/space-between';
import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listRouteTables } from '../../api/route-table.ts';
import { Do } from '../../ui/do.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWordsOf } from '../../words/language.ts';
import { CreateTable } from './create.tsx';
import { OneTable } from './one-table.tsx';
import { routeTableWords } from './words.ts';

/** Every route table of the VPC with its routes, the system's and one's own, and the subnets that follow it. */
export function RouteTablesOfVpc({ vpcId }: { readonly vpcId: string }) {
  const say = useWordsOf(routeTableWords);
  const { project } = useSession();
  const [creating, setCreating] = useState(false);
  const tables = useQuery(listRouteTables(project.id, vpcId));
  if (tables.isPending) return <Loading />;
  if (tables.isError) return <Refused error={tables.error} retry={() => void tables.refetch()} />;
  const sorted = tables.data.toSorted((a, b) => Number(b.default) - Number(a.default) || a.name.localeCompare(b.name));
  return (
    <SpaceBetween size="l">
      <div className="waiting-row">
        <Box color="text-body-secondary">{say.lead}</Box>
        <Do operation="create-route-table" go={() => setCreating(true)}>
          {say.create}
        </Do>
      </div>
      {sorted.map((table) => (
        <OneTable key={table.id} table={table} />
      ))}
      {creating && <CreateTable vpcId={vpcId} close={() => setCreating(false)} />}
    </SpaceBetween>
  );
}
