import type { Task } from 'fhir/r4.js';
import { SYSTEM, profile } from '../names.ts';
import { type HoldKind, type PrescriptionRow, type PrescriptionState } from '../store/prescriptions.ts';
import { fhirDateTime } from '../time.ts';
import { concept, displayed } from './elements.ts';

const STATE_TO_BUSINESS: Readonly<Record<PrescriptionState, string>> = {
  'not-dispensed': 'available',
  partly: 'partly-dispensed',
  fully: 'fully-dispensed',
  cancelled: 'cancelled',
  expired: 'expired',
};
const STATE_TO_TASK: Readonly<Record<PrescriptionState, Task['status']>> = {
  'not-dispensed': 'ready',
  partly: 'ready',
  fully: 'completed',
  cancelled: 'cancelled',
  expired: 'cancelled',
};
const HOLD_TO_BUSINESS: Readonly<Record<HoldKind, string>> = {
  hold: 'hold',
  reserved: 'reserved',
  'dose-dispensing': 'dose-dispensing',
  locked: 'locked',
};

/** What others see in place of the owner's secret: the profile demands that one is there. */
const MASK = 'hidden';

export type TaskParts = Readonly<{
  row: PrescriptionRow;
  authoredOn: string;
  ownerId: string | null;
  ownerName: string | null;
  nowMs: number;
}>;

/** The fulfilment task of a prescription: the pharmacies' side of its state. */
export function taskView({ row, authoredOn, ownerId, ownerName, nowMs }: TaskParts): Task {
  const { hold } = row;
  return {
    resourceType: 'Task',
    meta: { profile: [profile('sim-rx-task')] },
    identifier: [
      { system: SYSTEM.prescriptionSetId, value: `urn:oid:${row.setId}` },
      ...(hold ? [{ system: SYSTEM.taskSecret, value: hold.secret }] : []),
    ],
    status: hold ? 'in-progress' : STATE_TO_TASK[row.state],
    ...(hold?.reason ? { statusReason: { text: hold.reason } } : {}),
    businessStatus: concept(SYSTEM.workflow, hold ? HOLD_TO_BUSINESS[hold.kind] : STATE_TO_BUSINESS[row.state]),
    intent: 'order',
    code: concept('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill'),
    focus: { reference: `MedicationRequest/${row.requestId}` },
    for: { reference: `Patient/${row.patientId}` },
    authoredOn,
    lastModified: fhirDateTime(nowMs),
    ...(hold && ownerId
      ? {
          owner: {
            reference: `Organization/${ownerId}`,
            identifier: { system: SYSTEM.uri, value: `urn:oid:${hold.owner}` },
            ...displayed(ownerName),
          },
        }
      : {}),
    ...(typeof hold?.untilMs === 'number' ? { restriction: { period: { end: fhirDateTime(hold.untilMs) } } } : {}),
  };
}

/** Hides the secret and the reason from everybody but the owner. */
export function maskedTask<T extends Task>(task: T, mayRead: boolean): T {
  if (mayRead || task.status !== 'in-progress') return task;
  const { statusReason: _reason, ...rest } = task;
  return {
    ...(rest as T),
    identifier: (task.identifier ?? []).map(i => (i.system === SYSTEM.taskSecret ? { ...i, value: MASK } : i)),
  };
}
