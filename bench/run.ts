import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchOptions, Part } from './part.ts';
import { has, load, machine, store, textOf, type Finding } from './report.ts';

/** Loaded when its turn comes: a part that needs the kernel is not even read without root. */
const parts: Readonly<Record<string, () => Promise<{ readonly part: Part }>>> = {
  analyzer: () => import('./parts/analyzer.ts'),
  api: () => import('./parts/api.ts'),
  console: () => import('./parts/console.ts'),
  path: () => import('./parts/path.ts'),
  programming: () => import('./parts/programming.ts'),
  packets: () => import('./parts/packets.ts'),
};

const usage = `npm run bench -- [options]
  --only <parts>       ${Object.keys(parts).join(', ')}; all of them otherwise
  --vpcs <sizes>       worlds of so many VPCs (10,100,1000)
  --peerings <sizes>   ledgers of so many peerings (1000,100000)
  --database-url <url> a PostgreSQL of its own, beside the embedded database
  --dry                print and store nothing`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(parts).join(',') },
    vpcs: { type: 'string', default: '10,100,1000' },
    peerings: { type: 'string', default: '1000,100000' },
    'database-url': { type: 'string' },
    dry: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const numbers = (text: string): number[] => text.split(',').map(Number);
const options: BenchOptions = {
  vpcs: numbers(values.vpcs),
  peerings: numbers(values.peerings),
  databaseUrl: values['database-url'] ?? null,
};
const names = values.only.split(',');
const wrong = names.filter((name) => !Object.hasOwn(parts, name));
if (wrong.length > 0 || [...options.vpcs, ...options.peerings].some((size) => !Number.isInteger(size) || size < 2)) {
  console.error(usage);
  process.exit(2);
}

const kernel = process.getuid?.() === 0 && has('ip') && has('nft') && has('ping');
console.log(`${machine.cores} cores, Linux ${machine.kernel}, Node ${machine.node}`);
const findings: Finding[] = [];
for (const name of names) {
  const { part } = await parts[name]!();
  if (part.needsKernel && !kernel) {
    console.log(`\n${part.title}: left out; it needs root, ip, nft and ping`);
    continue;
  }
  const before = load();
  const figures = await part.run(options, (line) => process.stderr.write(`  ${name}: ${line}\n`));
  const finding: Finding = { title: part.title, method: part.method, figures, load: [before, load()] };
  console.log(textOf(finding));
  findings.push(finding);
}
if (!values.dry && findings.length > 0) console.log(`\nwritten to ${store(findings, join(import.meta.dirname, 'results'))}`);
