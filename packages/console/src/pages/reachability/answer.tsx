import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Blocker, Reachability } from '../../api/reachability.ts';
import { useNames, withNames } from '../../ui/names.ts';
import { useWords } from '../../words/language.ts';
import { Mend } from './mend.tsx';
import { Path } from './path.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

/** The verdict, both directions as pictures, and every blocker with who can mend it. */
export function Answer({ answer, mended }: { readonly answer: Reachability; readonly mended: () => void }) {
  const words = useWords();
  const names = useNames();
  const { reachable, forward, return: back, probe, agreed } = answer;
  const blockers = unique([...forward.blockers, ...back.blockers]);
  return (
    <Container
      header={
        <Header variant="h2">
          <span data-reachable={reachable}>{reachable ? words.reach.reachable : words.reach.unreachable}</span>
        </Header>
      }
    >
      <SpaceBetween size="l">
        <SpaceBetween size="xs">
          {probe?.arrived !== undefined && (
            <StatusMark type={probe.arrived ? 'success' : 'error'}>
              {probe.arrived ? words.reach.packetYes : words.reach.packetNo} {probe.notice}
            </StatusMark>
          )}
          {probe?.skipped !== undefined && <StatusMark type="info">{words.reach.packetSkipped(probe.skipped)}</StatusMark>}
          {agreed !== undefined && (
            <StatusMark type={agreed ? 'success' : 'warning'}>{agreed ? words.reach.agreed : words.reach.disagreed}</StatusMark>
          )}
        </SpaceBetween>
        <ColumnLayout columns={2} borders="vertical">
          <Path title={words.reach.forward} leg={forward} />
          <Path title={words.reach.return} leg={back} />
        </ColumnLayout>
        <div>
          <Box variant="h3">{words.reach.blockers}</Box>
          {blockers.length === 0 ? (
            <StatusMark>{words.reach.noBlockers}</StatusMark>
          ) : (
            <ol className="blockers">
              {blockers.map((blocker) => (
                <li key={keyOf(blocker)}>
                  <Badge color={blocker.side === 'yours' ? 'blue' : 'grey'}>
                    {blocker.side === 'yours' ? words.reach.yours : words.reach.theirs}
                  </Badge>{' '}
                  <span>{withNames(blocker.summary, names)}</span> {blocker.fix && <Mend fix={blocker.fix} mended={mended} />}
                </li>
              ))}
            </ol>
          )}
        </div>
      </SpaceBetween>
    </Container>
  );
}

const keyOf = ({ kind, side, summary }: Blocker): string => `${kind} ${side} ${summary}`;
/** What stops both directions is one thing to mend. */
const unique = (blockers: readonly Blocker[]): readonly Blocker[] => [
  ...new Map(blockers.map((blocker) => [keyOf(blocker), blocker])).values(),
];
