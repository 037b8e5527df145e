/** One rule broken on purpose, and the tests that must notice. */
export interface Mutant {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly text: string;
  readonly replacement: string;
  /** What is no longer true. */
  readonly fact: string;
  /** Test files; one of them must go red. */
  readonly tests: readonly string[];
}

const walk = 'packages/core/src/reachability';
const differential = ['test/reachability/sim.test.ts'];
const sim = 'packages/drivers/src/sim/walk.ts';
const linux = 'packages/drivers/src/linux/desired.ts';
const linuxTests = ['packages/drivers/test/linux/desired.test.ts', 'packages/drivers/test/linux/isolation.test.ts'];
const lifecycle = 'packages/core/src/peering/lifecycle.ts';
const lifecycleTests = ['packages/core/src/peering/lifecycle.test.ts'];

export const mutants: readonly Mutant[] = [
  {
    file: `${walk}/routing.ts`,
    text: '  if (local !== undefined) return shadowed(world, sending, table, { address, local, route: covering.find(over) });\n',
    replacement: '',
    fact: 'local subnets win over routes',
    tests: differential,
  },
  {
    file: `${walk}/lookup.ts`,
    text: 'lengths: [...routes.keys()].toSorted((a, b) => b - a)',
    replacement: 'lengths: [...routes.keys()].toSorted((a, b) => a - b)',
    fact: 'the longest prefix wins',
    tests: differential,
  },
  {
    file: `${walk}/lookup.ts`,
    text: "  if (block !== undefined && (route === undefined || block.length > route.destination.length)) return { kind: 'own-block', block };\n",
    replacement: '',
    fact: "a wide route does not attract what lies in the VPC's own block",
    tests: differential,
  },
  {
    file: `${walk}/walk.ts`,
    text: '  if (carriesTraffic[peering.status]) return { hop, blockers: [] };',
    replacement: '  if (peering.status) return { hop, blockers: [] };',
    fact: 'a peering that is not ACTIVE carries nothing',
    tests: [`${walk}/walk.test.ts`],
  },
  {
    file: `${walk}/walk.ts`,
    text: '  const forward = [\n    ...away,\n    routed,\n',
    replacement: '  const forward = [\n    ...away,\n',
    fact: 'a packet arrives only where the way back is the way it came',
    tests: [`${walk}/walk.test.ts`],
  },
  {
    file: `${walk}/walk.ts`,
    text: "    groupStep(far, 'ingress', request),\n  ];\n  const answering",
    replacement: '  ];\n  const answering',
    fact: "the receiver's groups judge what comes in over a peering",
    tests: differential,
  },
  {
    file: `${walk}/walk.ts`,
    text: "const answering = [portStep(far, []), aclStep(far, 'egress', reply, 'acl-return-egress'), routed, ...home];",
    replacement: 'const answering = [portStep(far, []), routed, ...home];',
    fact: 'an ACL keeps no state: the answer is judged on its own',
    tests: differential,
  },
  {
    file: `${walk}/filter.ts`,
    text: "    if (rule.action === 'deny') return false;\n",
    replacement: '',
    fact: 'the first rule of an ACL that matches decides, also when it denies',
    tests: differential,
  },
  {
    file: `${walk}/filter.ts`,
    text: '  if (family !== packet.family || (protocol !== null && protocol !== packet.protocol)) return false;',
    replacement: '  if (family !== packet.family) return false;',
    fact: 'a rule is for its protocol',
    tests: differential,
  },
  {
    file: `${walk}/guardrail.ts`,
    text: "guardrail.rule === 'never' ? difference.opened : difference.cut",
    replacement: "guardrail.rule === 'never' ? difference.cut : difference.opened",
    fact: 'never is broken by what opens, always by what is cut',
    tests: [`${walk}/guardrail.test.ts`],
  },
  {
    file: `${walk}/sight.ts`,
    text: "other?.sight === 'kinds' || (",
    replacement: 'true || (',
    fact: 'without an ACTIVE peering nothing of the other side is told',
    tests: [`${walk}/sight.test.ts`, `${walk}/sight.property.test.ts`],
  },
  {
    file: `${walk}/change.ts`,
    text: 'new Set([...was.subnets, ...is.subnets].map(({ vpcId }) => vpcId))',
    replacement: 'new Set([...was.subnets, ...is.subnets].slice(0, 1).map(({ vpcId }) => vpcId))',
    fact: 'a rule of an ACL counts in every VPC that the ACL filters in',
    tests: ['packages/control/test/what-if.test.ts'],
  },
  {
    file: `${walk}/change.ts`,
    text: '      return { ...vpc, subnets: [...vpc.subnets, newSubnet(vpc, change)] };',
    replacement: '      return vpc;',
    fact: 'a new subnet hides what a route leads to',
    tests: ['packages/control/test/what-if.test.ts'],
  },
  {
    file: sim,
    text: "  if (choice.kind !== 'local') return lost('not transitive');",
    replacement: "  if (choice.kind !== 'local') return lost('no way back');",
    fact: 'what arrives over a peering goes to local subnets alone, and the packet says so',
    tests: ['packages/drivers/test/sim/walk.test.ts'],
  },
  {
    file: sim,
    text: "  if (back.kind !== 'custom' || back.route.peeringId !== peeringId) return lost('no way back');\n",
    replacement: '  void back;\n',
    fact: 'no spoofing: a source is taken only from where it is routed back to',
    tests: ['packages/drivers/test/sim/walk.test.ts', ...differential],
  },
  {
    file: sim,
    text: "  if (!letsIn(router, port, packet, path.flow)) return lost('ingress groups');\n",
    replacement: '',
    fact: 'security groups are enforced on what comes in',
    tests: differential,
  },
  {
    file: sim,
    text: "  if (isAnyGateway(router, packet.destination)) return lost('gateway of the peer');\n",
    replacement: '',
    fact: "a peer's gateway does not answer strangers",
    tests: ['packages/drivers/test/sim/walk.test.ts', 'packages/drivers/test/sim/contract.test.ts'],
  },
  {
    file: linux,
    text: "        ...local.map((cidr) => noWay('throw', cidr, table, defaultMetric[cidr.family])),\n",
    replacement: '',
    fact: 'a route wider than a subnet of the VPC does not win over it',
    tests: linuxTests,
  },
  {
    file: linux,
    text: "        ...halves.map(({ cidr }) => noWay('unreachable', cidr, tableMain, defaultMetric[cidr.family])),\n",
    replacement: '',
    fact: 'what is local and not there leaks into no route',
    tests: linuxTests,
  },
  {
    file: 'packages/drivers/src/linux/groups.ts',
    text: `    \`chain toRouter { type filter hook input priority filter + 1; policy accept; \${neighbours} accept; ct state established,related accept; iifname vmap @egress; }\`,\n`,
    replacement: '',
    fact: 'what is sent to a gateway passes the groups of the port',
    tests: ['packages/drivers/test/linux/contract.test.ts'],
  },
  {
    file: 'packages/core/src/port/pair.ts',
    text: '  const taken = new Set(ports.flatMap(({ addresses }) => addresses.map(formatAddress)));',
    replacement: '  const taken = new Set<string>();',
    fact: 'nobody takes the own address of another by a pair',
    tests: ['packages/core/src/port/pair.test.ts'],
  },
  {
    file: linux,
    text: '(held.length > 1 ? held[0]!.text : null)',
    replacement: '(held.length > 1 ? held.at(-1)!.text : null)',
    fact: 'an instance with a paired address sends with its own',
    tests: ['packages/drivers/test/linux/contract.test.ts'],
  },
  {
    file: 'packages/drivers/src/linux/sysctls.ts',
    text: "nf_conntrack_tcp_loose': '0'",
    replacement: "nf_conntrack_tcp_loose': '1'",
    fact: 'a connection in that was forgotten is not made one out',
    tests: ['packages/drivers/test/linux/contract.test.ts'],
  },
  {
    file: 'packages/drivers/src/linux/sysctls.ts',
    text: "tcp_timeout_established': '600'",
    replacement: "tcp_timeout_established': '432000'",
    fact: 'an established connection is forgotten after 600 s',
    tests: ['packages/drivers/test/linux/conntrack.test.ts'],
  },
  {
    file: 'packages/drivers/src/linux/acls.ts',
    text: 'vmap { 0 : accept, ',
    replacement: 'vmap { ',
    fact: 'a connection outlives the first ACL of its subnet',
    tests: ['packages/drivers/test/linux/contract.test.ts'],
  },
  {
    file: 'packages/drivers/src/linux/acls.ts',
    text: "${setPassed('back')}",
    replacement: "${setPassed('there')}",
    fact: 'a connection outlives a change of an ACL',
    tests: ['packages/drivers/test/linux/contract.test.ts'],
  },
  {
    file: 'packages/drivers/src/linux/acls.ts',
    text: '`ct state new,established ct direction original ${setPassed(',
    replacement: '`ct state established ct direction original ${setPassed(',
    fact: 'an answer passes no ACL because the question did',
    tests: ['packages/drivers/test/linux/contract.test.ts'],
  },
  {
    file: 'packages/drivers/src/linux/marks.ts',
    text: '`ct mark set ct mark and ${hex(either)} or ${value}`',
    replacement: '`ct mark set ${value}`',
    fact: 'an answer passes no ACL because a group let the question in',
    tests: ['packages/drivers/test/linux/contract.test.ts'],
  },
  {
    file: 'packages/drivers/src/sim/flow.ts',
    text: 'passed !== undefined && passed.size !== 1',
    replacement: 'passed?.size === 2',
    fact: 'a connection outlives the first ACL of its subnet (simulated)',
    tests: ['packages/drivers/test/sim/contract.test.ts'],
  },
  {
    file: 'packages/drivers/src/sim/flow.ts',
    text: 'const opens = !flow.underWay && isThere(packet, flow);',
    replacement: 'const opens = true;',
    fact: 'a connection in that was forgotten is not made one out (simulated)',
    tests: ['packages/drivers/test/sim/contract.test.ts'],
  },
  {
    file: lifecycle,
    text: "  accept: { by: ['accepter'], from: ['PENDING_ACCEPTANCE'], to: 'ACTIVE' },",
    replacement: "  accept: { by: ['requester', 'accepter'], from: ['PENDING_ACCEPTANCE'], to: 'ACTIVE' },",
    fact: 'the requester cannot accept its own request',
    tests: lifecycleTests,
  },
  {
    file: lifecycle,
    text: '  PENDING_ACCEPTANCE: false,\n  ACTIVE: true,',
    replacement: '  PENDING_ACCEPTANCE: true,\n  ACTIVE: true,',
    fact: 'nothing flows before the request is accepted',
    tests: [...lifecycleTests, `${walk}/walk.test.ts`],
  },
];
