import type { FhirResource, MedicationDispense, Task } from 'fhir/r4.js';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type QueryContext } from '../../app/ports/kanta.port.ts';
import { type LegalDocument } from '../../wire/fhir/prescription-row.codec.ts';
import { instantOf } from '../../wire/fhir/fhir-time.ts';
import { oidOf, oidUnder, ofType } from '../../wire/fhir/resources.ts';
import { SYSTEM } from '../../wire/fhir/systems.ts';

const MOST_KEPT = 2000;

/** A row as it was listed, and by which versions it can be told later that it still stands. */
type Known = Readonly<{
  row: PrescriptionRow;
  document: LegalDocument;
  dispenses: readonly MedicationDispense[];
  version: number;
  isHeld: boolean;
}>;

/** What has to be asked for beside the states to list the prescriptions of one patient. */
export type Missing = 'nothing' | 'dispensings' | 'everything';

/**
 * What the lists of a workstation told last. Every event of a prescription makes a new version of its fulfilment task, and every
 * event of a dispensing one of that too: by the versions it can be told what has happened since, without asking for it.
 */
export interface KnownPrescriptions {
  remember(
    rows: readonly PrescriptionRow[],
    resources: readonly FhirResource[],
    documents: ReadonlyMap<Oid, LegalDocument>,
    context: QueryContext,
  ): void;
  /** The row as it was listed, when the answer to a hold shows that nothing but the hold has happened since. */
  unchangedRow(setId: Oid, held: readonly FhirResource[], context: QueryContext): PrescriptionRow | null;
  missing(states: readonly FhirResource[], context: QueryContext): Missing;
  /** Whether new dispensings account for every event since, so that no legal document can have been replaced. */
  explainedBy(dispenses: readonly FhirResource[], states: readonly FhirResource[], context: QueryContext): boolean;
  /** What is known of the prescriptions with these states. Only after `missing` or `explainedBy` said that it stands. */
  of(states: readonly FhirResource[], context: QueryContext): readonly Known[];
}

const setIdOf = ({ intent, identifier }: Task): Oid | null =>
  intent === 'order' ? oidUnder(identifier, SYSTEM.prescriptionSetId) : null;

/** Versions that are not numbered are never the same: then everything is asked for again. */
const versionOf = ({ meta }: Task | MedicationDispense): number =>
  /^\d{1,9}$/.test(meta?.versionId ?? '') ? Number(meta?.versionId) : NaN;

const eventsOf = (dispenses: readonly MedicationDispense[]): number =>
  dispenses.reduce((sum, dispense) => sum + versionOf(dispense), 0);

const dispensesOf = (resources: readonly FhirResource[], setId: Oid): readonly MedicationDispense[] =>
  ofType(resources, 'MedicationDispense').filter(
    ({ authorizingPrescription }) =>
      authorizingPrescription?.some(({ identifier }) => oidOf(identifier) === setId) === true,
  );

const orders = (states: readonly FhirResource[]): readonly Task[] =>
  ofType(states, 'Task').filter(({ intent }) => intent === 'order');

/** A dispensing that came after the states were asked for stands for no event that they show. */
const isShownBy = (task: Task, dispenses: readonly MedicationDispense[]): boolean => {
  const told = instantOf(task.meta?.lastUpdated);
  return (
    told !== null &&
    dispenses.every(({ meta }) => {
      const at = instantOf(meta?.lastUpdated);
      return at !== null && at <= told;
    })
  );
};

export function createKnownPrescriptions(): KnownPrescriptions {
  /** By organisation and prescription, because the holder is told in relation to who asks. */
  const listed = new Map<string, Known>();
  const keyOf = (setId: Oid, { organisationOid }: QueryContext): string => `${organisationOid} ${setId}`;
  const knownOf = (task: Task, context: QueryContext): Known | undefined => {
    const setId = setIdOf(task);
    return setId === null ? undefined : listed.get(keyOf(setId, context));
  };

  return {
    remember(rows, resources, documents, context) {
      if (listed.size >= MOST_KEPT) listed.clear();
      const tasks = new Map(orders(resources).map(task => [setIdOf(task), task]));
      for (const row of rows) {
        const { setId } = row.prescription;
        const [task, document] = [tasks.get(setId), documents.get(setId)];
        if (task === undefined || document === undefined) continue;
        const isHeld = task.status === 'in-progress';
        const dispenses = dispensesOf(resources, setId);
        listed.set(keyOf(setId, context), { row, document, dispenses, version: versionOf(task), isHeld });
      }
    },

    unchangedRow(setId, held, context) {
      const before = listed.get(keyOf(setId, context));
      const [task] = ofType(held, 'Task');
      const [document] = ofType(held, 'Binary');
      if (before === undefined || task === undefined || document?.id === undefined) return null;
      const version = versionOf(task);
      // The hold itself is an event.
      const isSame = version === before.version + (before.isHeld ? 0 : 1);
      if (!isSame || !before.document.url.endsWith(`/${document.id}`)) return null;
      listed.set(keyOf(setId, context), { ...before, version, isHeld: true });
      return before.row;
    },

    missing(states, context) {
      const tasks = orders(states);
      const known = tasks.map(task => knownOf(task, context));
      if (known.includes(undefined)) return 'everything';
      return tasks.every((task, index) => known[index]?.version === versionOf(task)) ? 'nothing' : 'dispensings';
    },

    explainedBy: (dispenses, states, context) =>
      orders(states).every(task => {
        const known = knownOf(task, context);
        if (known === undefined) return false;
        if (known.version === versionOf(task)) return true;
        const now = dispensesOf(dispenses, known.row.prescription.setId);
        return versionOf(task) - known.version === eventsOf(now) - eventsOf(known.dispenses) && isShownBy(task, now);
      }),

    of: (states, context) => orders(states).flatMap(task => knownOf(task, context) ?? []),
  };
}
