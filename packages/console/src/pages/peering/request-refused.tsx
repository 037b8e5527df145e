import Alert from '@cloudscape-design/components/alert';
import { Refusal } from '../../api/refusal.ts';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';

/** The one answer that the wire gives to a wrong peer VPC, a wrong peer project, and a VPC of another region. */
const peerUnknown = /Accept VPC id or tenant id is incorrect/;

/** The published error words for a peer that is not known, with where to look; the service's own words for the rest. */
export function RequestRefused({ error }: { readonly error: unknown }) {
  const words = useWords();
  const { project } = useSession();
  if (error instanceof Refusal && peerUnknown.test(error.message))
    return (
      <Alert type="error" header={words.peering.invalidIds}>
        {words.peering.invalidIdsFix(project.region)}
      </Alert>
    );
  if (error instanceof Refusal && error.status === 409 && error.code === 'Conflict')
    return (
      <Alert type="error" header={words.peering.pairTaken}>
        {error.message}
      </Alert>
    );
  return <Refused error={error} />;
}
