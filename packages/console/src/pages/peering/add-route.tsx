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
import { useWords } from '../../words/language.ts';
import { DestinationField } from './destination-field.tsx';

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
      changes={ready ? [{ type: 'create-route', vpc_id: vpcId, route_table_id: table.id, destination, peering_id: peering.id }] : null}
      run={() => act(() => createRoute({ vpc_id: vpcId, destination, nexthop: peering.id }), words.peering.routesAdded)}
      close={close}
    >
      <DestinationField peering={peering} vpcId={vpcId} destination={destination} choose={setDestination} />
      <FormField label={words.peering.nextHop} description={words.peering.nextHopHint}>
        <Input value={peering.id} readOnly />
      </FormField>
    </Question>
  );
}
