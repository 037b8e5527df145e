import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Peering } from '../../api/peering.ts';
import { createRoute } from '../../api/route.ts';
import { listRouteTables } from '../../api/route-table.ts';
import { useAct } from '../../ui/act.ts';
import { cidrProblem } from '../../ui/field-rules.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { WhatIf } from '../../ui/what-if.tsx';
import { useWords } from '../../words/language.ts';
import { useDestinations } from './destinations.ts';

interface AddRouteProps {
  readonly peering: Peering;
  /** The VPC whose table gets the route. */
  readonly vpcId: string;
  readonly title: string;
  readonly close: () => void;
}

/** Table 2 of the published procedure: Destination, with suggestions where we may know them, and Next Hop filled in. */
export function AddRoute({ peering, vpcId, title, close }: AddRouteProps) {
  const words = useWords();
  const act = useAct();
  const [destination, setDestination] = useState('');
  const suggestions = useDestinations(peering, vpcId);
  const { project } = useSession();
  const tables = useQuery(listRouteTables(project.id, vpcId));
  const table = tables.data?.find((one) => one.default);
  const problem = cidrProblem(destination, words);
  const ready = problem === '' && table !== undefined;
  return (
    <Question
      title={title}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      run={() => act(() => createRoute({ vpc_id: vpcId, destination, nexthop: peering.id }), words.peering.routesAdded)}
      close={close}
    >
      <FormField
        label={words.peering.destination}
        description={words.peering.destinationHint}
        errorText={destination === '' ? '' : problem}
        constraintText="192.168.2.0/24"
      >
        <Autosuggest
          value={destination}
          options={suggestions.map((value) => ({ value }))}
          onChange={({ detail }) => setDestination(detail.value.trim())}
          enteredTextLabel={(value) => value}
          ariaLabel={words.peering.destination}
          empty=""
        />
      </FormField>
      <FormField label={words.peering.nextHop} description={words.peering.nextHopHint}>
        <Input value={peering.id} readOnly />
      </FormField>
      <WhatIf
        changes={ready ? [{ type: 'create-route', vpc_id: vpcId, route_table_id: table.id, destination, peering_id: peering.id }] : null}
      />
    </Question>
  );
}
