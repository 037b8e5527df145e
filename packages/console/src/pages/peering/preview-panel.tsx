import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerPeering, type Peering } from '../../api/peering.ts';
import { addSuggestedRoutes, previewPeering, type Preview } from '../../api/preview.ts';
import { isWithheld } from '../../api/refusal.ts';
import { paths } from '../../paths.ts';
import { AddressBar } from '../../ui/address-bar.tsx';
import { useAct } from '../../ui/act.ts';
import { Loading } from '../../ui/loading.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import { whyNot } from './may.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

/** Ranges, overlaps, shadows, quota and routes: what saying yes would mean, from the service's own preview. */
export function PreviewPanel({ peering }: { readonly peering: Peering }) {
  const words = useWords();
  const { project } = useSession();
  const preview = useQuery(previewPeering(project.id, peering.id));
  if (preview.isPending) return <Loading />;
  if (preview.isError)
    return isWithheld(preview.error) ? <Alert type="info">{words.review.notYours}</Alert> : <Refused error={preview.error} />;
  const { yours, theirs, overlaps, shadowed, quota } = preview.data;
  const agreed = peering.status === 'ACTIVE';
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={words.review.barText}>
            {agreed ? words.review.reachable : words.review.opens}
          </Header>
        }
      >
        <SpaceBetween size="l">
          <AddressBar yours={yours.ranges} theirs={theirs.ranges} />
          <ColumnLayout columns={2} borders="vertical">
            <Ranges title={words.review.yours} ranges={yours.ranges} />
            <Ranges title={words.review.theirs} ranges={theirs.ranges} />
          </ColumnLayout>
          <div>
            <Box variant="h3">{words.review.overlaps}</Box>
            {overlaps.length === 0 ? (
              <StatusMark>{words.review.noOverlaps}</StatusMark>
            ) : (
              <SpaceBetween size="xxs">
                {overlaps.map((pair) => (
                  <StatusMark key={`${pair.yours} ${pair.theirs}`} type="warning">
                    {pair.yours} ∩ {pair.theirs}
                  </StatusMark>
                ))}
              </SpaceBetween>
            )}
          </div>
          {shadowed.length > 0 && (
            <div>
              <Box variant="h3">{words.review.shadowed}</Box>
              <Box color="text-body-secondary">{words.review.shadowedText}</Box>
              <ul className="plain-list">
                {shadowed.map((pair) => (
                  <li key={`${pair.subnet_id} ${pair.theirs}`}>
                    {pair.yours} → {pair.theirs}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {quota && (
            <div>
              <Box variant="h3">{words.review.quota}</Box>
              {agreed ? words.review.quotaNow(quota.used, quota.limit) : words.review.quotaText(quota.used, quota.limit)}
            </div>
          )}
        </SpaceBetween>
      </Container>
      <SuggestedRoutes peering={peering} preview={preview.data} />
    </SpaceBetween>
  );
}

function Ranges({ title, ranges }: { readonly title: string; readonly ranges: readonly string[] }) {
  return (
    <div>
      <Box variant="h3">{title}</Box>
      <ul className="plain-list">
        {ranges.map((range) => (
          <li key={range}>{range}</li>
        ))}
      </ul>
    </div>
  );
}

/** The routes that this side lacks, ticked, and one button that accepts where that is still to do and adds them. */
function SuggestedRoutes({ peering, preview }: { readonly peering: Peering; readonly preview: Preview }) {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  const [ticked, setTicked] = useState(true);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const canAccept = whyNot('accept', peering, project.id, words) === null;
  const destinations = [...new Set(preview.suggested_routes.map(({ destination }) => destination))];
  if (!canAccept && (peering.status !== 'ACTIVE' || destinations.length === 0)) return null;
  const go = async (): Promise<void> => {
    setBusy(true);
    const accepted = canAccept ? await act(() => answerPeering.accept(peering.id), words.peering.accepted(peering.name)) : null;
    const added =
      accepted?.ok !== false && ticked && destinations.length > 0
        ? await act(() => addSuggestedRoutes(project.id, peering.id), words.peering.routesAdded)
        : null;
    const failed = [accepted, added].find((step) => step?.ok === false);
    setBusy(false);
    if (failed && !failed.ok) setRefused(failed.error);
    else navigate(paths.peering(project.id, peering.id));
  };
  return (
    <Container header={<Header variant="h2">{words.review.suggested}</Header>}>
      <SpaceBetween size="m">
        {destinations.length === 0 ? (
          <Box color="text-body-secondary">{words.review.none}</Box>
        ) : (
          <SpaceBetween size="xs">
            <ul className="plain-list">
              {destinations.map((destination) => (
                <li key={destination}>
                  <b>{destination}</b> → {peering.name}
                </li>
              ))}
            </ul>
            <Checkbox checked={ticked} onChange={({ detail }) => setTicked(detail.checked)}>
              {canAccept ? words.review.addRoutes : words.review.addNow}
            </Checkbox>
          </SpaceBetween>
        )}
        {refused !== null && <Refused error={refused} />}
        <Button variant="primary" loading={busy} disabled={!canAccept && !ticked} onClick={() => void go()}>
          {canAccept ? (ticked && destinations.length > 0 ? words.review.acceptAndRoute : words.review.acceptOnly) : words.common.ok}
        </Button>
      </SpaceBetween>
    </Container>
  );
}
