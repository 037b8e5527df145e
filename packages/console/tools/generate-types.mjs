// Writes src/api/generated/paths.ts: the TypeScript types of every endpoint, from the service's own OpenAPI documents,
// in the shape that openapi-fetch reads.
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dialects, openapi } from '../../wire/src/index.ts';

const target = fileURLToPath(new URL('../src/api/generated/paths.ts', import.meta.url));
const quoted = (name) => (/^([A-Za-z_$][\w$]*|[1-9]\d*)$/.test(name) ? name : JSON.stringify(name));

/** A JSON schema as a TypeScript type. What it cannot say (patterns, lengths) stays with the service. */
function typeOf(schema) {
  if (schema === undefined || schema === true) return 'unknown';
  if (schema.$ref) return quotedRef(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ') || 'never';
  for (const union of ['anyOf', 'oneOf']) if (schema[union]) return `(${[...new Set(schema[union].map(typeOf))].join(' | ')})`;
  if (schema.allOf) return `(${schema.allOf.map(typeOf).join(' & ')})`;
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  return kinds[schema.type]?.(schema) ?? 'unknown';
}

const kinds = {
  string: () => 'string',
  number: () => 'number',
  integer: () => 'number',
  boolean: () => 'boolean',
  null: () => 'null',
  array: (schema) => `(${typeOf(schema.items)})[]`,
  object: objectOf,
};

function objectOf({ properties = {}, required = [], additionalProperties }) {
  const fields = Object.entries(properties).map(
    ([name, field]) => `${quoted(name)}${required.includes(name) ? '' : '?'}: ${typeOf(field)};`,
  );
  if (typeof additionalProperties === 'object') fields.push(`[key: string]: ${typeOf(additionalProperties)};`);
  return fields.length === 0 ? 'Record<string, unknown>' : `{ ${fields.join(' ')} }`;
}

/** Two dialects call different things by one name, so each document's schemas stand apart. */
let dialect = '';
const quotedRef = (ref) => `Schemas[${JSON.stringify(`${dialect} ${ref.split('/').at(-1)}`)}]`;

function parametersOf(parameters, place) {
  const own = parameters.filter((parameter) => parameter.in === place);
  if (own.length === 0) return `${place}?: never;`;
  const optional = place !== 'path' && own.every(({ required }) => !required) ? '?' : '';
  return `${place}${optional}: { ${own.map(({ name, required, schema }) => `${quoted(name)}${required ? '' : '?'}: ${typeOf(schema)};`).join(' ')} };`;
}

function methodOf(operation) {
  const parameters = operation.parameters ?? [];
  const body = operation.requestBody?.content?.['application/json']?.schema;
  const responses = Object.entries(operation.responses ?? {}).map(([status, { content = {} }]) => {
    const [type, media] = Object.entries(content)[0] ?? [];
    return `${quoted(status)}: { headers: { [name: string]: unknown }; content${type ? `: { ${JSON.stringify(type)}: ${typeOf(media.schema)} }` : '?: never'} };`;
  });
  const requestBody = body === undefined ? 'requestBody?: never;' : `requestBody: { content: { 'application/json': ${typeOf(body)} } };`;
  const places = ['path', 'query', 'header', 'cookie'].map((place) => parametersOf(parameters, place)).join(' ');
  return `{ parameters: { ${places} }; ${requestBody} responses: { ${responses.join(' ')} } }`;
}

const paths = [];
const schemas = [];
for (dialect of dialects) {
  const document = openapi(dialect);
  for (const [path, item] of Object.entries(document.paths)) {
    const methods = ['get', 'post', 'put', 'patch', 'delete'].filter((method) => item[method]);
    const parameters = (method) => [...(item.parameters ?? []), ...(item[method].parameters ?? [])];
    const types = methods.map((method) => `    ${method}: ${methodOf({ ...item[method], parameters: parameters(method) })};`);
    paths.push(`  ${JSON.stringify(path)}: {\n${types.join('\n')}\n  };`);
  }
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
    schemas.push(`  ${JSON.stringify(`${dialect} ${name}`)}: ${typeOf(schema)};`);
}
const text = `// Generated from the OpenAPI documents of the service. Not kept in git.
export interface paths {
${paths.join('\n')}
}
interface Schemas {
${schemas.join('\n')}
}
`;
mkdirSync(new URL('.', `file://${target}`), { recursive: true });
if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
