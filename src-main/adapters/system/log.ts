import { pino, type DestinationStream } from 'pino';
import { ERROR_CODES } from '../../../shared/kernel/error-codes.ts';
import { type Log } from '../../app/ports/platform.port.ts';

type Fact = string | number | boolean | null;

const NAME = /^[a-z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*$/;
const OID = /^[0-2](\.(0|[1-9]\d*)){2,}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const VERSION = /^\d{1,6}(\.\d{1,6}){0,3}(-[a-z0-9.]{1,20})?$/;
const HOST = /^(https?:\/\/)?(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;
const STAMP = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

const matches =
  (...patterns: readonly RegExp[]) =>
  (value: string): boolean =>
    value.length <= 128 && patterns.some(pattern => pattern.test(value));
const isCode = (value: string): boolean => Object.hasOwn(ERROR_CODES, value);
const never = (): boolean => false;

/**
 * The facts that may stand in a log, each with the form its text must have; numbers and truth values carry no person. A name
 * that is not here, or a text of another form, is dropped: forgetting to hide something is impossible, forgetting to allow
 * it costs a line in this table.
 */
const FACTS: Readonly<Record<string, (value: string) => boolean>> = {
  code: isCode,
  fault: isCode,
  finding: matches(NAME),
  service: matches(NAME),
  state: matches(NAME),
  from: matches(NAME),
  to: matches(NAME),
  act: matches(NAME),
  right: matches(/^\d{3}$/),
  decision: matches(NAME),
  method: matches(NAME),
  event: matches(NAME),
  shell: matches(NAME),
  profile: matches(NAME),
  cipher: matches(NAME),
  reason: matches(NAME),
  signal: matches(/^SIG[A-Z0-9]{2,8}$/),
  errorName: matches(/^([A-Z][A-Za-z]{0,40}(Error|Fault|Exception)|Unknown)$/),
  where: matches(/^[A-Za-z0-9_./-]{1,100}\.(?:ts|js|mjs):\d{1,6}(?::\d{1,6})?$/),
  version: matches(VERSION),
  release: matches(VERSION),
  address: matches(HOST),
  itemId: matches(UUID),
  draftId: matches(UUID),
  messageId: matches(UUID),
  correlationId: matches(UUID),
  documentOid: matches(OID),
  organisationOid: matches(OID),
  unitOid: matches(OID),
  at: matches(STAMP),
  since: matches(STAMP),
  count: never,
  deaths: never,
  rows: never,
  attempts: never,
  waiting: never,
  status: never,
  tookMs: never,
  delayMs: never,
  driftMs: never,
  limitMs: never,
  bytes: never,
  exitCode: never,
  pid: never,
  port: never,
  megabytes: never,
  schemaVersion: never,
  ok: never,
  restarted: never,
};

const isAllowed = (name: string, value: Fact): boolean => {
  const text = Object.hasOwn(FACTS, name) ? FACTS[name] : undefined;
  if (text === undefined) return false;
  return typeof value !== 'string' || text(value);
};

/** Ten or more digits could be a part of an identity code with its number; no count of ours is that large. */
const MOST = 1e9;
const isPlain = (value: Fact): boolean =>
  typeof value !== 'number' || (Number.isFinite(value) && Math.abs(value) < MOST);

function passing(facts: Readonly<Record<string, Fact>> | undefined): Record<string, Fact> {
  const kept = Object.entries(facts ?? {}).filter(([name, value]) => isAllowed(name, value) && isPlain(value));
  return Object.fromEntries(kept);
}

const said = (what: string): string => (what.length <= 80 && NAME.test(what) ? what : 'unnamed');

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * The log as JSON lines. Events are named in code (`queue.accepted`), facts pass an allow-list, and neither machine name nor
 * process arguments are written.
 */
export function createLog(stream: DestinationStream, level: LogLevel): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
  return {
    info: (what, facts) => logger.info(passing(facts), said(what)),
    warn: (what, facts) => logger.warn(passing(facts), said(what)),
    error: (what, facts) => logger.error(passing(facts), said(what)),
  };
}
