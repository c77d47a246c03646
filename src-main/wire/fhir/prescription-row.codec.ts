import type { DocumentReference, Extension, FhirResource, MedicationDispense, Reference, Task } from 'fhir/r4.js';
import { type Generation } from '../../../shared/codes/cda-generations.ts';
import { type CorrectedBy } from '../../../shared/domain/documents/prescription-change.ts';
import { prescribedTotal } from '../../../shared/domain/prescribing/amounts.ts';
import {
  type Prescription,
  type PrescriptionHolder,
  type PrescriptionRow,
  type PrescriptionState,
  type Quantity,
} from '../../../shared/domain/prescribing/prescription.ts';
import { compare, subtract, ZERO } from '../../../shared/kernel/decimal.ts';
import { expiresOn } from '../../../shared/domain/prescribing/validity.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { instantOf } from './fhir-time.ts';
import { decimalOf } from './json.ts';
import { readRenewals } from './renewal-state.codec.ts';
import { ofType, oidOf, oidUnder } from './resources.ts';
import { MESSAGE_TYPE, profileUrl, SYSTEM } from './systems.ts';

/** The newest legal document of a prescription that has content: the prescription itself or its correction. */
export type LegalDocument = Readonly<{ oid: Oid; setId: Oid; url: string; hash: string }>;

/** What a legal document holds, and how its generation stands to the one that is written here. */
export type StoredPrescription = Readonly<{
  prescription: Prescription;
  generation: Generation;
  /** Of a correction: who made it. */
  corrected: CorrectedBy | null;
}>;

const typeCodeOf = (document: DocumentReference): string | undefined =>
  document.type?.coding?.find(({ system }) => system === SYSTEM.messageType)?.code;

const HAS_CONTENT: ReadonlySet<string | undefined> = new Set([
  MESSAGE_TYPE.prescription,
  MESSAGE_TYPE.prescriptionCorrection,
]);

/** Which documents have to be read for the rows: of each set the latest with content, also when it was cancelled later. */
export function legalDocuments(resources: readonly FhirResource[]): readonly LegalDocument[] {
  const latest = new Map<Oid, Readonly<{ document: LegalDocument; date: Instant }>>();
  for (const reference of ofType(resources, 'DocumentReference')) {
    const oid = oidOf(reference.masterIdentifier);
    const setId = oidUnder(reference.identifier, SYSTEM.prescriptionSetId);
    const date = instantOf(reference.date);
    const attachment = reference.content[0]?.attachment;
    if (!HAS_CONTENT.has(typeCodeOf(reference)) || !oid || !setId || !date || !attachment?.url || !attachment.hash)
      continue;
    const before = latest.get(setId);
    if (before && before.date >= date) continue;
    latest.set(setId, { document: { oid, setId, url: attachment.url, hash: attachment.hash }, date });
  }
  return [...latest.values()].map(({ document }) => document);
}

/** References `Organization/<id>` whose OID is not told on the spot: the caller asks for them. */
export const ownersToAsk = (resources: readonly FhirResource[]): readonly string[] => [
  ...new Set(
    ofType(resources, 'Task').flatMap(({ owner }) =>
      owner?.reference !== undefined && owner.identifier === undefined ? [owner.reference] : [],
    ),
  ),
];

/** Others who hold a prescription now: whoever waits for it wants their number. */
export const holdersElsewhere = (resources: readonly FhirResource[], ownOid: Oid): readonly string[] => [
  ...new Set(
    ofType(resources, 'Task').flatMap(({ status, owner }) =>
      status === 'in-progress' && owner?.reference !== undefined && oidOf(owner.identifier) !== ownOid
        ? [owner.reference]
        : [],
    ),
  ),
];

export type Organisations = ReadonlyMap<string, Readonly<{ oid: Oid; name: string; phone?: string }>>;

const statusOf = (task: Task): string | undefined =>
  task.businessStatus?.coding?.find(({ system }) => system === SYSTEM.workflow)?.code;

const HOLDER_KINDS: Readonly<Record<string, PrescriptionHolder['kind']>> = {
  hold: 'hold',
  reserved: 'reserved',
  locked: 'locked',
  'dose-dispensing': 'doseDispensing',
};

/** While somebody holds the prescription its business status names the hold, so the lots tell how far it is dispensed. */
function stateOf(status: string | undefined, lots: number): PrescriptionState | null {
  switch (status) {
    case 'available':
      return 'notDispensed';
    case 'partly-dispensed':
      return 'partlyDispensed';
    case 'fully-dispensed':
      return 'fullyDispensed';
    case 'cancelled':
      return 'cancelled';
    case 'expired':
      return 'expired';
    case 'hold':
    case 'reserved':
    case 'locked':
    case 'dose-dispensing':
      return lots > 0 ? 'partlyDispensed' : 'notDispensed';
    default:
      return null;
  }
}

function ownerOf(
  owner: Reference | undefined,
  organisations: Organisations,
): Readonly<{ oid: Oid; name: string; phone: string }> | null {
  const known = owner?.reference === undefined ? undefined : organisations.get(owner.reference);
  const oid = oidOf(owner?.identifier) ?? known?.oid;
  return oid === undefined ? null : { oid, name: owner?.display ?? known?.name ?? '', phone: known?.phone ?? '' };
}

/** Undefined: somebody holds it, but what was told of that is not understood. */
function holderOf(task: Task, organisations: Organisations, ownOid: Oid): PrescriptionHolder | null | undefined {
  if (task.status !== 'in-progress') return null;
  const kind = HOLDER_KINDS[statusOf(task) ?? ''];
  const owner = ownerOf(task.owner, organisations);
  const since = instantOf(task.lastModified);
  if (!kind || !owner || !since) return undefined;
  const mine = owner.oid === ownOid;
  const phone = mine || owner.phone === '' ? {} : { phone: owner.phone };
  return { kind, organisationOid: owner.oid, organisationName: owner.name, since, mine, ...phone };
}

const extensionNamed = (dispense: MedicationDispense, name: string): Extension | undefined =>
  dispense.extension?.find(({ url }) => url === profileUrl(name));

function remainingAfter(dispense: MedicationDispense): Quantity | null {
  const quantity = extensionNamed(dispense, 'remaining-amount')?.valueQuantity;
  const value = decimalOf(quantity?.value);
  return value === null || quantity?.unit === undefined ? null : { value, unit: quantity.unit };
}

type Lot = Readonly<{ at: Instant; dispense: MedicationDispense }>;

/** Valid dispensings of a prescription, oldest first. */
function lotsOf(setId: Oid, dispenses: readonly MedicationDispense[]): readonly Lot[] {
  return dispenses
    .filter(
      ({ status, authorizingPrescription }) =>
        status === 'completed' &&
        authorizingPrescription?.some(({ identifier }) => oidOf(identifier) === setId) === true,
    )
    .flatMap(dispense => {
      const at = instantOf(dispense.whenHandedOver);
      return at === null ? [] : [{ at, dispense }];
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const amountOf = ({ dispense }: Lot): Quantity | null => {
  const value = decimalOf(dispense.quantity?.value);
  return value === null || dispense.quantity?.unit === undefined ? null : { value, unit: dispense.quantity.unit };
};

/**
 * Nothing is left where the Centre says so; before the first lot everything is. Else what was prescribed less all
 * that was given: an earlier lot may have been corrected after the latest one. Where that cannot be told, what the latest left.
 */
function remainingOf(prescription: Prescription, state: PrescriptionState, lots: readonly Lot[]): Quantity | null {
  const total = prescribedTotal(prescription);
  if (state === 'fullyDispensed') return total === null ? null : { value: '0' as Quantity['value'], unit: total.unit };
  const latest = lots.at(-1);
  if (latest === undefined) return total;
  const given = lots.map(amountOf);
  if (total === null || !given.every(amount => amount?.unit === total.unit)) return remainingAfter(latest.dispense);
  const left = given.reduce((rest, amount) => (amount === null ? rest : subtract(rest, amount.value)), total.value);
  return { value: compare(left, ZERO) < 0 ? ZERO : left, unit: total.unit };
}

/**
 * Rows of a patient's list: content from the legal documents, state from the fulfilment tasks, lots from the dispensings.
 * A prescription that cannot be shown safely is never left out in silence: the result is a refusal with its set id.
 * @param contents prescriptions read from the documents, by set id
 */
export function readPrescriptionRows(
  resources: readonly FhirResource[],
  contents: ReadonlyMap<Oid, StoredPrescription>,
  organisations: Organisations,
  ownOrganisationOid: Oid,
): Result<readonly PrescriptionRow[], readonly string[]> {
  const dispenses = ofType(resources, 'MedicationDispense');
  const renewals = readRenewals(resources);
  const rows: PrescriptionRow[] = [];
  const unreadable: string[] = [];
  for (const task of ofType(resources, 'Task')) {
    const setId = oidUnder(task.identifier, SYSTEM.prescriptionSetId);
    if (task.intent !== 'order') continue; // requests for renewal stand beside what they ask to renew
    const stored = setId === null ? undefined : contents.get(setId);
    const lots = setId === null ? [] : lotsOf(setId, dispenses);
    const state = stateOf(statusOf(task), lots.length);
    const holder = holderOf(task, organisations, ownOrganisationOid);
    if (!stored || !state || holder === undefined) {
      unreadable.push(setId ?? 'unknown');
      continue;
    }
    const { prescription, generation, corrected } = stored;
    const latest = lots.at(-1);
    const renewal = renewals.get(prescription.setId);
    rows.push({
      prescription,
      state,
      holder,
      remaining: remainingOf(prescription, state, lots),
      dispensedLots: lots.length,
      lastDispensedAt: latest?.at ?? null,
      ...(lots.length === 0 ? {} : { lots: lots.map(lot => ({ at: lot.at, amount: amountOf(lot) })) }),
      expiresOn: expiresOn(prescription),
      acceptance: 'accepted',
      ...(generation === 'same' ? {} : { generation }),
      ...(corrected === null ? {} : { corrected }),
      ...(renewal === undefined ? {} : { renewal }),
    });
  }
  return unreadable.length === 0 ? ok(rows) : fail(unreadable);
}
