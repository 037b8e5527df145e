/**
 * A 32-hex id that is the same for the same text in every process: FNV-1a of 128 bits. For services and endpoints of
 * the catalog, which are not stored; nothing secret hangs on it. `stableId('')` is the offset basis itself.
 */
export function stableId(text: string): string {
  let hash = 0x6c62272e07bb014262b821756295c58dn;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * 0x1000000000000000000013bn);
  return hash.toString(16).padStart(32, '0');
}
