import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { acceptsRoutes } from '@isthmus/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listPeerings } from '../../api/peering.ts';
import { addTableRoute, type RouteTable } from '../../api/route-table.ts';
import { useAct } from '../../ui/act.ts';
import { cidrProblem } from '../../ui/field-rules.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { DestinationField } from '../peering/destination-field.tsx';
import { routeTableWords } from './words.ts';

/** A route of any table of a VPC to one of its peerings. */
export function AddTableRoute({ table, close }: { readonly table: RouteTable; readonly close: () => void }) {
  const words = useWords();
  const say = useWordsOf(routeTableWords);
  const { project } = useSession();
  const act = useAct();
  const peerings = useQuery(listPeerings(project.id, { vpc_id: table.vpc_id }, null));
  const open = (peerings.data?.items ?? []).filter(({ status }) => acceptsRoutes[status]);
  const [chosen, setChosen] = useState<string | null>(null);
  const peering = open.find(({ id }) => id === chosen) ?? open[0];
  const [destination, setDestination] = useState('');
  const choices = open.map(({ id, name, status }) => ({ value: id, label: name, description: words.peering.status[status] }));
  const problem = peering === undefined ? say.noPeering : cidrProblem(destination, words);
  const ready = problem === '' && peering !== undefined;
  return (
    <Question
      title={`${say.addRoute}: ${table.name}`}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      changes={
        ready ? [{ type: 'create-route', vpc_id: table.vpc_id, route_table_id: table.id, destination, peering_id: peering.id }] : null
      }
      run={() => act(() => addTableRoute(project.id, table.id, { destination, nexthop: peering?.id ?? '' }), say.added(destination))}
      close={close}
    >
      <FormField label={words.peering.nextHop} description={words.peering.nextHopPeering}>
        <Select
          selectedOption={choices.find(({ value }) => value === peering?.id) ?? null}
          options={choices}
          placeholder={say.choosePeering}
          empty={say.noPeering}
          onChange={({ detail }) => setChosen(detail.selectedOption.value ?? null)}
        />
      </FormField>
      <DestinationField peering={peering} vpcId={table.vpc_id} destination={destination} choose={setDestination} />
    </Question>
  );
}
