import { rulesetOf } from './filters.ts';
import { protocol } from './names.ts';
import { defaultMetric, tableMain, type Route } from './objects.ts';
import { netnsPath } from './paths.ts';
import type { Step, StepKind, StepOf } from './plan.ts';

type Lines = { readonly [Kind in StepKind]: (step: StepOf<Kind>) => readonly string[] };

const within = (netns: string, ...words: readonly string[]): string => ['nsenter', `--net=${netnsPath(netns)}`, ...words].join(' ');
const quoted = (text: string): string => (/^[\w./:-]+$/.test(text) ? text : `'${text}'`);

function routeWords(route: Route, verb: 'replace' | 'del'): string[] {
  const { family, table, destination, metric, type, via, dev, src } = route;
  const words = ['ip', ...(family === 6 ? ['-6'] : []), 'route', verb, ...(type === 'unreachable' ? ['unreachable'] : []), destination];
  if (via !== null && verb === 'replace') words.push('via', via);
  if (dev !== null && verb === 'replace') words.push('dev', dev);
  if (via !== null && dev !== null && family === 4 && table !== tableMain && verb === 'replace') words.push('onlink');
  if (src !== null && verb === 'replace') words.push('src', src);
  if (table !== tableMain) words.push('table', String(table));
  if (metric !== defaultMetric[family]) words.push('metric', String(metric));
  return [...words, 'proto', String(protocol)];
}

/** Each step as what a person would type for it. */
const lines: Lines = {
  'make-netns': ({ netns }) => [`ip netns add ${netns}`],
  'set-sysctl': ({ netns, key, value }) => [within(netns, 'sysctl', '-qw', `${key}=${value}`)],
  'load-filters': ({ netns, filters }) => [
    `${within(netns, 'nft', '-f', '-')} <<'EOF'`,
    ...rulesetOf(filters, 0)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('  comment ')),
    'EOF',
  ],
  'add-veth': ({
    wire: {
      ends: [near, far],
    },
  }) => [
    within(
      near.netns,
      ...['ip', 'link', 'add', near.link.dev, 'address', near.link.mac, 'type', 'veth'],
      ...['peer', 'name', far.link.dev, 'address', far.link.mac, 'netns', far.netns],
    ),
  ],
  'set-link': ({ netns, link: { dev, mac, alias } }) => [
    within(
      netns,
      ...['ip', 'link', 'set', 'dev', dev, 'up'],
      ...(mac === null ? [] : ['address', mac]),
      ...(alias === null ? [] : ['alias', quoted(alias)]),
    ),
  ],
  'down-link': ({ netns, dev }) => [within(netns, 'ip', 'link', 'set', 'dev', dev, 'down')],
  'delete-link': ({ netns, dev }) => [within(netns, 'ip', 'link', 'del', 'dev', dev)],
  'add-address': ({ netns, address: { dev, family, address, length } }) => [
    within(netns, 'ip', 'address', 'add', `${address}/${length}`, 'dev', dev, 'noprefixroute', ...(family === 6 ? ['nodad'] : [])),
  ],
  'delete-address': ({ netns, address: { dev, address, length } }) => [
    within(netns, 'ip', 'address', 'del', `${address}/${length}`, 'dev', dev),
  ],
  'set-neighbour': ({ netns, neighbour: { dev, address, mac } }) => [
    within(netns, 'ip', 'neigh', 'replace', address, 'lladdr', mac, 'dev', dev, 'nud', 'permanent', 'proto', String(protocol)),
  ],
  'delete-neighbour': ({ netns, neighbour: { dev, address } }) => [within(netns, 'ip', 'neigh', 'del', address, 'dev', dev)],
  'set-route': ({ netns, route }) => [within(netns, ...routeWords(route, 'replace'))],
  'delete-route': ({ netns, route }) => [within(netns, ...routeWords(route, 'del'))],
  'add-rule': (step) => [ruleLine(step, 'add')],
  'delete-rule': (step) => [ruleLine(step, 'del')],
};

const ruleLine = ({ netns, rule: { family, pref, from, table } }: StepOf<'add-rule' | 'delete-rule'>, verb: 'add' | 'del'): string =>
  within(
    netns,
    ...['ip', ...(family === 6 ? ['-6'] : []), 'rule', verb, 'pref', String(pref), 'from', from],
    ...['lookup', String(table), 'protocol', String(protocol)],
  );

/** A plan as the `ip` and `nft` lines that a person would type for it. */
export const printPlan = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap((step) => (lines[step.kind] as (step: Step) => readonly string[])(step));
