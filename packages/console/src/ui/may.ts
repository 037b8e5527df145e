import { access, type OperationName } from '@isthmus/core';
import type { Session } from '../api/session.ts';
import { useWords } from '../words/language.ts';
import { useSession } from './session-context.ts';

/** Whether a role of the person is one that the operation is for. */
export function mayDo({ user }: Session, operation: OperationName): boolean {
  const roles: readonly string[] = access[operation].roles;
  return user.roles.some((role) => roles.includes(role));
}

/** Why the person may not carry out an operation, as a sentence, or undefined: core's access table decides, we only word it. */
export function useMay(): (operation: OperationName) => string | undefined {
  const words = useWords();
  const { session } = useSession();
  return (operation) => (mayDo(session, operation) ? undefined : words.common.roleMayNot(session.user.roles.join(', ')));
}
