import type { Family } from '@isthmus/core';
import { rulesetOf } from './filters.ts';
import { protocol } from './names.ts';
import { defaultMetric, tableMain, type Route, type Rule } from './objects.ts';
import { netnsPath } from './paths.ts';
import { sysctlsAtBirth } from './sysctls.ts';
import type { Step, StepKind, StepOf } from './plan.ts';

type Lines = { readonly [Kind in StepKind]: (step: StepOf<Kind>) => readonly string[] };

/** Text for people; nothing is ever started from it. */
const within = (netns: string, line: string): string => `nsenter --net=${netnsPath(netns)} ${line}`;

const sysctlLine = (netns: string, key: string, value: string | number): string => within(netns, `sysctl -qw ${key}=${value}`);

const ip = (family: Family): string => (family === 6 ? 'ip -6' : 'ip');
const words = (...parts: readonly (string | false)[]): string => parts.filter((part) => part !== false).join(' ');

/** What tells a route from its neighbours: enough to take it away. */
const routePlace = ({ family, table, metric }: Route): string =>
  words(table !== tableMain && `table ${table}`, metric !== defaultMetric[family] && `metric ${metric}`, `proto ${protocol}`);

const routeTypeWord = ({ type }: Route): string | false => type !== 'unicast' && type;

const setRoute = (route: Route): string => {
  const { family, table, destination, via, dev, src } = route;
  const onlink = via !== null && family === 4 && table !== tableMain;
  return words(
    `${ip(family)} route replace`,
    routeTypeWord(route),
    destination,
    via !== null && `via ${via}`,
    dev !== null && `dev ${dev}`,
    onlink && 'onlink',
    src !== null && `src ${src}`,
    routePlace(route),
  );
};

const ruleWords = ({ family, pref, from, table }: Rule, verb: 'add' | 'del'): string =>
  words(`${ip(family)} rule ${verb} pref ${pref} from ${from ?? 'all'} lookup ${table}`, verb === 'add' && `protocol ${protocol}`);

/** Each step as what a person would type for it. */
const lines: Lines = {
  'make-netns': ({ netns }) => [
    `ip netns add ${netns}`,
    ...Object.entries(sysctlsAtBirth(netns)).map((setting) => sysctlLine(netns, ...setting)),
  ],
  'set-sysctl': ({ netns, key, value }) => [sysctlLine(netns, key, value)],
  'load-filters': ({ netns, filters, present }) => [
    ...Object.entries(filters?.conntrack ?? {}).map((setting) => sysctlLine(netns, ...setting)),
    within(netns, "nft -f - <<'EOF'"),
    ...rulesetOf(filters, 0, present)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('  comment ')),
    'EOF',
  ],
  'add-veth': ({ wire: { ends } }) => [
    within(
      ends[0].netns,
      `ip link add ${ends[0].link.dev} address ${ends[0].link.mac} type veth peer name ${ends[1].link.dev} address ${ends[1].link.mac} netns ${ends[1].netns}`,
    ),
  ],
  'set-link': ({ netns, link: { dev, mac, alias, settings } }) => [
    ...Object.entries(settings ?? {}).map(([name, value]) =>
      sysctlLine(netns, `net/ipv4/conf/${dev}/${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`, value),
    ),
    within(netns, words(`ip link set dev ${dev} up`, mac !== null && `address ${mac}`, alias !== null && `alias '${alias}'`)),
  ],
  'down-link': ({ netns, dev }) => [within(netns, `ip link set dev ${dev} down`)],
  'delete-link': ({ netns, dev }) => [within(netns, `ip link del dev ${dev}`)],
  'add-address': ({ netns, address: { dev, family, address, length } }) => [
    within(netns, words(`ip address add ${address}/${length} dev ${dev} noprefixroute`, family === 6 && 'nodad')),
  ],
  'delete-address': ({ netns, address: { dev, address, length } }) => [within(netns, `ip address del ${address}/${length} dev ${dev}`)],
  'set-neighbour': ({ netns, neighbour: { dev, address, mac } }) => [
    within(netns, `ip neigh replace ${address} lladdr ${mac} dev ${dev} nud permanent proto ${protocol}`),
  ],
  'delete-neighbour': ({ netns, neighbour: { dev, address } }) => [within(netns, `ip neigh del ${address} dev ${dev}`)],
  'set-route': ({ netns, route }) => [within(netns, setRoute(route))],
  'delete-route': ({ netns, route }) => [
    within(netns, words(`${ip(route.family)} route del`, routeTypeWord(route), route.destination, routePlace(route))),
  ],
  'add-rule': ({ netns, rule }) => [within(netns, ruleWords(rule, 'add'))],
  'delete-rule': ({ netns, rule }) => [within(netns, ruleWords(rule, 'del'))],
};

/** A plan as the `ip` and `nft` lines that a person would type for it. */
export const printPlan = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap((step) => (lines[step.kind] as (step: Step) => readonly string[])(step));
