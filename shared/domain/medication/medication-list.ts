import { addDays, dateInHelsinki, type Instant, instantMs, type LocalDate } from '../../kernel/time.ts';
import { fullName } from '../people/person.ts';
import { type PrescriptionRow } from '../prescribing/prescription.ts';
import { productName } from '../prescribing/product.ts';

/** Whose word it is: the unit's own list, or what the patient tells. */
export type MedicationSource = 'local' | 'patient';

/** What a person decided about one medicine when the columns were compared. */
export const MEDICATION_CHOICES = ['national', 'local', 'patient', 'stop'] as const;
export type MedicationChoice = (typeof MEDICATION_CHOICES)[number];

/**
 * What became of the list at this workstation, never changed afterwards: the list of any day is what had been written by then.
 * `key` names a medicine across the columns (`medicationKey`).
 */
export type MedicationEvent = Readonly<{
  id: string;
  at: Instant;
  by: Readonly<{ registrationNumber: string; name: string }>;
}> &
  (
    | Readonly<{
        type: 'said';
        source: MedicationSource;
        key: string;
        name: string;
        /** Empty where it is not used. */
        dose: string;
        inUse: boolean;
        note: string;
      }>
    | Readonly<{ type: 'decided'; key: string; name: string; choice: MedicationChoice; dose: string }>
    | Readonly<{ type: 'reconciled'; note: string }>
  );

/** One column of a medicine. */
export type MedicationWord = Readonly<{
  dose: string;
  inUse: boolean;
  at: Instant;
  by: string;
  note: string;
  /** Of the national column: signed here, and the Centre has not accepted it. */
  isWaiting?: true;
}>;

/** A prescription behind the national column, newest first. */
export type NationalLink = Readonly<{
  setId: string;
  dose: string;
  at: Instant;
  by: string;
  state: PrescriptionRow['state'];
  expiresOn: LocalDate;
}>;

/** One medicine as a continuum: its prescriptions follow each other, the other columns stand beside the newest. */
export type MedicationRow = Readonly<{
  key: string;
  name: string;
  national: MedicationWord | null;
  local: MedicationWord | null;
  patient: MedicationWord | null;
  /** The columns do not say the same, or nobody has looked at the newest prescription yet. */
  differs: boolean;
  continuum: readonly NationalLink[];
}>;

export type MedicationList = Readonly<{
  asOf: LocalDate;
  /** Differences first, then by name. */
  rows: readonly MedicationRow[];
  /** The newest reconciliation up to that day. */
  reconciled: Readonly<{ at: Instant; by: string; note: string }> | null;
  /** Everything that was written up to that day, newest first. */
  events: readonly MedicationEvent[];
  /** First day of which anything is known. */
  earliest: LocalDate;
}>;

const folded = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('fi');

/** Prescriptions of one substance in one strength and form follow each other; what has no code goes by its name. */
export const medicationKey = ({
  atc,
  name,
  strength,
  form,
}: Readonly<Record<'atc' | 'name' | 'strength' | 'form', string>>): string =>
  [atc === '' ? folded(name) : atc, folded(strength), folded(form)].join('|');

const keyOfRow = ({ prescription: { product } }: PrescriptionRow): string =>
  medicationKey({
    atc: product.atc,
    name: productName(product, 'fi'),
    strength: product.strength,
    form: product.form.fi,
  });
const nameOfRow = ({ prescription: { product } }: PrescriptionRow): string =>
  [productName(product, 'fi'), product.strength].filter(part => part !== '').join(' ');

const dayOf = (at: Instant): LocalDate => dateInHelsinki(instantMs(at));

/** In force on that day, as far as today's state tells: what is cancelled was so from its beginning. */
const isInForce = (row: PrescriptionRow, asOf: LocalDate, today: LocalDate): boolean => {
  if (row.state === 'cancelled' || row.expiresOn < asOf) return false;
  if (row.state !== 'fullyDispensed' || row.prescription.permanentMedication || row.lastDispensedAt === null)
    return true;
  // All of it was given out: in use until it was, and for the usual supply of three months after it.
  const usedUntil = addDays(dayOf(row.lastDispensedAt), SUPPLY_DAYS);
  return usedUntil >= (asOf < today ? asOf : today);
};
/** A usual supply and a little: our own choice. */
const SUPPLY_DAYS = 100;

const wordOf = (event: MedicationEvent, dose: string, inUse: boolean, note: string): MedicationWord => ({
  dose,
  inUse,
  at: event.at,
  by: event.by.name,
  note,
});

const says = (word: MedicationWord): string => (word.inUse ? folded(word.dose) : '');

type Words = { name: string; local: MedicationWord | null; patient: MedicationWord | null; lookedAt: Instant | null };

/** The columns that people of this workstation fill, by medicine. */
function wordsUpTo(events: readonly MedicationEvent[]): Map<string, Words> {
  const words = new Map<string, Words>();
  for (const event of events) {
    if (event.type === 'reconciled') continue;
    const known = words.get(event.key) ?? { name: event.name, local: null, patient: null, lookedAt: null };
    words.set(event.key, known);
    if (event.type === 'said') {
      known[event.source] = wordOf(event, event.dose, event.inUse, event.note);
      continue;
    }
    known.lookedAt = event.at;
    known.local = wordOf(event, event.dose, event.choice !== 'stop', '');
  }
  return words;
}

function rowOf(
  key: string,
  links: readonly PrescriptionRow[],
  words: Words | undefined,
  isInUse: boolean,
  keepsOwn: boolean,
): MedicationRow {
  const continuum = links.map(({ prescription, state, expiresOn }): NationalLink => ({
    setId: prescription.setId,
    dose: prescription.dose.text,
    at: prescription.prescribedAt,
    by: fullName(prescription.prescriber),
    state,
    expiresOn,
  }));
  const [newest] = continuum;
  const isWaiting = links[0] !== undefined && links[0].acceptance !== 'accepted';
  const national: MedicationWord | null =
    newest === undefined
      ? null
      : {
          dose: newest.dose,
          inUse: isInUse,
          at: newest.at,
          by: newest.by,
          note: '',
          ...(isWaiting ? { isWaiting } : {}),
        };
  const { local = null, patient = null, lookedAt = null } = words ?? {};
  // What a person decided after everything else was said is agreed, also where the columns keep their own words.
  const newestWord = [national?.at, patient?.at].reduce<string>((a, b) => (b !== undefined && b > a ? b : a), '');
  const isAgreed = lookedAt !== null && lookedAt >= newestWord && (local?.at ?? '') <= lookedAt;
  const said = [national, local, patient].filter(word => word !== null).map(says);
  const isNew = keepsOwn && national !== null && national.inUse && local === null;
  return {
    key,
    name: links[0] === undefined ? (words?.name ?? key) : nameOfRow(links[0]),
    national,
    local,
    patient,
    differs: !isAgreed && (isNew || new Set(said).size > 1),
    continuum,
  };
}

/**
 * The patient's medication as it was known on a day: prescriptions of the Centre as continuums, the unit's own list and the
 * patient's word side by side.
 * @param rows prescriptions of the Centre as they are today; those made later than the day are left out
 * @param events oldest first
 * @param keepsOwn the unit keeps a list of its own: what is not in it yet has to be looked at
 */
export function medicationListOf(
  rows: readonly PrescriptionRow[],
  events: readonly MedicationEvent[],
  asOf: LocalDate,
  today: LocalDate,
  keepsOwn = true,
): MedicationList {
  const past = events.filter(({ at }) => dayOf(at) <= asOf);
  const continuums = new Map<string, PrescriptionRow[]>();
  const known = rows
    .filter(({ prescription }) => dayOf(prescription.prescribedAt) <= asOf)
    .toSorted((a, b) => (a.prescription.prescribedAt < b.prescription.prescribedAt ? 1 : -1));
  for (const row of known) {
    const key = keyOfRow(row);
    continuums.set(key, [...(continuums.get(key) ?? []), row]);
  }
  const words = wordsUpTo(past);
  const keys = [...new Set([...continuums.keys(), ...words.keys()])];
  const list = keys
    .map(key => {
      const links = continuums.get(key) ?? [];
      return rowOf(
        key,
        links,
        words.get(key),
        links.some(link => isInForce(link, asOf, today)),
        keepsOwn,
      );
    })
    // What ended long ago and nobody speaks of is history, not medication.
    .filter(row => row.national?.inUse === true || row.local !== null || row.patient !== null)
    .toSorted((a, b) => Number(b.differs) - Number(a.differs) || a.name.localeCompare(b.name, 'fi'));
  const reconciled = past.findLast(event => event.type === 'reconciled');
  const days = [
    ...rows.map(({ prescription }) => dayOf(prescription.prescribedAt)),
    ...events.map(({ at }) => dayOf(at)),
  ];
  return {
    asOf,
    rows: list,
    reconciled: reconciled === undefined ? null : { at: reconciled.at, by: reconciled.by.name, note: reconciled.note },
    events: past.toReversed(),
    earliest: days.reduce((first, day) => (day < first ? day : first), today),
  };
}

/** What a decision writes into the unit's own list; null where the column that it takes from is empty. */
export function doseOfChoice(row: MedicationRow, choice: MedicationChoice): string | null {
  if (choice === 'stop') return '';
  const word = row[choice];
  return word === null ? null : word.dose;
}
