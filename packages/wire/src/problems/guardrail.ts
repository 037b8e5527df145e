import { conflicting, type Rows } from '../problem-row.ts';

export const guardrailProblems = {
  'guardrail-broken': {
    ...conflicting('A guardrail forbids it', 'VPC.0110', ({ name, rule, packet: { source, destination, protocol, port } }) => {
      const flow = port === null ? protocol : `${protocol}/${port}`;
      const then = rule === 'never' ? 'would get through and never may' : 'would no longer get through and always must';
      return `The guardrail ${name} forbids it: ${flow} from ${source} to ${destination} ${then}.`;
    }),
    fix: ({ guardrailId }) =>
      guardrailId === ''
        ? 'close what the packet goes through first, or state less'
        : `make a change that leaves it whole, or delete guardrail ${guardrailId} first`,
  },
} satisfies Rows;
