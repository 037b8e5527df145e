import { dialects, openapi, type Dialect } from '@isthmus/wire';
import type { FastifyInstance } from 'fastify';
import { escapeHtml, sendHtml } from './html.ts';
import { replyOf, send } from './reply.ts';

interface Described {
  readonly summary?: string;
  readonly description?: string;
}
interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete'];

/** `/openapi/{dialect}.json` for programs and `/docs` for people, both from the rows. Made once: rows do not change. */
export function mountDocuments(app: FastifyInstance): void {
  const documents = new Map<string, string>(dialects.map((dialect) => [dialect, JSON.stringify(openapi(dialect))]));
  const page = pageOf(dialects.map((dialect) => [dialect, openapi(dialect) as unknown as Document]));
  app.get('/openapi/:file', (request, reply) => {
    const { file } = request.params as { file: string };
    const body = file.endsWith('.json') ? documents.get(file.slice(0, -'.json'.length)) : undefined;
    if (body === undefined)
      return send(reply, replyOf({ kind: 'no-such-endpoint', method: 'GET', path: `/openapi/${file}` }, 'native', request.id));
    return send(reply, { status: 200, headers: { 'Content-Type': 'application/json' }, body });
  });
  app.get('/docs', (_request, reply) => sendHtml(reply, page));
  app.get('/docs/style.css', (_request, reply) =>
    send(reply, { status: 200, headers: { 'Content-Type': 'text/css; charset=utf-8' }, body: style }),
  );
}

function pageOf(documents: readonly (readonly [Dialect, Document])[]): string {
  const index = documents
    .map(
      ([dialect, { info }]) =>
        `<li><a href="#${dialect}">${escapeHtml(info.title)}</a> · <a href="/openapi/${dialect}.json">OpenAPI</a></li>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Isthmus API</title>
<link rel="stylesheet" href="/docs/style.css"></head><body><main><h1>Isthmus API</h1><ul>${index}</ul>
${documents.map(([dialect, document]) => sectionOf(dialect, document)).join('\n')}</main></body></html>`;
}

function sectionOf(dialect: Dialect, { info, paths }: Document): string {
  const rows = Object.entries(paths).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method] !== undefined)
      .map((method) => {
        const row = item[method];
        return `<tr><td><b>${method.toUpperCase()}</b></td><td><code>${escapeHtml(path)}</code></td><td>${escapeHtml(row?.summary ?? '')}</td></tr>`;
      }),
  );
  const head = '<thead><tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">What it does</th></tr></thead>';
  return `<section id="${dialect}"><h2>${escapeHtml(info.title)}</h2><p>${escapeHtml(info.description ?? '')}</p>
<table>${head}<tbody>${rows.join('')}</tbody></table></section>`;
}

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
main{max-width:72rem;margin:0 auto;padding:1rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #8886;vertical-align:top}
code{overflow-wrap:anywhere}
`;
