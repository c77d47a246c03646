import { createHash } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type Duplex } from 'node:stream';

/**
 * The server's half of a WebSocket (RFC 6455), as far as a page of ours needs it: text messages up to a limit, no extensions,
 * no subprotocols. Node brings only the client's half. Whoever may open one is judged before (`Admission`).
 */
export type WebSocketHearer = Readonly<{
  /** A whole message, decoded from UTF-8. */
  onText(text: string): void;
  onEnd(): void;
}>;
export type WebSocketEnd = Readonly<{ sendText(text: string): void; close(status: number): void }>;

/** Status codes of section 7.4.1. */
export const CLOSE = { goingAway: 1001, protocol: 1002, data: 1003, notUtf8: 1007, tooBig: 1009 } as const;

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const CONTINUATION = 0x0;
const TEXT = 0x1;
const CLOSING = 0x8;
const PING = 0x9;
const PONG = 0xa;
const FIN = 0x80;
const RESERVED = 0x70;
const MASKED = 0x80;
const MAX_CONTROL_BYTES = 125;
/** Browsers cut at 128 kB and more; a message in crumbs is not one of ours. */
const MAX_PARTS = 1000;
/** How much may wait for a reader that does not read before it is let go. */
const MAX_UNREAD_BYTES = 20_000_000;

/** The key of a handshake that fits section 4.2.1, else null. */
export function handshakeKey({ method, headers }: IncomingMessage): string | null {
  const key = headers['sec-websocket-key'] ?? '';
  const fits =
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-version'] === '13' &&
    /^[A-Za-z0-9+/]{22}==$/.test(key);
  return fits ? key : null;
}

/** Section 4.2.2: what proves that the server speaks the protocol. */
export const acceptOf = (key: string): string => createHash('sha1').update(`${key}${GUID}`).digest('base64');

function frameOf(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const long = length > 0xffff ? 8 : length > MAX_CONTROL_BYTES ? 2 : 0;
  const head = Buffer.alloc(2 + long);
  head[0] = FIN | opcode;
  head[1] = long === 8 ? 127 : long === 2 ? 126 : length;
  if (long === 2) head.writeUInt16BE(length, 2);
  if (long === 8) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

type Frame = Readonly<{ opcode: number; isLast: boolean; payload: Buffer; bytes: number }>;

/** The first frame of the bytes; null while it is not all there; a close status where it breaks the protocol. */
function readFrame(bytes: Buffer, limit: number): Frame | number | null {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  const opcode = first & 0x0f;
  const isLast = (first & FIN) !== 0;
  const short = second & 0x7f;
  // A client masks every frame (5.1); nothing was agreed that could set a reserved bit.
  if ((first & RESERVED) !== 0 || (second & MASKED) === 0) return CLOSE.protocol;
  if (opcode >= CLOSING && (!isLast || short > MAX_CONTROL_BYTES)) return CLOSE.protocol;
  const long = short === 127 ? 8 : short === 126 ? 2 : 0;
  if (bytes.length < 2 + long) return null;
  const length = long === 8 ? Number(bytes.readBigUInt64BE(2)) : long === 2 ? bytes.readUInt16BE(2) : short;
  if (length > limit) return CLOSE.tooBig;
  const from = 2 + long + 4;
  if (bytes.length < from + length) return null;
  const mask = bytes.subarray(2 + long, from);
  const payload = Buffer.from(bytes.subarray(from, from + length));
  for (let at = 0; at < length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at & 3] ?? 0);
  return { opcode, isLast, payload, bytes: from + length };
}

/**
 * Speaks over a connection whose handshake was answered.
 * @param head bytes that came with the handshake
 * @param limit most bytes of one message
 */
export function serveWebSocket(socket: Duplex, head: Buffer, limit: number, hearer: WebSocketHearer): WebSocketEnd {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  /** Bytes of a frame that is not all there. */
  let waiting: Buffer = Buffer.alloc(0);
  /** The message so far; null between messages. */
  let parts: Buffer[] | null = null;
  let size = 0;
  let isOver = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    hearer.onEnd();
  };
  const send = (opcode: number, payload: Buffer): void => {
    if (isOver || !socket.writable) return;
    if (socket.writableLength > MAX_UNREAD_BYTES) socket.destroy();
    else socket.write(frameOf(opcode, payload));
  };
  const close = (status: number): void => {
    if (isOver) return;
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(status);
    send(CLOSING, payload);
    socket.end();
    over();
  };
  const hearMessage = (bytes: Buffer): void => {
    let text: string;
    try {
      text = utf8.decode(bytes);
    } catch {
      return close(CLOSE.notUtf8);
    }
    hearer.onText(text);
  };
  const hearFrame = ({ opcode, isLast, payload }: Frame): void => {
    if (opcode === PING) return send(PONG, payload);
    if (opcode === PONG) return;
    if (opcode === CLOSING) return close(payload.length >= 2 ? payload.readUInt16BE(0) : 1000);
    const isNew = opcode === TEXT;
    if (!isNew && opcode !== CONTINUATION) return close(CLOSE.data);
    if (isNew !== (parts === null)) return close(CLOSE.protocol);
    parts ??= [];
    parts.push(payload);
    size += payload.length;
    if (size > limit || parts.length > MAX_PARTS) return close(CLOSE.tooBig);
    if (!isLast) return;
    const whole = Buffer.concat(parts);
    parts = null;
    size = 0;
    hearMessage(whole);
  };
  const hear = (chunk: Buffer): void => {
    let bytes = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    while (!isOver) {
      const frame = readFrame(bytes, limit);
      if (typeof frame === 'number') return close(frame);
      if (frame === null) break;
      bytes = bytes.subarray(frame.bytes);
      hearFrame(frame);
    }
    waiting = bytes;
  };
  socket.on('data', hear);
  socket.on('end', () => socket.end());
  socket.on('close', over);
  socket.on('error', () => socket.destroy());
  if (head.length > 0) hear(head);
  return { sendText: text => send(TEXT, Buffer.from(text, 'utf8')), close };
}
