/** The main job through the contract: what every transport must carry. */
import { expect } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { type Reply } from '../../shared/contract/define.ts';
import { type DispensingForm } from '../../shared/domain/dispensing/dispensing.ts';
import { type Confirmation, type Finding } from '../../shared/domain/finding.ts';
import { EMPTY_PRESCRIPTION_FORM, type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { productOfPackage } from '../../shared/domain/prescribing/product-of-package.ts';
import { type QueueRow } from '../../shared/domain/queue.ts';
import { type Oid } from '../../shared/kernel/oid.ts';

export const PIN1 = '1234';
export const PIN2 = '123456';

/** The value of a reply that has to succeed; the failure is shown whole when it does not. */
export function valueOf<T>(reply: Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; error: unknown }>): T {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.error)}`);
  return reply.value;
}

export async function signIn(client: ApiClient, cardId: string): Promise<void> {
  valueOf(await client.session.insertPracticeCard({ cardId }));
  valueOf(await client.session.signIn({ pin1: PIN1 }));
}

export async function openPatient(client: ApiClient, text: string, inPharmacy = false): Promise<string> {
  const { hits } = valueOf(await client.patients.search({ text, limit: 5 }));
  const patientId = hits[0]?.id ?? '';
  valueOf(
    await client.patients.open({
      patientId,
      reason: inPharmacy ? '6' : '1',
      basis: inPharmacy ? 'oralRequest' : null,
      collector: '',
    }),
  );
  return patientId;
}

/** A person takes on what must be confirmed. */
export const confirmed = (findings: readonly Finding[]): Confirmation[] =>
  findings
    .filter(f => f.severity === 'confirm' || f.severity === 'notChecked')
    .map(f => ({ rule: f.rule, reason: 'tarkistettu' }));

/** One package of a substance in pieces of a strength, on the market. */
export async function tablets(
  client: ApiClient,
  substance: string,
  strength: string,
  change: Partial<PrescriptionForm>,
): Promise<PrescriptionForm> {
  const { lines, release } = valueOf(await client.medicines.search({ text: `${substance} ${strength}`, limit: 5 }));
  const line = lines.products
    .flatMap(({ strengths }) => strengths)
    .filter(one => one.strength === strength)
    .flatMap(({ packages }) => packages)
    .find(({ marketed, unit, vnr }) => marketed && unit === 'kpl' && vnr !== null);
  if (line === undefined || line.vnr === null) throw new Error(`no ${substance} in the practice release`);
  const pack = valueOf(await client.medicines.byVnr({ vnr: line.vnr }));
  return { ...EMPTY_PRESCRIPTION_FORM, product: productOfPackage(pack, release.id), packages: '1', ...change };
}

export const amoxicillin = (client: ApiClient, change: Partial<PrescriptionForm> = {}): Promise<PrescriptionForm> =>
  tablets(client, 'amoksisilliini', '500 mg', { doseTyped: '1x3 7pv', indication: 'Poskiontelotulehdus', ...change });

export type Made = Readonly<{ draftId: string; documentOid: Oid; digest: string }>;

/** Form, findings, preview: everything up to the signature. */
export async function preparePrescription(
  client: ApiClient,
  patientId: string,
  change: Partial<PrescriptionForm> = {},
): Promise<Made> {
  const { draftId, documentOid } = valueOf(await client.prescribing.openForm({ patientId }));
  const form = await amoxicillin(client, change);
  const { findings } = valueOf(await client.prescribing.check({ draftId, form }));
  valueOf(await client.prescribing.saveDraft({ draftId, form: { ...form, confirmations: confirmed(findings) } }));
  const [shown] = valueOf(await client.prescribing.preview({ draftIds: [draftId] }));
  return { draftId, documentOid, digest: shown?.digest ?? '' };
}

export async function prescribe(
  client: ApiClient,
  patientId: string,
  change: Partial<PrescriptionForm> = {},
): Promise<Oid> {
  const { draftId, digest, documentOid } = await preparePrescription(client, patientId, change);
  const result = valueOf(await client.prescribing.sign({ items: [{ draftId, digest }], pin2: PIN2 }));
  expect(result.left).toEqual([]);
  return documentOid;
}

export async function queueRow(client: ApiClient, documentOid: Oid): Promise<QueueRow | undefined> {
  const { rows } = valueOf(await client.queue.list({ show: 'all' }));
  return rows.find(row => row.documentOid === documentOid);
}

/** Waits until `look` gives something; the time is only there to end a hung test. */
export async function until<T>(
  look: () => Promise<T | null | undefined | false>,
  what: string,
  limitMs = 30_000,
): Promise<T> {
  const started = performance.now();
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() - started > limitMs) throw new Error(`waited in vain: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

export const accepted = (client: ApiClient, documentOid: Oid): Promise<QueueRow> =>
  until(async () => {
    const row = await queueRow(client, documentOid);
    return row?.state === 'accepted' ? row : null;
  }, `${documentOid} accepted`);

/** Practice packs carry numbers of GS1's restricted circulation; the check digit weighs 3 and 1 from the left. */
export function practiceGtin(vnr: string): string {
  const body = `0200000${vnr}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** Everything of a dispensing up to the signature, on what the Centre says at this moment. */
export async function prepareDispensing(
  client: ApiClient,
  patientId: string,
  setId: Oid,
  packages = '1',
  change: Partial<DispensingForm> = {},
): Promise<Made> {
  const { draft } = valueOf(await client.dispensing.openForm({ patientId, prescriptionSetId: setId }));
  const { draftId, documentOid } = draft;
  const form = { ...draft.form, packages, substitutionRefusal: 'buyerRefuses' as const, ...change };
  const { findings } = valueOf(await client.dispensing.check({ draftId, form }));
  valueOf(await client.dispensing.saveDraft({ draftId, form: { ...form, confirmations: confirmed(findings) } }));
  const [shown] = valueOf(await client.dispensing.preview({ draftIds: [draftId] }));
  return { draftId, documentOid, digest: shown?.digest ?? '' };
}

export async function signDispensing(client: ApiClient, { draftId, digest }: Made): Promise<void> {
  expect(valueOf(await client.dispensing.sign({ items: [{ draftId, digest }], pin2: PIN2 })).left).toEqual([]);
}

/** Dispenses `packages` of what was prescribed. */
export async function dispense(
  client: ApiClient,
  patientId: string,
  setId: Oid,
  packages = '1',
  change: Partial<DispensingForm> = {},
): Promise<Oid> {
  const made = await prepareDispensing(client, patientId, setId, packages, change);
  await signDispensing(client, made);
  return made.documentOid;
}

/** An act that the service refused, or that waits for a person. */
export const parked = (client: ApiClient, documentOid: Oid): Promise<QueueRow> =>
  until(async () => {
    const row = await queueRow(client, documentOid);
    return row?.state === 'held' || row?.state === 'rejected' ? row : null;
  }, `${documentOid} parked`);

export type AnyReply = Reply<unknown>;
