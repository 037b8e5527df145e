import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { answerPeering, type Peering } from '../../api/peering.ts';
import { useAct } from '../../ui/act.ts';
import { Question } from '../../ui/question.tsx';
import { useWords } from '../../words/language.ts';

export type PeeringAnswer = keyof typeof answerPeering;

interface AnswerProps {
  readonly peering: Peering;
  readonly answer: PeeringAnswer;
  readonly close: () => void;
}

/** The published dialog behind Accept Request and Reject Request: Yes or No. */
export function AnswerQuestion({ peering, answer, close }: AnswerProps) {
  const words = useWords();
  const act = useAct();
  const said = { accept: words.peering.accepted, reject: words.peering.rejected }[answer](peering.name);
  const title = { accept: words.peering.acceptTitle, reject: words.peering.rejectTitle }[answer];
  const text = { accept: words.peering.acceptText, reject: words.peering.rejectText }[answer](peering.name);
  return (
    <Question
      title={title}
      yes={words.common.yes}
      no={words.common.no}
      run={() => act(() => answerPeering[answer](peering.id), said)}
      close={close}
    >
      <SpaceBetween size="s">
        <Box>{text}</Box>
        {answer === 'accept' && <Box color="text-body-secondary">{words.peering.neverUnknown}</Box>}
      </SpaceBetween>
    </Question>
  );
}
