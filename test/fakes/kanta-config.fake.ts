import { randomUUID } from 'node:crypto';
import { type KantaConfig } from '../../src-main/adapters/kanta/config.ts';
import { type QueryContext } from '../../src-main/app/ports/kanta.port.ts';
import { type Clock } from '../../shared/kernel/clock.ts';
import { oid, type Oid } from '../../shared/kernel/oid.ts';
import { fail } from '../../shared/kernel/result.ts';
import { dateInHelsinki, instantOfMs } from '../../shared/kernel/time.ts';
import { pem } from './practice-set.fake.ts';

export const CLINIC = oid('1.2.246.10.88888888.10.1');
export const PHARMACY = oid('1.2.246.10.77777777.10.1');
export const PHARMACY_B = oid('1.2.246.10.66666666.10.1');
const SYSTEMS: ReadonlyMap<Oid, string> = new Map([
  [CLINIC, 'system-clinic'],
  [PHARMACY, 'system-pharmacy'],
  [PHARMACY_B, 'system-pharmacy-b'],
]);

export const clockAt = (nowMs: () => number): Clock => ({
  nowMs,
  now: () => instantOfMs(nowMs()),
  today: () => dateInHelsinki(nowMs()),
  monotonicMs: () => performance.now(),
});

/** The line of the practice profile to a service at `root`. */
export const aKantaConfig = (root: string, change: Partial<KantaConfig> = {}): KantaConfig => ({
  root,
  language: 'fi',
  system: { id: 'test-1', name: 'Kantele', version: '0.1.0' },
  systemKeys: new Map(
    [...SYSTEMS].map(([id, name]) => [
      id,
      { key: pem(`${name}.key.pem`), chain: [pem(`${name}.pem`), pem('issuing.pem')] },
    ]),
  ),
  receipts: { roots: [pem('root.pem')], signer: '2.999.246.90' },
  clock: clockAt(() => Date.now()),
  newUuid: randomUUID,
  readDocument: () => fail({ finding: 'unreadable' }),
  generationOf: () => 'unknown',
  readable: () => [],
  ...change,
});

export const aQueryContext = (change: Partial<QueryContext> = {}): QueryContext => ({
  actor: { registrationNumber: '00999900101', right: '001' },
  organisationOid: CLINIC,
  unitOid: CLINIC,
  reason: '1',
  relation: '',
  correlationId: 'c-1',
  ...change,
});
