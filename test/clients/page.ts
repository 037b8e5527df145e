// Writes docs/generated/clients.md from what the clients' tests ran last: `node test/clients/page.ts` after `npm test`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endpoints } from '@isthmus/wire';
import { clients, clientsPage, columnOf, type ClientName } from './column.ts';
import { ranFolder } from './recorder.ts';

/** A client that this machine could not run keeps the column that it has. */
function ranBy(client: ClientName): ReadonlySet<string> {
  const file = join(ranFolder, `${client}.json`);
  return new Set(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : columnOf(client));
}

const names = Object.keys(clients) as ClientName[];
const ran = names.map(ranBy);

const sections = [...Map.groupBy(endpoints, ({ dialect }) => dialect)].flatMap(([dialect, rows]) => {
  const keys = rows.map(({ method, path }) => `${method} ${path}`).filter((key) => ran.some((operations) => operations.has(key)));
  if (keys.length === 0) return [];
  const lines = keys.map((key) => `| \`${key}\` | ${ran.map((operations) => (operations.has(key) ? 'yes' : '')).join(' | ')} |`);
  const head = `| operation | ${names.map((name) => clients[name]).join(' | ')} |\n| --- | ${names.map(() => '---').join(' | ')} |`;
  return [`## ${dialect}\n\n${head}\n${lines.join('\n')}\n`];
});

const introduction = `# What unmodified clients ran

Written by \`test/clients/page.ts\` from what passed between the clients and a running service in \`test/clients/*.test.ts\`, and
held by those tests: "yes" is a request that the client itself made and that succeeded. Endpoints that none of them calls are left out.
Terraform and gophertelekomcloud are run by \`npm run test:terraform\` and \`npm run test:go-sdk\`.
`;

mkdirSync(dirname(clientsPage), { recursive: true });
writeFileSync(clientsPage, [introduction, ...sections].join('\n'));
