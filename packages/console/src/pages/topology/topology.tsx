import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PeeringStatus } from '@isthmus/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { around, graphOf, showTopology } from '../../api/topology.ts';
import { paths } from '../../paths.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { PeeringHealthText, PeeringStatusText } from '../../ui/status.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';
import { healthLine } from './look.ts';

const TopologyMap = lazy(() => import('./map.tsx'));

/** More boxes than this are not readable at once: then two hops around one VPC are shown. */
const readable = 60;
/** Fewer boxes than this fit into the view together. */
const roomy = 14;
const hops = 2;
const everything = '';

export default function TopologyPage() {
  const words = useWords();
  const { project } = useSession();
  const [location, navigate] = useLocation();
  const [centre, setCentre] = useState(() => new URLSearchParams(globalThis.location.search).get('around') ?? everything);
  const topology = useQuery(showTopology(project.id));
  const all = topology.data ? graphOf(topology.data, project.id) : null;
  const tooMany = (all?.vpcs.length ?? 0) > readable;
  const focus = centre !== everything ? centre : tooMany ? (all?.vpcs[0]?.id ?? everything) : everything;
  const graph = all && focus !== everything ? around(all, focus, hops) : all;
  const choices = [
    ...(tooMany ? [] : [{ value: everything, label: words.topology.everything }]),
    ...(all?.vpcs ?? []).map(({ id, own }) => ({
      value: id,
      label: words.topology.near(own?.name ?? `VPC ${id.slice(0, 8)}`),
      tags: [id],
    })),
  ];
  const choose = (id: string): void => {
    setCentre(id);
    navigate(id === everything ? location : `${location}?around=${id}`, { replace: true });
  };
  return (
    <Page title={words.topology.title} description={words.topology.lead}>
      <SpaceBetween size="l">
        {topology.isError && <Refused error={topology.error} retry={() => void topology.refetch()} />}
        {tooMany && <Alert type="info">{words.topology.tooMany(all?.vpcs.length ?? 0)}</Alert>}
        <Container
          header={
            <Header variant="h2" description={words.topology.openHint}>
              {words.topology.map}
            </Header>
          }
        >
          <SpaceBetween size="m">
            <FormField label={words.topology.focus}>
              <Select
                selectedOption={choices.find(({ value }) => value === focus) ?? null}
                options={choices}
                filteringType={choices.length > 8 ? 'auto' : 'none'}
                onChange={({ detail }) => choose(detail.selectedOption.value ?? everything)}
              />
            </FormField>
            <Legend />
            {!graph && !topology.isError && <Loading />}
            {graph?.vpcs.length === 0 && <Empty title={words.topology.empty} text="" />}
            {graph && graph.vpcs.length > 0 && (
              <Suspense fallback={<Loading />}>
                <TopologyMap graph={graph} centre={focus !== everything && graph.vpcs.length > roomy ? focus : null} />
              </Suspense>
            )}
          </SpaceBetween>
        </Container>
        <SmallTable
          title={words.vpc.peerings}
          items={graph?.peerings.slice(0, 100)}
          empty={<Empty title={words.peering.emptyTitle} text="" />}
          columns={[
            {
              id: 'name',
              header: words.common.name,
              isRowHeader: true,
              cell: ({ id, name }) => <To path={paths.peering(project.id, id)}>{name}</To>,
            },
            { id: 'status', header: words.common.status, cell: ({ status }) => <PeeringStatusText status={status as PeeringStatus} /> },
            {
              id: 'health',
              header: words.peering.healthTitle,
              cell: ({ health }) => <PeeringHealthText health={health} />,
            },
          ]}
        />
      </SpaceBetween>
    </Page>
  );
}

/** Whose a box is, and how a line fares: each by form as well as by colour. */
function Legend() {
  const words = useWords();
  const lines = (['working', 'one-way', 'no-routes', 'waiting-on-them', 'blocked'] as const).map(
    (health) => [health, healthLine[health]] as const,
  );
  return (
    <div className="legend" aria-label={words.topology.legend} role="group">
      <span>
        <i className="legend-box legend-mine" /> {words.topology.mine}
      </span>
      <span>
        <i className="legend-box legend-theirs" /> {words.topology.theirs}
      </span>
      {lines.map(([health, { tone, dashes, mark }]) => (
        <span key={health}>
          <svg width="34" height="12" aria-hidden="true">
            <path className={`line line-${tone}`} d="M1 6H33" strokeDasharray={dashes} />
          </svg>{' '}
          {mark} {words.peering.health[health]}
        </span>
      ))}
    </div>
  );
}
