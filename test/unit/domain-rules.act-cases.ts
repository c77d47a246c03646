import { type ChangeFacts } from '../../shared/domain/lifecycle/change.rules.ts';
import { type RenewalFacts } from '../../shared/domain/lifecycle/renewal.rules.ts';
import { QUEUE_PATIENCE_MS, type StorageFacts, type WaitingFacts } from '../../shared/domain/lifecycle/stored.rules.ts';
import { type AccessFacts } from '../../shared/domain/people/access.rules.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { aPatient, aPhysician } from '../builders/person.builder.ts';
import { TODAY } from '../builders/prescription.builder.ts';
import { type Case } from './domain-rules.case.ts';

const HOUR = 3_600_000;
const access = (change: Partial<AccessFacts> = {}): AccessFacts => ({
  profession: 'physician',
  queryReason: '1',
  rightAgeMs: HOUR,
  rightInForce: true,
  rightMaxAgeMs: 72 * HOUR,
  ...change,
});
export const ACCESS_CASES: readonly Case<AccessFacts>[] = [
  {
    rule: 'R04',
    passes: [access(), access({ profession: 'pharmacist', queryReason: '6' }), access({ profession: 'nurse' })],
    fails: [
      access({ queryReason: '' }),
      access({ queryReason: '6' }),
      access({ profession: 'nurse', queryReason: '4' }),
      access({ profession: 'pharmacist', queryReason: '1' }),
    ],
  },
  {
    rule: 'R05',
    passes: [access(), access({ rightAgeMs: 72 * HOUR })],
    fails: [
      access({ rightAgeMs: 72 * HOUR + 1 }),
      access({ rightAgeMs: null }),
      access({ rightInForce: false }),
      access({ rightAgeMs: -HOUR }),
    ],
  },
];

const PARTY = { patient: aPatient(), prescriber: aPhysician() };
const change = (more: Partial<ChangeFacts> = {}): ChangeFacts => ({
  status: { dispensing: 'notDispensed', holder: null },
  event: { kind: 'correct', content: 'medical', prescriberConsents: false },
  actor: { kind: 'prescriber', writer: true, covered: true },
  generation: 'same',
  before: { ...PARTY, medicine: 'J01CA04', version: 1 },
  after: { ...PARTY, medicine: 'J01CA04' },
  newestVersion: 1,
  reason: { code: '4', text: '' },
  shownDigest: 'a',
  signedDigest: 'a',
  consent: null,
  denied: false,
  fromInstruction: '',
  ...more,
});
const cancel = (type: 'medical' | 'technical' | 'patientCaused', more: Partial<ChangeFacts> = {}): ChangeFacts =>
  change({ event: { kind: 'cancel', type, patientAgrees: true }, ...more });
const PHARMACY = { kind: 'pharmacy', holds: false, dispensed: false } as const;

export const CHANGE_CASES: readonly Case<ChangeFacts>[] = [
  {
    rule: 'R07',
    passes: [change(), change({ generation: 'backward' }), cancel('medical', { generation: 'forward' })],
    fails: [change({ generation: 'forward' }), cancel('medical', { generation: 'unsupported' })],
  },
  {
    rule: 'R42',
    passes: [change(), change({ after: { ...PARTY, medicine: 'N02BE01' } })],
    fails: [
      change({ after: { ...PARTY, patient: aPatient({ id: 'other' }), medicine: 'J01CA04' } }),
      change({
        after: { ...PARTY, prescriber: aPhysician({ registrationNumber: '00999900999' }), medicine: 'J01CA04' },
      }),
    ],
  },
  { rule: 'R43', passes: [change()], fails: [change({ newestVersion: 2 })] },
  {
    rule: 'R44',
    passes: [change(), cancel('medical'), cancel('patientCaused'), cancel('technical', { actor: PHARMACY })],
    fails: [
      cancel('medical', { reason: { code: '', text: '' } }),
      cancel('medical', { reason: { code: '5', text: ' ' } }),
      cancel('medical', { event: { kind: 'cancel', type: 'medical', patientAgrees: false } }),
      cancel('patientCaused', { actor: { kind: 'prescriber', writer: false, covered: true } }),
      cancel('technical', { actor: PHARMACY, status: { dispensing: 'partlyDispensed', holder: null } }),
    ],
  },
  { rule: 'R45', passes: [change(), change({ signedDigest: null })], fails: [change({ signedDigest: 'b' })] },
  {
    rule: 'R63',
    passes: [
      change(),
      change({ actor: PHARMACY, event: { kind: 'correct', content: 'technical', prescriberConsents: false } }),
      change({ actor: PHARMACY, consent: { prescriber: 'Aino Harjula', at: '2026-11-22T09:00' } }),
    ],
    fails: [
      change({ actor: PHARMACY }),
      change({ actor: PHARMACY, consent: { prescriber: 'Aino Harjula', at: '' } }),
      change({
        actor: PHARMACY,
        event: { kind: 'correct', content: 'medicine', prescriberConsents: true },
        consent: { prescriber: 'Aino Harjula', at: '2026-11-22T09:00' },
      }),
    ],
  },
  {
    rule: 'R64',
    passes: [change(), change({ actor: PHARMACY, status: { dispensing: 'notDispensed', holder: 'locked' } })],
    fails: [change({ actor: PHARMACY })],
  },
  {
    rule: 'R66',
    passes: [change(), change({ denied: true, fromInstruction: '1.2.246.10.1.93.2026.1' })],
    fails: [change({ denied: true })],
  },
];

const UNIT = {
  accepts: true,
  name: 'Klinikka',
  street: 'Katu 1',
  postalCode: '00100',
  city: 'HELSINKI',
  phone: '09100',
};
const renewal = (more: Partial<RenewalFacts> = {}): RenewalFacts => ({
  today: TODAY,
  prescribedOn: localDate('2025-11-22'),
  controlled: false,
  renewalProhibited: false,
  state: 'none',
  receivedOn: null,
  recipient: UNIT,
  sms: { phone: '', confirmed: false },
  product: { marketed: true, changed: false },
  releases: { copied: '2025.022', now: '2026.022' },
  ...more,
});
export const RENEWAL_CASES: readonly Case<RenewalFacts>[] = [
  {
    rule: 'R46',
    passes: [
      renewal(),
      renewal({ prescribedOn: localDate('2024-07-22') }),
      renewal({ controlled: true, prescribedOn: localDate('2025-07-22') }),
      renewal({ state: 'returned' }),
    ],
    fails: [
      renewal({ prescribedOn: localDate('2024-07-21') }),
      renewal({ controlled: true, prescribedOn: localDate('2025-07-21') }),
      renewal({ renewalProhibited: true }),
      renewal({ state: 'rejected' }),
      renewal({ state: 'sent' }),
    ],
  },
  {
    rule: 'R47',
    passes: [renewal()],
    fails: [renewal({ recipient: { ...UNIT, accepts: false } }), renewal({ recipient: { ...UNIT, phone: ' ' } })],
  },
  {
    rule: 'R48',
    passes: [renewal(), renewal({ sms: { phone: '0401', confirmed: true } })],
    fails: [renewal({ sms: { phone: '0401', confirmed: false } })],
  },
  { rule: 'R49', passes: [renewal()], fails: [renewal({ state: 'received', receivedOn: TODAY })] },
  {
    rule: 'R50',
    passes: [renewal()],
    fails: [
      renewal({ product: { marketed: false, changed: false } }),
      renewal({ product: { marketed: true, changed: true } }),
      [renewal({ product: null }), 'notChecked'],
    ],
  },
];

const stored = (more: Partial<StorageFacts> = {}): StorageFacts => ({
  form: '1',
  reason: '1',
  reasonText: '',
  recorder: '00999900201',
  prescriber: { registrationNumber: '00999900101', identifierNumber: '999101' },
  ...more,
});
export const STORAGE_CASES: readonly Case<StorageFacts>[] = [
  {
    rule: 'R65',
    passes: [stored(), stored({ form: '2', reason: '3', reasonText: 'Yhteys poikki' })],
    fails: [
      stored({ form: '' }),
      stored({ reason: '' }),
      stored({ reason: '3' }),
      stored({ recorder: '' }),
      stored({ prescriber: { registrationNumber: '00999900101', identifierNumber: '' } }),
    ],
  },
];

const waiting = (more: Partial<WaitingFacts> = {}): WaitingFacts => ({
  waitedMs: HOUR,
  patienceMs: QUEUE_PATIENCE_MS,
  conflicting: false,
  taskGiven: false,
  ...more,
});
export const WAITING_CASES: readonly Case<WaitingFacts>[] = [
  {
    rule: 'R68',
    passes: [waiting(), waiting({ waitedMs: 25 * HOUR, taskGiven: true })],
    fails: [waiting({ waitedMs: 24 * HOUR + 1 }), waiting({ conflicting: true })],
  },
];
