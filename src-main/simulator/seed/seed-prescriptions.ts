import { type Instant, type LocalDate, addDays, dateInHelsinki, instantOfMs } from '../../../shared/kernel/time.ts';
import { helsinkiMs } from '../time.ts';
import { type Origin } from './cda-parts.ts';
import {
  type Practice,
  type PracticeOrganisation,
  type PracticePatient,
  type PracticeProfessional,
} from './practice.ts';
import { dispensingDocument, prescriptionDocument, type DispensedAmount } from './seed-documents.ts';
import { planPrescriptions, type PlannedPrescription } from './seed-plan.ts';
import { openSigningKey, signDocument, type SigningKey } from './seed-signing.ts';
import { type Treatment } from './treatments.ts';

/** A signed document for the normal path of the simulator, in the order in which it was made. */
export type SeedDocument = Readonly<{
  oid: string;
  setId: string;
  /** 1 prescription, 10 dispensing */
  type: '1' | '10';
  /** UTF-8; written and signed at the first reading (a few milliseconds), so that storing can be done in portions */
  bytes: Uint8Array;
  patientHetu: string | null;
  /** id of the patient in the practice register, for those without identity code */
  patientId: string;
  authorRegistrationNumber: string;
  organisationOid: string;
  serviceEventOid?: string;
  createdAt: Instant;
}>;

export type SeedInput = Readonly<{
  practice: Practice;
  patients: readonly PracticePatient[];
  treatments: readonly Treatment[];
  /** the folder `resources/certs-test-only` */
  certsDir: string;
  nowMs: number;
}>;

/** The practice certificates are valid from 1.1.2025: nothing can have been signed before. */
const FIRST_DAY = '2025-01-02' as LocalDate;
/** Workstation part of the OIDs: far from those that real workstations take. */
const SERIES = '999';

const two = (value: number): string => String(value).padStart(2, '0');

/** Makes the documents one by one and numbers them; knows who works where. */
class SeedWriter {
  readonly #input: SeedInput;
  readonly #today: LocalDate;
  readonly #keys = new Map<string, SigningKey>();
  readonly #serials = new Map<string, number>();

  constructor(input: SeedInput) {
    this.#input = input;
    this.#today = dateInHelsinki(input.nowMs);
  }

  write(planned: PlannedPrescription): SeedDocument[] {
    const date = this.#dayOf(planned.daysAgo, planned.patient);
    const prescriber = this.#prescriberOn(planned.prescriber, date);
    const origin = this.#origin('1', prescriber, planned.patient, date, 8);
    const documents = [this.#document(origin, () => prescriptionDocument(planned, origin))];
    let done = 0;
    for (const dispensing of planned.dispensings) {
      const day = this.#dayOf(dispensing.daysAgo, planned.patient);
      const dispensed = this.#origin('10', this.#person(dispensing.by), planned.patient, day, 13);
      done += dispensing.packages;
      const amount = amountsAfter(planned, dispensing.packages, done);
      documents.push(this.#document(dispensed, () => dispensingDocument(planned, origin.oid, amount, dispensed)));
    }
    return documents;
  }

  #person(id: string): PracticeProfessional {
    const found = this.#input.practice.professionals.find(person => person.id === id);
    if (found === undefined) throw new Error(`no professional ${id}`);
    return found;
  }

  /** Who has lost the right by then is replaced, so that the seed is lawful whenever it is made. */
  #prescriberOn(id: string, date: LocalDate): PracticeProfessional {
    const person = this.#person(id);
    const lawful = person.validFrom <= date && (person.validTo === null || date <= person.validTo);
    return lawful ? person : this.#person('aino-harjula');
  }

  /** Days count back from today, or from the day before death. */
  #dayOf(daysAgo: number, { deceased }: PracticePatient): LocalDate {
    const last = deceased === undefined ? this.#today : addDays(deceased as LocalDate, -1);
    const day = addDays(last < this.#today ? last : this.#today, -daysAgo);
    return day < FIRST_DAY ? FIRST_DAY : day;
  }

  #unit(id: string): PracticeOrganisation {
    const found = this.#input.practice.organisations.find(unit => unit.id === id);
    if (found === undefined) throw new Error(`no organisation ${id}`);
    return found;
  }

  #nextOid(unit: PracticeOrganisation, nodeClass: '93' | '14', year: string): string {
    const series = `1.2.246.10.${unit.businessId}.${nodeClass}${SERIES}.${year}`;
    const serial = (this.#serials.get(series) ?? 0) + 1;
    this.#serials.set(series, serial);
    return `${series}.${serial}`;
  }

  #origin(
    type: Origin['type'],
    author: PracticeProfessional,
    patient: PracticePatient,
    day: LocalDate,
    hour: number,
  ): Origin {
    const unit = this.#unit(author.organisation);
    const year = day.slice(0, 4);
    const oid = this.#nextOid(unit, '93', year);
    const minute = Number(oid.slice(oid.lastIndexOf('.') + 1));
    const clock = `${two(hour + (minute % 4))}:${two((minute * 7) % 60)}:${two((minute * 13) % 60)}`;
    // Made today means made before now, whatever the hour.
    const atMs = Math.min(helsinkiMs(day, clock), this.#input.nowMs - 60_000);
    return {
      oid,
      type,
      atMs: Math.floor(atMs / 1000) * 1000,
      patient,
      author,
      unit,
      provider: unit.partOf === undefined ? undefined : this.#unit(unit.partOf),
      serviceEventOid: type === '1' ? this.#nextOid(unit, '14', year) : undefined,
    };
  }

  #keyOf(author: PracticeProfessional): SigningKey {
    const key = this.#keys.get(author.id) ?? openSigningKey(this.#input.certsDir, author);
    this.#keys.set(author.id, key);
    return key;
  }

  #document(origin: Origin, write: () => string): SeedDocument {
    const { author, oid, atMs } = origin;
    const sign = (): Uint8Array => signDocument(write(), oid, atMs, this.#keyOf(author));
    let signed: Uint8Array | undefined;
    return {
      oid,
      setId: oid,
      type: origin.type,
      get bytes() {
        signed ??= sign();
        return signed;
      },
      patientHetu: origin.patient.hetu,
      patientId: origin.patient.id,
      authorRegistrationNumber: author.registrationNumber,
      organisationOid: origin.unit.oid,
      ...(origin.serviceEventOid === undefined ? {} : { serviceEventOid: origin.serviceEventOid }),
      createdAt: instantOfMs(atMs),
    };
  }
}

/** What a dispensing of whole packages leaves; of an iterated prescription in lots, `2X30`. */
function amountsAfter(planned: PlannedPrescription, packages: number, done: number): DispensedAmount {
  const size = Number(planned.treatment.product.size);
  const lot = planned.packages * size;
  const left = lot * (1 + (planned.iteration?.count ?? 0)) - done * size;
  const lots = left / lot;
  const inLots = planned.iteration !== undefined && left > 0 && Number.isInteger(lots);
  return {
    packages,
    amount: String(packages * size),
    left: String(left),
    leftText: inLots ? `${lots}X${lot}` : String(left),
    fully: left === 0,
  };
}

/**
 * The prescriptions and dispensings that the practice world begins with, signed by their makers. The plan is the same on
 * every machine and its dates follow `nowMs`; only the values of elliptic-curve signatures differ from run to run.
 * @returns in the order of making: a dispensing after its prescription, versions all 1
 */
export function seedPrescriptions(input: SeedInput): SeedDocument[] {
  const writer = new SeedWriter(input);
  const planned = planPrescriptions(input.patients, input.treatments, dateInHelsinki(input.nowMs));
  const documents = planned.flatMap(item => writer.write(item));
  return documents.sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0));
}
