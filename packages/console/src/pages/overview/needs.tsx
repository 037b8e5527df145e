import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { PeeringHealthWord } from '@isthmus/core';
import { useQueries } from '@tanstack/react-query';
import { peeringHealth, type Peering } from '../../api/peering.ts';
import { paths } from '../../paths.ts';
import { useSession } from '../../ui/session-context.ts';
import { healthLook } from '../../ui/status.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';

/** Healths that nobody needs to do anything about. */
const settled: Readonly<Record<PeeringHealthWord, boolean>> = {
  working: true,
  'one-way': false,
  'no-routes': false,
  shadowed: false,
  blocked: false,
  overlapping: false,
  // The banner above says these, with their buttons.
  'waiting-on-you': true,
  'waiting-on-them': false,
  rejected: false,
  expired: false,
};

/** The connections that are not as they should be, each with the service's own first reason. */
export function Needs({ peerings }: { readonly peerings: readonly Peering[] }) {
  const words = useWords();
  const { project } = useSession();
  const healths = useQueries({ queries: peerings.map(({ id }) => peeringHealth(project.id, id)) });
  const open = peerings.flatMap((peering, index) => {
    const health = healths[index]?.data;
    return health && !settled[health.health] ? [{ peering, health }] : [];
  });
  if (open.length === 0) return <StatusIndicator>{words.overview.nothing}</StatusIndicator>;
  return (
    <SpaceBetween size="s">
      {open.map(({ peering, health }) => (
        <div key={peering.id}>
          <StatusIndicator type={healthLook[health.health] satisfies StatusIndicatorProps.Type}>
            <To path={paths.peering(project.id, peering.id)}>{peering.name}</To> · {words.peering.health[health.health]}
          </StatusIndicator>
          {health.reasons[0] && <Box color="text-body-secondary">{health.reasons[0]}</Box>}
        </div>
      ))}
    </SpaceBetween>
  );
}
