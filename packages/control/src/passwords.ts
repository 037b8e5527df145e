import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** Password hashing, off the event loop. */
export interface Passwords {
  /** A PHC string, new salt each time. */
  hash(password: string): Promise<string>;
  verify(password: string, phc: string): Promise<boolean>;
  /** Takes as long as `verify`, for a user that does not exist. */
  pretend(password: string): Promise<void>;
}

/** Memory in KiB, passes and lanes. */
export interface PasswordCost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** The least that OWASP recommends for argon2id (2023): 19 MiB, two passes; about 30 ms. */
export const passwordCost: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };

const derive = promisify(argon2);
const saltBytes = 16;
const tagBytes = 32;
const phcPattern = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

export function argon2idPasswords(cost: PasswordCost = passwordCost): Passwords {
  const decoy = { salt: randomBytes(saltBytes), tag: randomBytes(tagBytes), cost };
  return {
    async hash(password) {
      const salt = randomBytes(saltBytes);
      const tag = await tagOf(password, salt, tagBytes, cost);
      return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
    },
    async verify(password, phc) {
      return matches(password, parsePhc(phc));
    },
    async pretend(password) {
      await matches(password, decoy);
    },
  };
}

interface Stored {
  readonly salt: Buffer;
  readonly tag: Buffer;
  readonly cost: PasswordCost;
}

async function matches(password: string, { salt, tag, cost }: Stored): Promise<boolean> {
  return timingSafeEqual(await tagOf(password, salt, tag.length, cost), tag);
}

const tagOf = (password: string, salt: Buffer, tagLength: number, { memory, passes, parallelism }: PasswordCost): Promise<Buffer> =>
  derive('argon2id', { message: password, nonce: salt, parallelism, tagLength, memory, passes });

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

function parsePhc(phc: string): Stored {
  const parts = phcPattern.exec(phc);
  if (parts === null) throw new Error('a stored password hash is not argon2id in PHC form');
  const [, memory, passes, parallelism, salt, tag] = parts;
  return {
    salt: Buffer.from(salt!, 'base64'),
    tag: Buffer.from(tag!, 'base64'),
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
  };
}
