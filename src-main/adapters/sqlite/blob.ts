/** The driver hands out Buffers; the ports promise plain bytes, which compare and clone alike everywhere. */
export const plainBytes = (blob: Uint8Array): Uint8Array =>
  new Uint8Array(blob.buffer as ArrayBuffer, blob.byteOffset, blob.byteLength);
