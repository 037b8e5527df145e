import { attempt, call, SystemError } from './kernel.ts';
import { flag, messagesOf, MessageWriter, outcomeOf, type Message } from './netlink.ts';

export const netlinkFamily = { route: 0, netfilter: 12 } as const;
const option = { capAck: 10, extAck: 11, strictCheck: 12 } as const;
const solNetlink = 270;
const receive = Buffer.alloc(1 << 20);
/** Acknowledgements wait in the socket until they are read: so many requests fit at once with room to spare. */
const batch = 128;
/** What stands before and behind a transaction of nfnetlink. */
const transaction = { begin: 16, end: 17, generation: 1 } as const;

/** One request of a batch; `write` is given the sequence number. */
export interface Request {
  readonly type: number;
  readonly flags: number;
  readonly body: Buffer;
  readonly attributes?: (writer: MessageWriter) => void;
}

/** A failed request of a batch, by its place. */
export interface Refusal {
  readonly index: number;
  readonly errno: number;
  readonly detail: string;
}

/** A netlink socket. It stays in the namespace that the thread was in when it was opened. */
export class Connection {
  readonly #fd: number;
  #sequence = 1;

  constructor(family: number) {
    this.#fd = call('socket', 16, 3 | 0o2_000_000, family);
    const on = Buffer.from([1, 0, 0, 0]);
    for (const name of Object.values(option)) attempt('setsockopt', this.#fd, solNetlink, name, on, 4);
  }

  close(): void {
    attempt('close', this.#fd);
  }

  /** Every message of a dump. */
  dump(type: number, body: Buffer, attributes?: (writer: MessageWriter) => void): Message[] {
    const sequence = this.#sequence++;
    this.#send(new MessageWriter().message(type, flag.request | flag.dump, sequence, body, attributes).bytes());
    const found: Message[] = [];
    for (;;)
      for (const message of this.#receive()) {
        const outcome = outcomeOf(message);
        if (outcome === null) found.push({ ...message, body: Buffer.from(message.body) });
        else if (outcome.errno === 0) return found;
        else throw new SystemError(`netlink dump ${type}`, outcome.errno, outcome.detail);
      }
  }

  /** The one message that answers a request, or null where the thing is not there. */
  get(type: number, body: Buffer, attributes?: (writer: MessageWriter) => void): Message | null {
    const sequence = this.#sequence++;
    this.#send(new MessageWriter().message(type, flag.request, sequence, body, attributes).bytes());
    for (const message of this.#receive()) {
      if (outcomeOf(message) !== null) return null;
      return { ...message, body: Buffer.from(message.body) };
    }
    return null;
  }

  /** Makes all requests, in order, many in one system call. The refused ones come back; the others are done. */
  run(requests: readonly Request[]): Refusal[] {
    const refused: Refusal[] = [];
    for (let start = 0; start < requests.length; start += batch) this.#runBatch(requests.slice(start, start + batch), start, refused);
    return refused;
  }

  #runBatch(requests: readonly Request[], start: number, refused: Refusal[]): void {
    const writer = new MessageWriter();
    const first = this.#sequence;
    for (const { type, flags, body, attributes } of requests)
      writer.message(type, flag.request | flag.ack | flags, this.#sequence++, body, attributes);
    this.#send(writer.bytes());
    for (let answered = 0; answered < requests.length;)
      for (const message of this.#receive()) {
        const outcome = outcomeOf(message);
        if (outcome === null) continue;
        answered++;
        if (outcome.errno !== 0) refused.push({ index: start + message.sequence - first, ...outcome });
      }
  }

  /**
   * One transaction of nf_tables: all of it or none, and none where the ruleset is no longer of that generation. The
   * error numbers of what was refused.
   */
  transact(subsystem: number, generation: number, requests: readonly Request[]): readonly number[] {
    const writer = new MessageWriter();
    const body = Buffer.from([0, 0, subsystem >> 8, subsystem & 0xff]);
    const first = this.#sequence++;
    writer.message(transaction.begin, flag.request, first, body, (begin) => begin.be32(transaction.generation, generation));
    for (const { type, flags, body: own, attributes } of requests)
      writer.message(type, flag.request | flag.ack | flags, this.#sequence++, own, attributes);
    writer.message(transaction.end, flag.request, this.#sequence++, body);
    this.#send(writer.bytes());
    const refused: number[] = [];
    for (let answered = 0; answered < requests.length;)
      for (const message of this.#receive()) {
        const outcome = outcomeOf(message);
        if (outcome === null) continue;
        answered = message.sequence === first ? requests.length : answered + 1;
        if (outcome.errno !== 0) refused.push(outcome.errno);
      }
    return refused;
  }

  #send(bytes: Buffer): void {
    call('send', this.#fd, bytes, bytes.length, 0);
  }

  #receive(): Generator<Message> {
    return messagesOf(receive.subarray(0, call('recv', this.#fd, receive, receive.length, 0)));
  }
}
