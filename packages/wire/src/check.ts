import { err, ok, type Problem, type ResourceKind, type Result } from '@isthmus/core';
import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { mentioned } from './ignored.ts';

/** One finding of the schema checker, as far as we read it. */
interface Finding {
  readonly keyword: string;
  readonly schemaPath: string;
  readonly instancePath: string;
  readonly params: object;
}

type Node = Readonly<Record<string, unknown>>;
interface Refusal {
  readonly reason: string;
  readonly fix: string;
}

/** Checks values against one schema, compiled at first use. What the schema does not mention is left out; the problem names the first field that is wrong. */
export class Check<Schema extends TSchema> {
  readonly #schema: Schema;
  readonly #resource: ResourceKind | undefined;
  #compiled: Validator | undefined;

  /** `resource` is what the problem will be said to be about. */
  constructor(schema: Schema, resource?: ResourceKind) {
    this.#schema = schema;
    this.#resource = resource;
  }

  check(value: unknown): Result<Static<Schema>, Problem> {
    const compiled = (this.#compiled ??= Compile(this.#schema) as unknown as Validator);
    if (compiled.Check(value)) {
      const broken = illFormed(value);
      return broken === null ? ok(mentioned(this.#schema, value) as Static<Schema>) : err(this.#unreadable(broken));
    }
    return err(this.#problem(value, compiled.Errors(value) as readonly Finding[]));
  }

  #unreadable(path: readonly string[]): Problem {
    const field = path.map((part) => part.slice(0, 64).toWellFormed()).join('.');
    const about = this.#resource === undefined ? {} : { resource: this.#resource };
    return {
      kind: 'invalid-field',
      nature: 'shape',
      ...about,
      field,
      reason: 'contains half a surrogate pair',
      fix: 'send whole characters',
    };
  }

  #problem(value: unknown, findings: readonly Finding[]): Problem {
    const finding = mostTelling(findings);
    const { keyword, instancePath } = finding;
    const missing =
      keyword === 'required' ? (finding.params as { requiredProperties: readonly string[] }).requiredProperties[0] : undefined;
    const path = [...instancePath.split('/').slice(1).map(unescape), ...(missing === undefined ? [] : [missing])];
    if (path.length === 0) return { kind: 'malformed-body', reason: 'the body must be a JSON object' };
    const schema = nodeAt(this.#schema as Node, finding.schemaPath);
    const subject = missing === undefined ? schema : ((schema['properties'] as Node | undefined)?.[missing] as Node | undefined);
    return {
      kind: 'invalid-field',
      nature: 'shape',
      ...(this.#resource === undefined ? {} : { resource: this.#resource }),
      field: path.map((part) => part.slice(0, 64).toWellFormed()).join('.'),
      ...refusalOf(keyword, subject ?? {}, valueAt(value, instancePath)),
    };
  }
}

/**
 * The path of the first text that is no Unicode, or null. Not recursive: what a schema does not know is not limited in
 * depth, and a body of a hundred thousand brackets must not end the process.
 */
function illFormed(value: unknown): readonly string[] | null {
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: inner, path } = next;
    if (typeof inner === 'string' && !inner.isWellFormed()) return path;
    // Deeper than any schema of ours reaches, and so read by nobody.
    if (typeof inner !== 'object' || inner === null || path.length > 12) continue;
    for (const [name, child] of Object.entries(inner)) open.push({ value: child, path: [...path, name] });
  }
  return null;
}

/** A union reports every branch it tried before it reports itself; only itself is of use to a reader. */
function mostTelling(findings: readonly Finding[]): Finding {
  const union = findings.find(({ keyword }) => keyword === 'anyOf');
  const first = findings[0];
  if (first === undefined) throw new Error('the checker refused a value and found nothing');
  return union !== undefined && first.schemaPath.startsWith(`${union.schemaPath}/`) ? union : first;
}

function refusalOf(keyword: string, schema: Node, value: unknown): Refusal {
  const wanted = typeof schema['description'] === 'string' ? schema['description'] : wantedType(schema);
  const longest = schema['maxLength'];
  if (typeof value === 'string' && typeof longest === 'number' && keyword !== 'required') {
    if (value.length > 2 * longest || [...value].length > longest)
      return { reason: `is longer than ${longest} characters`, fix: `use ${wanted}` };
    if (value === '' && keyword !== 'type') return { reason: 'is empty', fix: `use ${wanted}` };
  }
  return { reason: reasons[keyword] ?? 'is not what is wanted here', fix: keyword === 'boolean' ? 'leave it out' : `use ${wanted}` };
}

const reasons: Readonly<Record<string, string>> = {
  required: 'is required',
  type: 'has the wrong type',
  pattern: 'contains characters that are not allowed',
  minimum: 'is too small',
  maximum: 'is too large',
  minItems: 'has too few entries',
  maxItems: 'has too many entries',
  minProperties: 'is empty',
  enum: 'is not one of the known words',
  const: 'is not the known word',
  boolean: 'is not a field that can be set here',
};

function wantedType(schema: Node): string {
  if (Array.isArray(schema['enum'])) return `one of ${schema['enum'].join(', ')}`;
  if (Array.isArray(schema['anyOf'])) return (schema['anyOf'] as Node[]).map(wantedType).join(' or ');
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  return wantedTypes[String(schema['type'])] ?? 'another value';
}

const wantedTypes: Readonly<Record<string, string>> = {
  object: 'a JSON object',
  array: 'an array',
  string: 'a text',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

const unescape = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

function nodeAt(schema: Node, schemaPath: string): Node {
  let node: unknown = schema;
  for (const part of schemaPath.split('/').slice(1)) node = (node as Node | undefined)?.[unescape(part)];
  return typeof node === 'object' && node !== null ? (node as Node) : {};
}

function valueAt(value: unknown, instancePath: string): unknown {
  let found: unknown = value;
  for (const part of instancePath.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, unescape(part))) return undefined;
    found = (found as Node)[unescape(part)];
  }
  return found;
}
