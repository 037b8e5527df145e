import { flag, type MessageWriter } from './netlink.ts';
import type { Request } from './connection.ts';
import { markOf } from './filters.ts';
import { commentType, familyNumbers, subsystem, type Nftables } from './nfnetlink.ts';
import type { Filters } from './objects.ts';

/**
 * The filters that every router has and most have no others: it never speaks to a peer. They are the same two chains as
 * `filters.ts` says in words, here as the kernel's own messages: starting `nft` for each new VPC took 10 ms of a processor,
 * more than all the rest of it. A test holds that `nft` lists both alike.
 * Numbers as in linux/netfilter/nf_tables.h; all of them in network byte order.
 */
const message = { newTable: 0, deleteTable: 2, newChain: 3, newRule: 6 } as const;
const table = { name: 1, userdata: 6 } as const;
const chain = { table: 1, name: 3, hook: 4, policy: 5, type: 7 } as const;
const hook = { number: 1, priority: 2 } as const;
const rule = { table: 1, chain: 2, expressions: 4 } as const;
const expression = { element: 1, name: 1, data: 2 } as const;
const meta = { register: 1, key: 2 } as const;
const compare = { register: 1, operator: 2, data: 3 } as const;
const immediate = { register: 1, data: 2 } as const;
const data = { value: 1, verdict: 2 } as const;
const verdictCode = 1;
const register = { verdict: 0, first: 1 } as const;
const accept = 1;
const drop = 0;
const equal = 0;

/** Hook numbers as in linux/netfilter.h; the keys are those of `meta`: the name of the device in and out. */
const chains = [
  { name: 'input', hook: 1, device: 6 },
  { name: 'output', hook: 3, device: 7 },
] as const;
const priorityFilter = 0;
const peeringPrefix = Buffer.from('p-');
const ours = 'isthmus';

/** What a transaction of nf_tables is made of: what is ours and there goes, then the two chains come. */
export function silenceRequests(filters: Filters, { generation, families }: Nftables): Request[] {
  const body = Buffer.from([familyNumbers.inet, 0, 0, 0]);
  const create = flag.create;
  return [
    ...families.map((family) =>
      request(message.deleteTable, 0, Buffer.from([familyNumbers[family], 0, 0, 0]), (writer) => writer.text(table.name, ours)),
    ),
    request(message.newTable, create, body, (writer) =>
      writer.text(table.name, ours).attribute(table.userdata, commentOf(markOf(filters, generation + 1))),
    ),
    ...chains.flatMap(({ name, hook: number, device }) => [
      request(message.newChain, create, body, (writer) =>
        writer
          .text(chain.table, ours)
          .text(chain.name, name)
          .nest(chain.hook, (of) => of.be32(hook.number, number).be32(hook.priority, priorityFilter))
          .be32(chain.policy, accept)
          .text(chain.type, 'filter'),
      ),
      request(message.newRule, create | flag.append, body, (writer) =>
        writer
          .text(rule.table, ours)
          .text(rule.chain, name)
          .nest(rule.expressions, (list) => {
            expressionOf(list, 'meta', (of) => of.be32(meta.register, register.first).be32(meta.key, device));
            expressionOf(list, 'cmp', (of) =>
              of
                .be32(compare.register, register.first)
                .be32(compare.operator, equal)
                .nest(compare.data, (value) => value.attribute(data.value, peeringPrefix)),
            );
            expressionOf(list, 'immediate', (of) =>
              of
                .be32(immediate.register, register.verdict)
                .nest(immediate.data, (value) => value.nest(data.verdict, (verdict) => verdict.be32(verdictCode, drop))),
            );
          }),
      ),
    ]),
  ];
}

const request = (type: number, flags: number, body: Buffer, attributes: (writer: MessageWriter) => void): Request => ({
  type: subsystem | type,
  flags,
  body,
  attributes,
});

const expressionOf = (list: MessageWriter, name: string, inside: (writer: MessageWriter) => void): MessageWriter =>
  list.nest(expression.element, (element) => element.text(expression.name, name).nest(expression.data, inside));

const commentOf = (text: string): Buffer => Buffer.concat([Buffer.from([commentType, text.length + 1]), Buffer.from(`${text}\0`)]);
