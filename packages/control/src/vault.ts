import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Keeps secrets that must be read again, which a hash cannot do. Whoever steals the database alone gets nothing: the
 * key that seals them is not in it.
 */
export interface Vault {
  /** `owner` is bound to the result: what was sealed for one cannot be passed off as another's. */
  seal(secret: string, owner: string): string;
  /** Undefined where it was sealed with another key or for another owner, or was tampered with. */
  open(sealed: string, owner: string): string | undefined;
}

/** Bytes. */
export const vaultKeyLength = 32;
const nonceLength = 12;
const tagLength = 16;
const form = 'a256gcm.';

/** AES-256-GCM with a new nonce each time; a sealed text is the form's name, then nonce, text and tag as base64url. */
export function aesVault(key: Uint8Array): Vault {
  if (key.length !== vaultKeyLength) throw new Error(`the vault's key has ${key.length} bytes, not ${vaultKeyLength}`);
  return {
    seal(secret, owner) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return form + Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed.slice(form.length), 'base64url');
      if (!sealed.startsWith(form) || bytes.length < nonceLength + tagLength) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength)).setAAD(Buffer.from(owner));
      decipher.setAuthTag(bytes.subarray(-tagLength));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
