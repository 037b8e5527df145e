import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deletePeering, ownSides, seenBy, type Peering } from '../../api/peering.ts';
import { listRoutes } from '../../api/route.ts';
import { useAct, type Acted } from '../../ui/act.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { WhatIf } from '../../ui/what-if.tsx';
import { useWords } from '../../words/language.ts';

interface DeleteProps {
  readonly peering: Peering;
  readonly close: () => void;
  readonly deleted?: () => void;
}

/** Names every route that goes with the connection, and asks for its name: the other side loses it too. */
export function DeletePeering({ peering, close, deleted }: DeleteProps) {
  const words = useWords();
  const { project } = useSession();
  const act = useAct();
  const [typed, setTyped] = useState('');
  const { local, peer } = seenBy(project.id, peering);
  const bothMine = ownSides(peering, project.id).length === 2;
  const localRoutes = useQuery(listRoutes(project.id, local.vpc_id));
  const peerRoutes = useQuery({ ...listRoutes(project.id, peer.vpc_id), enabled: bothMine });
  const routes = [...(localRoutes.data ?? []), ...(peerRoutes.data ?? [])].filter(({ nexthop }) => nexthop === peering.id);
  const run = async (): Promise<Acted<unknown>> => {
    const done = await act(() => deletePeering(peering.id), words.peering.deleted(peering.name));
    if (done.ok) deleted?.();
    return done;
  };
  const confirm = words.peering.deleteType(peering.name);
  return (
    <Question
      title={words.peering.deleteTitle(peering.name)}
      yes={words.common.delete}
      no={words.common.cancel}
      disabled={typed === peering.name && !localRoutes.isPending ? undefined : confirm}
      run={run}
      close={close}
    >
      <SpaceBetween size="s">
        <Box>{words.peering.deleteText}</Box>
        {routes.length === 0 ? (
          <Box color="text-body-secondary">{words.peering.deleteNoRoutes}</Box>
        ) : (
          <ul className="plain-list">
            {routes.map(({ id, destination }) => (
              <li key={id}>
                <b>{destination}</b> → {peering.name}
              </li>
            ))}
          </ul>
        )}
        {!bothMine && <Box color="text-body-secondary">{words.peering.deletePeerRoutes}</Box>}
        {peering.status === 'ACTIVE' && <WhatIf changes={[{ type: 'delete-peering', peering_id: peering.id }]} />}
        <FormField label={confirm}>
          <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} autoComplete={false} />
        </FormField>
      </SpaceBetween>
    </Question>
  );
}
