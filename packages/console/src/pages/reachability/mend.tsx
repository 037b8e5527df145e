import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Blocker } from '../../api/reachability.ts';
import { createRoute } from '../../api/route.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';

/** The button for a blocker that is ours to mend: done at once where one request does it, else the place to do it. */
export function Mend({ blocker, mended }: { readonly blocker: Blocker; readonly mended: () => void }) {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  const [refused, setRefused] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { fix } = blocker;
  if (!fix) return null;
  const field = (name: string): string => (typeof fix[name] === 'string' ? fix[name] : '');
  const peering = field('peering_id');
  if (fix.type === 'create-route')
    return (
      <>
        <Button
          loading={busy}
          onClick={async () => {
            setBusy(true);
            const route = { vpc_id: field('vpc_id'), destination: field('destination'), nexthop: peering };
            const done = await act(() => createRoute(route), words.peering.routesAdded);
            setBusy(false);
            if (done.ok) mended();
            else setRefused(done.error);
          }}
        >
          {words.reach.mend.route}: {field('destination')}
        </Button>
        {refused !== null && <Refused error={refused} />}
      </>
    );
  if (fix.type === 'accept-peering')
    return <Button onClick={() => navigate(paths.reviewPeering(project.id, peering))}>{words.peering.review}</Button>;
  if (peering !== '') return <Button onClick={() => navigate(paths.peering(project.id, peering))}>{words.reach.mend.peering}</Button>;
  if (field('vpc_id') !== '')
    return <Button onClick={() => navigate(paths.vpc(project.id, field('vpc_id')))}>{words.reach.mend.group}</Button>;
  return null;
}
