import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { allVpcs } from '../api/vpc.ts';
import { whatIf, type Change, type Flow } from '../api/what-if.ts';
import { inBoth } from '../words/in-both.ts';
import { useWordsOf } from '../words/language.ts';
import { useRested } from './rested.ts';
import { useSession } from './session-context.ts';
import { StatusMark } from './status-mark.tsx';

/** Milliseconds that the typing must rest before the question is asked. */
const calm = 350;
/** Flows, and ranges of one end, that are listed; the rest is counted. */
const most = { flows: 6, ranges: 3 } as const;

const words = inBoth(
  {
    title: 'What this would change',
    opened: 'Newly let through',
    cut: 'No longer let through',
    nothing: 'Nothing changes for the instances that there are.',
    asking: 'Working it out…',
    more: (n: number) => `and ${n} more`,
    all: 'all ports',
  },
  {
    title: 'Was das ändern würde',
    opened: 'Kommt neu durch',
    cut: 'Kommt nicht mehr durch',
    nothing: 'Für die vorhandenen Instanzen ändert sich nichts.',
    asking: 'Wird berechnet …',
    more: (n) => `und ${n} weitere`,
    all: 'alle Ports',
  },
);

/** What changes would newly let through and cut, by the service's own proof; null while it is not said yet what to change. */
export function WhatIf({ changes }: { readonly changes: readonly Change[] | null }) {
  const say = useWordsOf(words);
  const { project } = useSession();
  const asked = useRested(changes, calm);
  const answer = useQuery({ ...whatIf(project.id, asked ?? []), enabled: asked !== null && asked.length > 0 });
  if (changes === null) return null;
  return (
    <div className="what-if" aria-live="polite" aria-label={say.title} role="group">
      <Box variant="h4" tagOverride="h3">
        {say.title}
      </Box>
      {answer.isError ? (
        <StatusMark type="info">{answer.error.message}</StatusMark>
      ) : answer.data === undefined ? (
        <StatusMark type="loading">{say.asking}</StatusMark>
      ) : answer.data.opened.length + answer.data.cut.length === 0 ? (
        <StatusMark type="info">{say.nothing}</StatusMark>
      ) : (
        <SpaceBetween size="xs">
          <Flows title={say.opened} flows={answer.data.opened} look="success" />
          <Flows title={say.cut} flows={answer.data.cut} look="error" />
        </SpaceBetween>
      )}
    </div>
  );
}

function Flows({ title, flows, look }: { readonly title: string; readonly flows: readonly Flow[]; readonly look: 'success' | 'error' }) {
  const say = useWordsOf(words);
  const { project } = useSession();
  const vpcs = useQuery(allVpcs(project.id));
  if (flows.length === 0) return null;
  const end = ({ vpc_id, ranges }: Flow['source']): string => {
    const name = vpcs.data?.find(({ id }) => id === vpc_id)?.name ?? `VPC ${vpc_id.slice(0, 8)}`;
    const rest = ranges.length - most.ranges;
    return `${name} ${ranges.slice(0, most.ranges).join(', ')}${rest > 0 ? ` ${say.more(rest)}` : ''}`;
  };
  return (
    <div data-flows={look === 'success' ? 'opened' : 'cut'}>
      <StatusMark type={look}>{title}</StatusMark>
      <ul className="plain-list">
        {flows.slice(0, most.flows).map((flow) => (
          <li key={JSON.stringify(flow)}>
            {end(flow.source)} → {end(flow.destination)} · <b>{flow.protocol.toUpperCase()}</b> {portsOf(flow, say.all)}
          </li>
        ))}
        {flows.length > most.flows && <li>{say.more(flows.length - most.flows)}</li>}
      </ul>
    </div>
  );
}

const portsOf = ({ ports }: Flow, all: string): string =>
  ports === null ? '' : ports.join() === '1-65535' ? all : ports.slice(0, most.flows).join(', ');
