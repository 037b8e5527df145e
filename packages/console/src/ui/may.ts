import { access, type OperationName } from '@isthmus/core';
import { useWords } from '../words/language.ts';
import { useSession } from './session-context.ts';

/** Why the person may not carry out an operation, as a sentence, or undefined: core's access table decides, we only word it. */
export function useMay(): (operation: OperationName) => string | undefined {
  const words = useWords();
  const { session } = useSession();
  return (operation) => {
    const roles: readonly string[] = access[operation].roles;
    return session.user.roles.some((role) => roles.includes(role)) ? undefined : words.common.roleMayNot(session.user.roles.join(', '));
  };
}
