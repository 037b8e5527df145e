import type { ListedAcl } from '../../api/acl.ts';
import { useWordsOf } from '../../words/language.ts';
import { aclWords } from './words.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

export function AclStatusText({ status }: { readonly status: ListedAcl['status'] }) {
  const say = useWordsOf(aclWords);
  return <StatusMark type={status === 'ACTIVE' ? 'success' : 'stopped'}>{say.status[status]}</StatusMark>;
}
