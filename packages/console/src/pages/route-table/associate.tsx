import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { associateSubnets, listRouteTables, type RouteTable } from '../../api/route-table.ts';
import { listSubnets } from '../../api/subnet.ts';
import type { Change } from '../../api/what-if.ts';
import { useAct } from '../../ui/act.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { routeTableWords } from './words.ts';

/** Which subnets of the VPC follow this table. */
export function Associate({ table, close }: { readonly table: RouteTable; readonly close: () => void }) {
  const words = useWords();
  const say = useWordsOf(routeTableWords);
  const { project } = useSession();
  const act = useAct();
  const subnets = useQuery(listSubnets(project.id, table.vpc_id));
  const tables = useQuery(listRouteTables(project.id, table.vpc_id));
  const now = new Set(table.subnets.map(({ id }) => id));
  const [wanted, setWanted] = useState<ReadonlySet<string>>(now);
  const followed = (id: string): RouteTable | undefined => tables.data?.find((other) => other.subnets.some((one) => one.id === id));
  const standard = tables.data?.find((other) => other.default);
  const to = [...wanted].filter((id) => !now.has(id));
  const from = [...now].filter((id) => !wanted.has(id));
  const move = (subnet_id: string, route_table_id: string): Change => ({
    type: 'associate-subnet',
    vpc_id: table.vpc_id,
    subnet_id,
    route_table_id,
  });
  const changes = [...to.map((id) => move(id, table.id)), ...(standard ? from.map((id) => move(id, standard.id)) : [])];
  return (
    <Question
      title={`${say.associate}: ${table.name}`}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={changes.length === 0 ? say.nothing : undefined}
      changes={changes.length === 0 ? null : changes}
      run={() => act(() => associateSubnets(project.id, table.id, { to, from }), say.associated(table.name))}
      close={close}
    >
      <Box color="text-body-secondary">{table.default ? say.defaultKeeps : say.associateText}</Box>
      <SpaceBetween size="xs">
        {(subnets.data ?? []).map(({ id, name, cidr }) => (
          <Checkbox
            key={id}
            checked={wanted.has(id)}
            // What follows the default table leaves it for another, and not for none.
            disabled={table.default && now.has(id)}
            description={`${cidr} · ${say.follows(followed(id)?.name ?? words.common.none)}`}
            onChange={({ detail }) =>
              setWanted((before) => new Set(detail.checked ? [...before, id] : [...before].filter((other) => other !== id)))
            }
          >
            {name}
          </Checkbox>
        ))}
        {subnets.data?.length === 0 && <Box>{words.vpc.noSubnets}</Box>}
      </SpaceBetween>
    </Question>
  );
}
