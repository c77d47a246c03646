/**
 * One desk of a pharmacy in a process of its own: it takes the hold, signs the dispensing with its card, stores it in its
 * encrypted queue, and the queue sends it and checks the receipt. What a person and a screen do is left out.
 */
import { oid, type Oid } from '../../../shared/kernel/oid.ts';
import { type Professional } from '../../../shared/domain/people/person.ts';
import { decimal } from '../../../shared/kernel/decimal.ts';
import { instantOfMs } from '../../../shared/kernel/time.ts';
import { PUMP_CONFIG, type PumpConfig } from '../../../src-main/app/sync/pump-config.ts';
import { practiceHetu } from '../../../src-main/simulator/hetu.ts';
import { aDocumentPatient, aLegalDispensing, aPharmacist, aPharmacy } from '../../builders/document.builder.ts';
import { aQueryContext, PHARMACY_B } from '../../fakes/kanta-config.fake.ts';
import { aDesk, enqueue } from '../drain/desk.ts';
import { openSigner } from '../drain/messages.ts';

/** What the desk is told, and what it tells when everything has its receipt. */
export type DeskWork = Readonly<{
  url: string;
  desk: number;
  /** Numbers of the stored prescriptions that it dispenses: the first, and how many. */
  first: number;
  count: number;
  /** Set id of a stored prescription without its number. */
  prefix: string;
  perPatient: number;
  paced: boolean;
}>;
export type DeskDone = Readonly<{
  startedMs: number;
  endedMs: number;
  accepted: number;
  verified: number;
  holds: number;
}>;

/** Dispensings that are on their way at a time: a desk signs on while its queue sends. */
const AHEAD = 8;
const LIMIT_MS = 280_000;
const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

const sofia: Professional = {
  ...aPharmacist,
  registrationNumber: '00999900105',
  family: 'Lindgren',
  given: ['Sofia'],
  organisation: {
    ...aPharmacy,
    oid: PHARMACY_B,
    businessId: '66666666',
    provider: { ...aPharmacy.provider, oid: PHARMACY_B },
  },
};

async function work({ url, desk: number, first, count, prefix, perPatient, paced }: DeskWork): Promise<DeskDone> {
  const [who, card] = number % 2 === 0 ? [aPharmacist, 'leena-apaja'] : [sofia, 'sofia-lindgren'];
  const organisationOid = who.organisation.oid;
  const context = aQueryContext({
    actor: { registrationNumber: who.registrationNumber, right: who.right },
    organisationOid,
    unitOid: organisationOid,
    reason: '6',
    relation: 'suullinen pyyntö',
  });
  const author = {
    registrationNumber: who.registrationNumber,
    name: who.family,
    right: who.right,
    organisationOid,
    unitOid: organisationOid,
  };
  const config: PumpConfig = paced
    ? PUMP_CONFIG
    : { ...PUMP_CONFIG, gate: { ...PUMP_CONFIG.gate, requestsPerSecond: Infinity } };
  const desk = aDesk(url, config, context);
  const signer = await openSigner(card);
  desk.pump.start();
  const unsent = (): number => desk.store.read(tx => tx.outbox.counts(instantOfMs(0))).unsent;
  const startedMs = Date.now();
  let holds = 0;
  for (let n = first; n < first + count; n += 1) {
    const setId: Oid = oid(`${prefix}${n}`);
    if ((await desk.kanta.centre.hold(setId, context)).ok) holds += 1;
    const own = oid(`1.2.246.10.${who.organisation.businessId}.9300${number}.2026.${n}`);
    const identityCode = practiceHetu(Math.floor((n - 1) / perPatient));
    const content = aLegalDispensing({
      oid: own,
      setId: own,
      patient: { ...aDocumentPatient, identityCode },
      dispenser: who,
      prescription: { oid: setId, setId, version: 1 },
      dispensedAt: instantOfMs(Date.now()),
      remaining: { value: decimal('100'), unit: 'fol' },
      substituted: false,
    });
    enqueue(desk, await signer.sign({ kind: 'dispensing', content }, who), author);
    desk.pump.wake();
    while (unsent() >= AHEAD && Date.now() - startedMs < LIMIT_MS) await pause(5);
  }
  while (unsent() > 0 && Date.now() - startedMs < LIMIT_MS) await pause(5);
  const endedMs = Date.now();
  const items = desk.store.read(tx => tx.outbox.list('all', count + 1));
  await signer.close();
  await desk.close();
  return {
    startedMs,
    endedMs,
    holds,
    accepted: items.filter(({ state }) => state === 'accepted').length,
    verified: items.filter(({ receipt }) => receipt?.verified === true).length,
  };
}

process.on('message', (told: DeskWork) => {
  void work(told).then(done => process.send?.(done, () => process.disconnect()));
});
