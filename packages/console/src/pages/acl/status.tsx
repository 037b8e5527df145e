import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AclSummary } from '../../api/acl.ts';
import { useWordsOf } from '../../words/language.ts';
import { aclWords } from './words.ts';

export function AclStatusText({ status }: { readonly status: AclSummary['status'] }) {
  const say = useWordsOf(aclWords);
  return <StatusIndicator type={status === 'ACTIVE' ? 'success' : 'stopped'}>{say.status[status]}</StatusIndicator>;
}
