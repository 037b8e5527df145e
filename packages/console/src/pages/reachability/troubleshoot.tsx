import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { allInstances } from '../../api/instance.ts';
import { previewPeering } from '../../api/preview.ts';
import { askReachability, type Question } from '../../api/reachability.ts';
import { isMissing } from '../../api/refusal.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import { RealPing } from '../instance/real-ping.tsx';
import { Answer } from './answer.tsx';
import { AskForm } from './ask-form.tsx';

/** From any instance of ours to any address: the proof, and a real packet beside it. */
export default function Troubleshoot() {
  const words = useWords();
  const { project } = useSession();
  const instances = useQuery(allInstances(project.id));
  const [peering] = useState(() => new URLSearchParams(location.search).get('peering'));
  const preview = useQuery({ ...previewPeering(project.id, peering ?? ''), enabled: peering !== null });
  const ranges = preview.data?.theirs.ranges ?? [];
  const [asked, setAsked] = useState<Question | null>(null);
  const answer = useMutation({ mutationFn: (question: Question) => askReachability(project.id, question) });
  const ask = (question: Question): void => {
    setAsked(question);
    answer.mutate(question);
  };
  const source = instances.data?.find(({ id }) => id === asked?.instanceId);
  return (
    <Page title={words.reach.title} description={words.reach.lead}>
      <SpaceBetween size="l">
        {instances.data?.length === 0 && <Empty title={words.instance.emptyTitle} text={words.instance.empty} />}
        {instances.isError && <Refused error={instances.error} retry={() => void instances.refetch()} />}
        {instances.data && instances.data.length > 0 && (
          <AskForm instances={instances.data} busy={answer.isPending} ask={ask} ranges={ranges} />
        )}
        {answer.isError && (isMissing(answer.error) ? <Empty title={words.common.notYet} text="" /> : <Refused error={answer.error} />)}
        {answer.data && asked && (
          <Answer
            answer={answer.data}
            mended={() => {
              answer.mutate(asked);
            }}
          />
        )}
        {source && asked && <RealPing key={`${source.id} ${asked.destination}`} instance={source} destination={asked.destination} />}
        {!asked && <Box color="text-body-secondary">{words.reach.waiting}</Box>}
      </SpaceBetween>
    </Page>
  );
}
