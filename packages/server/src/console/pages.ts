import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Asset } from './assets.ts';

/**
 * Nothing inline, nothing from elsewhere, no frame around us. Fonts are data inside the style sheet, which is why
 * `font-src` alone names `data:`.
 */
const policy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The built console under `/console/`. Every address without a file of its own is a page of the application. */
export function mountPages(app: FastifyInstance, assets: ReadonlyMap<string, Asset>): void {
  app.get('/console', (_request, reply) => reply.redirect('/console/', 308));
  app.get('/console/*', (request: FastifyRequest<{ Params: { '*': string } }>, reply) => {
    const path = request.params['*'];
    const asset = assets.get(path);
    if (asset && path !== 'index.html') return send(request, reply, asset);
    const page = assets.get('index.html');
    if (path.startsWith('assets/')) return reply.code(404).headers(headers).type('text/plain').send('There is no such file.\n');
    if (!page)
      return reply.code(503).headers(headers).type('text/plain').send('The console is not built: npm run build -w packages/console\n');
    return send(request, reply, page);
  });
}

function send(request: FastifyRequest, reply: FastifyReply, asset: Asset): FastifyReply {
  reply.headers(headers).header('ETag', asset.etag).header('Vary', 'Accept-Encoding');
  reply.header('Cache-Control', asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
  reply.type(asset.type);
  if (asset.gzip && /\bgzip\b/.test(request.headers['accept-encoding'] ?? ''))
    return reply.header('Content-Encoding', 'gzip').send(asset.gzip);
  return reply.send(asset.body);
}
