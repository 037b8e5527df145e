import { idOf, type AccessKeyId } from '@isthmus/core';
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A new token: 32 random bytes, as text that any header can carry. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token, and what it is looked up by. A token is too random to be guessed from its hash. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A password that nobody chose: 24 characters, 144 bits. */
export const newPassword = (): string => randomBytes(18).toString('base64url');

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const drawn = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');

/** Published form: 20 upper-case letters and digits. */
export const newAccessKeyId = (): AccessKeyId => idOf(drawn(upper + digits, 20));

/** Published form: 40 letters and digits, 238 bits. */
export const newSecretKey = (): string => drawn(upper + upper.toLowerCase() + digits, 40);
