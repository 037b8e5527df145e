/** The common form of all netlink messages: a header, a body, attributes aligned to four bytes. Host byte order is little-endian. */
export const flag = { request: 1, ack: 4, dump: 0x300, replace: 0x100, exclusive: 0x200, create: 0x400, append: 0x800 } as const;
const nested = 0x8000;
const control = { error: 2, done: 3 } as const;
const headerLength = 16;

/** Writes messages one behind another into one buffer, so that one `send` carries them all. */
export class MessageWriter {
  #buffer = Buffer.alloc(4096);
  #end = 0;
  #message = 0;

  get length(): number {
    return this.#end;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#end);
  }

  /** One whole message; `body` is its fixed part, `attributes` writes the rest. */
  message(type: number, flags: number, sequence: number, body: Buffer, attributes?: (writer: MessageWriter) => void): this {
    this.#message = this.#end;
    this.#room(headerLength + body.length + 4);
    this.#buffer.fill(0, this.#end, this.#end + headerLength);
    this.#buffer.writeUInt16LE(type, this.#end + 4);
    this.#buffer.writeUInt16LE(flags, this.#end + 6);
    this.#buffer.writeUInt32LE(sequence, this.#end + 8);
    this.#end += headerLength;
    this.#append(body);
    attributes?.(this);
    this.#buffer.writeUInt32LE(this.#end - this.#message, this.#message);
    return this;
  }

  attribute(type: number, value: Buffer): this {
    this.#room(value.length + 8);
    this.#buffer.writeUInt16LE(4 + value.length, this.#end);
    this.#buffer.writeUInt16LE(type, this.#end + 2);
    this.#end += 4;
    this.#append(value);
    return this;
  }

  text(type: number, value: string): this {
    return this.attribute(type, Buffer.from(`${value}\0`));
  }

  u32(type: number, value: number): this {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32LE(value);
    return this.attribute(type, buffer);
  }

  /** In network byte order, as nf_tables has all its numbers. */
  be32(type: number, value: number): this {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32BE(value);
    return this.attribute(type, buffer);
  }

  u8(type: number, value: number): this {
    return this.attribute(type, Buffer.from([value]));
  }

  /** An attribute that holds attributes; `body` stands before them where the kernel wants a fixed part there. */
  nest(type: number, inside: (writer: MessageWriter) => void, body?: Buffer): this {
    this.#room(8);
    const start = this.#end;
    this.#buffer.writeUInt16LE(type | nested, start + 2);
    this.#end += 4;
    if (body !== undefined) this.#append(body);
    inside(this);
    this.#buffer.writeUInt16LE(this.#end - start, start);
    return this;
  }

  #append(value: Buffer): void {
    const padded = (value.length + 3) & ~3;
    this.#room(padded);
    value.copy(this.#buffer, this.#end);
    this.#buffer.fill(0, this.#end + value.length, this.#end + padded);
    this.#end += padded;
  }

  #room(bytes: number): void {
    if (this.#end + bytes <= this.#buffer.length) return;
    const wider = Buffer.alloc(Math.max(this.#buffer.length * 2, this.#end + bytes));
    this.#buffer.copy(wider, 0, 0, this.#end);
    this.#buffer = wider;
  }
}

export interface Message {
  readonly type: number;
  readonly sequence: number;
  readonly body: Buffer;
}

/** The messages of one datagram. */
export function* messagesOf(datagram: Buffer): Generator<Message> {
  for (let at = 0; at + headerLength <= datagram.length;) {
    const length = datagram.readUInt32LE(at);
    if (length < headerLength || at + length > datagram.length) throw new Error('netlink: a message is cut short');
    yield {
      type: datagram.readUInt16LE(at + 4),
      sequence: datagram.readUInt32LE(at + 8),
      body: datagram.subarray(at + headerLength, at + length),
    };
    at += (length + 3) & ~3;
  }
}

/** Attributes by number; where one is repeated the last counts. */
export function attributesOf(buffer: Buffer, from: number): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = from; at + 4 <= buffer.length;) {
    const length = buffer.readUInt16LE(at);
    if (length < 4) break;
    found.set(buffer.readUInt16LE(at + 2) & 0x3fff, buffer.subarray(at + 4, at + length));
    at += (length + 3) & ~3;
  }
  return found;
}

export const textOf = (value: Buffer): string => value.toString('utf8', 0, value.at(-1) === 0 ? value.length - 1 : value.length);

/** What a message says about the request it answers: null where it carries data. */
export function outcomeOf({ type, body }: Message): { readonly errno: number; readonly detail: string } | null {
  if (type !== control.error && type !== control.done) return null;
  const errno = body.length >= 4 ? -body.readInt32LE(0) : 0;
  /** With capped acknowledgements the kernel's own words follow the header of the request. */
  const detail = type === control.error && errno !== 0 && body.length > 20 ? attributesOf(body, 20).get(1) : undefined;
  return { errno, detail: detail === undefined ? '' : textOf(detail) };
}
