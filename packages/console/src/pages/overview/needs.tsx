import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PeeringHealthWord } from '@isthmus/core';
import type { SeenPeering } from '../../api/seen-peering.ts';
import { paths } from '../../paths.ts';
import { useSession } from '../../ui/session-context.ts';
import { healthLook } from '../../ui/status.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

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
export function Needs({ peerings }: { readonly peerings: readonly SeenPeering[] }) {
  const words = useWords();
  const { project } = useSession();
  const open = peerings.filter(({ health }) => !settled[health]);
  if (open.length === 0) return <StatusMark>{words.overview.nothing}</StatusMark>;
  return (
    <SpaceBetween size="s">
      {open.map(({ id, name, health, reasons }) => (
        <div key={id}>
          <StatusMark type={healthLook[health]}>
            <To path={paths.peering(project.id, id)}>{name}</To> · {words.peering.health[health]}
          </StatusMark>
          {reasons[0] && <Box color="text-body-secondary">{reasons[0]}</Box>}
        </div>
      ))}
    </SpaceBetween>
  );
}
