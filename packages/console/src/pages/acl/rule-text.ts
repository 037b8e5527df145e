import type { AclRule } from '../../api/acl.ts';
import { useWordsOf } from '../../words/language.ts';
import { aclWords } from './words.ts';

/** A rule in short: `Deny TCP 10.0.0.0/8 → All : 22`. */
export function useRuleText(): (rule: AclRule) => string {
  const say = useWordsOf(aclWords);
  return ({ action, protocol, source_ip_address, destination_ip_address, destination_port }) =>
    [
      action === 'allow' ? say.allow : say.deny,
      protocol === 'any' ? say.any : protocol.toUpperCase(),
      source_ip_address ?? say.any,
      '→',
      destination_ip_address ?? say.any,
      ...(destination_port === null ? [] : [':', destination_port]),
    ].join(' ');
}
