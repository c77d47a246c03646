import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;

/**
 * HMAC-SHA256 (RFC 2104) of a text, in hexadecimal, over two one-shot digests: a `createHmac` object for every row of the
 * log costs ten times as much, and each act and each check of the log pays it.
 * @param key at most 64 bytes
 */
export function sealer(key: Uint8Array): (text: string) => string {
  const padded = Buffer.alloc(BLOCK_BYTES);
  padded.set(key);
  const inner = Buffer.from(padded.map(byte => byte ^ 0x36));
  const outer = Buffer.from(padded.map(byte => byte ^ 0x5c));
  return text => {
    const within = hash('sha256', Buffer.concat([inner, Buffer.from(text, 'utf8')]), 'buffer');
    return hash('sha256', Buffer.concat([outer, within]), 'hex');
  };
}
