import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { mends, type Fix } from '../../api/mend.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import type { Words } from '../../words/en.ts';

const field = (fix: Fix, name: string): string => (typeof fix[name] === 'string' ? fix[name] : '');

const directionOf = (fix: Fix): 'ingress' | 'egress' => (field(fix, 'direction') === 'egress' ? 'egress' : 'ingress');

/** What the button of a fix says. */
const saying: Readonly<Record<string, (fix: Fix, words: Words) => string>> = {
  'create-route': (fix, words) => `${words.reach.mend.route}: ${field(fix, 'destination')}`,
  'associate-subnet': (_, words) => words.reach.mend.subnet,
  'create-security-group-rule': (fix, words) => `${words.reach.mend.rule}: ${field(fix, 'remote_ip_prefix') || words.common.all}`,
  'insert-acl-rule': (fix, words) =>
    `${words.reach.mend.aclRule[directionOf(fix)]}: ${field(fix, 'source')} → ${field(fix, 'destination')}`,
};

/** The button for a blocker that is ours to mend: done at once where one request does it, else the place to do it. */
export function Mend({ fix, mended }: { readonly fix: Fix; readonly mended: () => void }) {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  const [refused, setRefused] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const type = field(fix, 'type');
  const mend = mends[type];
  if (mend) {
    const go = async (): Promise<void> => {
      setBusy(true);
      const done = await act(() => mend(project.id, fix), words.reach.mend.done);
      setBusy(false);
      if (done.ok) mended();
      else setRefused(done.error);
    };
    return (
      <>
        <Button loading={busy} onClick={() => void go()}>
          {saying[type]?.(fix, words)}
        </Button>
        {refused !== null && <Refused error={refused} />}
      </>
    );
  }
  const [peering, vpc] = [field(fix, 'peering_id'), field(fix, 'vpc_id')];
  if (type === 'request-peering') return <Button onClick={() => navigate(paths.createPeering(project.id))}>{words.peering.create}</Button>;
  if (type === 'accept-peering')
    return <Button onClick={() => navigate(paths.reviewPeering(project.id, peering))}>{words.peering.review}</Button>;
  if (peering !== '') return <Button onClick={() => navigate(paths.peering(project.id, peering))}>{words.reach.mend.peering}</Button>;
  if (vpc !== '') return <Button onClick={() => navigate(paths.vpc(project.id, vpc))}>{words.reach.mend.vpc}</Button>;
  return null;
}
