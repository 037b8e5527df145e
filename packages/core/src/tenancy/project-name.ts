import type { Region } from '../id.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';

/** A sub-project is named `<region>_<name>`, at most 64 letters, digits, `-` and `_`. */
export function checkProjectName(name: string, region: Region): Result<void, Problem> {
  if (name.startsWith(`${region}_`) && name.length > region.length + 1 && /^[A-Za-z0-9_-]{1,64}$/.test(name)) return ok(undefined);
  return err({
    kind: 'invalid-field',
    resource: 'project',
    field: 'project.name',
    reason: 'is not a name of a project in this region',
    fix: `use a name such as ${region}_staging: at most 64 letters, digits, "-" and "_"`,
  });
}
