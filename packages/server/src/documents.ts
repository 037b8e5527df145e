import { dialects, explainedProblems, openapi, type Dialect, type ExplainedProblem } from '@isthmus/wire';
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

/**
 * `/openapi/{dialect}.json` for programs and `/docs` for people, both from the rows, and under `/docs/problems` what the
 * `type` of a native refusal names. Made once: rows do not change.
 */
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
  const explained = new Map<string, string>(explainedProblems.map((problem) => [problem.kind, problemPage(problem)]));
  app.get('/docs/problems', (_request, reply) => sendHtml(reply, problemsPage));
  app.get('/docs/problems/:kind', (request, reply) => {
    const { kind } = request.params as { kind: string };
    const found = explained.get(kind);
    if (found === undefined)
      return send(reply, replyOf({ kind: 'no-such-endpoint', method: 'GET', path: `/docs/problems/${kind}` }, 'native', request.id));
    return sendHtml(reply, found);
  });
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
  const problems = '<p><a href="/docs/problems">What a refusal means</a></p>';
  const sections = documents.map(([dialect, document]) => sectionOf(dialect, document)).join('\n');
  return frame('Isthmus API', `<ul>${index}</ul>${problems}\n${sections}`);
}

const frame = (title: string, content: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/docs/style.css"></head><body><main><h1>${escapeHtml(title)}</h1>${content}</main></body></html>`;

const problemsPage = frame(
  'What a refusal means',
  `<p><a href="/docs">Isthmus API</a></p><ul>${explainedProblems
    .map(({ kind, example }) => `<li><a href="/docs/problems/${kind}"><code>${kind}</code></a> ${escapeHtml(example)}</li>`)
    .join('')}</ul>`,
);

function problemPage({ kind, example, fix, answers }: ExplainedProblem): string {
  const rows = answers.map(
    ({ dialect, status, body }) => `<tr><td>${dialect}</td><td><b>${status}</b></td><td><code>${escapeHtml(body)}</code></td></tr>`,
  );
  const head = '<thead><tr><th scope="col">Dialect</th><th scope="col">Status</th><th scope="col">Body</th></tr></thead>';
  const mend = fix === null ? '' : `<p>What mends it: ${escapeHtml(fix)}.</p>`;
  return frame(
    kind,
    `<p><a href="/docs/problems">What a refusal means</a></p><p>For example: ${escapeHtml(example)}</p>${mend}
<p>Each dialect says this example in its own words:</p><table>${head}<tbody>${rows.join('')}</tbody></table>`,
  );
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
