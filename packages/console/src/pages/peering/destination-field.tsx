import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { useQuery } from '@tanstack/react-query';
import type { Peering } from '../../api/peering.ts';
import { previewPeering } from '../../api/preview.ts';
import { allVpcs } from '../../api/vpc.ts';
import { cidrProblem } from '../../ui/field-rules.ts';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';

interface DestinationFieldProps {
  /** Undefined where none is there to lead to. */
  readonly peering: Peering | undefined;
  /** The VPC whose table gets the route. */
  readonly vpcId: string;
  readonly destination: string;
  readonly choose: (destination: string) => void;
}

/** Destination of a route to a peering, with suggestions where we may know them. What is not there yet is not told off. */
export function DestinationField({ peering, vpcId, destination, choose }: DestinationFieldProps) {
  const words = useWords();
  const suggestions = useDestinations(peering, vpcId);
  return (
    <FormField
      label={words.peering.destination}
      description={words.peering.destinationHint}
      errorText={destination === '' ? '' : cidrProblem(destination, words)}
      constraintText="192.168.2.0/24"
    >
      <Autosuggest
        value={destination}
        options={suggestions.map((value) => ({ value }))}
        onChange={({ detail }) => choose(detail.value.trim())}
        enteredTextLabel={(value) => value}
        ariaLabel={words.peering.destination}
        empty=""
      />
    </FormField>
  );
}

/** Destinations of a route to a peering: what the service suggests; and for a peer VPC of our own, its block, which we may see anyway. */
function useDestinations(peering: Peering | undefined, vpcId: string): readonly string[] {
  const { project } = useSession();
  const preview = useQuery({ ...previewPeering(project.id, peering?.id ?? ''), enabled: peering?.status === 'ACTIVE' });
  const vpcs = useQuery(allVpcs(project.id));
  const { request_vpc_info: requester, accept_vpc_info: accepter } = peering ?? {};
  const otherVpc = requester?.vpc_id === vpcId ? accepter?.vpc_id : requester?.vpc_id;
  const own = vpcs.data?.find(({ id }) => id === otherVpc)?.cidr;
  const suggested = [
    ...(preview.data?.suggested_routes ?? []).map(({ destination }) => destination),
    ...(preview.data?.theirs.ranges ?? []),
  ];
  return [...new Set([...suggested, ...(own ? [own] : [])])];
}
