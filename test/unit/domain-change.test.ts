import { describe, expect, test } from 'vitest';
import { againstChange, type Change } from '../../shared/domain/lifecycle/change-refusal.ts';
import { cancellationOf } from '../../shared/domain/lifecycle/cancellation.ts';
import { correctedPrescription, formOfCorrection } from '../../shared/domain/prescribing/correction.ts';
import { formChanges } from '../../shared/domain/prescribing/form-changes.ts';
import { prescriptionFromForm } from '../../shared/domain/prescribing/prescription-from-form.ts';
import { type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { aPatient, aPhysician } from '../builders/person.builder.ts';
import { aPrescription, aPrescriptionRow, NOW, PRESCRIPTION_OID, TODAY } from '../builders/prescription.builder.ts';

const SECOND = oid('1.2.246.10.88888888.93.2026.2');
const CORRECT: Change = { kind: 'correct' };
const cancel = (type: 'medical' | 'technical' | 'patientCaused', patientAgrees = true): Change => ({
  kind: 'cancel',
  type,
  patientAgrees,
});
const row = (change: Partial<PrescriptionRow> = {}): PrescriptionRow => aPrescriptionRow(change);
const holder = (kind: 'hold' | 'locked') => ({
  kind,
  organisationOid: oid('1.2.246.10.77777777.10.0'),
  organisationName: 'Kanneltalon apteekki',
  since: NOW,
  mine: false,
});

describe('who may change a prescription', () => {
  const cases: readonly (readonly [string, PrescriptionRow, Change, string | null])[] = [
    ['its writer corrects it', row(), CORRECT, null],
    ['a part was dispensed: corrected still', row({ state: 'partlyDispensed' }), CORRECT, null],
    ['all was dispensed', row({ state: 'fullyDispensed' }), CORRECT, 'fullyDispensed'],
    ['cancelled before', row({ state: 'cancelled' }), cancel('technical'), 'cancelled'],
    ['expired', row({ state: 'expired' }), cancel('medical'), 'expired'],
    ['a pharmacy dispenses it now', row({ holder: holder('hold') }), CORRECT, 'heldByOther'],
    ['a lock waits for the correction', row({ holder: holder('locked') }), CORRECT, null],
    ['no agreement', row(), cancel('medical', false), 'noAgreement'],
    ['not in the Centre yet', row({ acceptance: 'queued' }), CORRECT, 'notAccepted'],
    ['a change waits', row({ change: { kind: 'correction', acceptance: 'queued' } }), CORRECT, 'changeWaits'],
    ['a newer generation is not corrected', row({ generation: 'newer' }), CORRECT, 'newerGeneration'],
    ['but cancelled', row({ generation: 'newer' }), cancel('technical'), null],
    ['of an unknown generation neither', row({ generation: 'unknown' }), cancel('technical'), 'notKnown'],
    ['an older one is', row({ generation: 'older' }), cancel('technical'), null],
  ];
  test.each(cases)('%s', (_, of, change, expected) => {
    expect(againstChange(of, change, aPhysician())).toBe(expected);
  });

  test('another prescriber corrects and cancels, but patient-caused is the writer’s', () => {
    const other = aPhysician({ registrationNumber: '00999900202' });
    expect(againstChange(row(), CORRECT, other)).toBeNull();
    expect(againstChange(row(), cancel('technical'), other)).toBeNull();
    expect(againstChange(row(), cancel('patientCaused'), other)).toBe('notTheWriter');
    expect(againstChange(row(), cancel('patientCaused'), aPhysician())).toBeNull();
  });

  test('a nurse changes what a nurse may prescribe', () => {
    expect(againstChange(row(), CORRECT, aPhysician({ profession: 'nurse' }))).toBe('notCovered');
  });
});

describe('a correction', () => {
  const before = aPrescription({
    iteration: { repeats: 3, intervalDays: 7, text: 'iter ter 7 pv' },
    communicableDisease: true,
    specialClarifications: [{ code: null, text: 'E005', date: null }],
  });
  const correct = (change: Parameters<typeof formChanges>[1]) => {
    const written = prescriptionFromForm(change, {
      oid: SECOND,
      setId: before.setId,
      version: 2,
      patient: aPatient(),
      prescriber: aPhysician({ registrationNumber: '00999900202' }),
      serviceEventOid: null,
      at: NOW,
      today: TODAY,
    });
    if (!written.ok) throw new Error(JSON.stringify(written.error));
    return correctedPrescription(before, written.value, change);
  };

  test('its form changes nothing by itself', () => {
    const form = formOfCorrection(before);
    expect(formChanges(form, form)).toEqual([]);
  });

  test('keeps to the letter what was not touched; prescriber, day and set are those of the first version', () => {
    const form = {
      ...formOfCorrection(before),
      indication: 'Poskiontelotulehdus',
      correction: { reasonCode: '7' as const, reasonText: '' },
    };
    expect(formChanges(formOfCorrection(before), form).map(c => [c.field, c.before.fi, c.after.fi])).toEqual([
      ['indication', 'Keuhkokuume', 'Poskiontelotulehdus'],
    ]);
    expect(correct(form)).toEqual({
      ...before,
      oid: SECOND,
      setId: PRESCRIPTION_OID,
      version: 2,
      indication: 'Poskiontelotulehdus',
    });
  });

  test('a dose and an amount that were changed are the new ones', () => {
    const form = {
      ...formOfCorrection(before),
      doseTyped: '1x2',
      doseTextOnly: false,
      packages: '1',
      correction: { reasonCode: '6' as const, reasonText: '' },
    };
    expect(correct(form)).toMatchObject({ dose: { structured: { timing: { low: 2 } } }, amount: { packages: 1 } });
    expect(correct(form).iteration).toEqual(before.iteration);
  });
});

test('a cancellation says type, reason, who decided, and the agreement only where it is asked for', () => {
  const choice = { type: 'medical', reasonCode: '3', reasonText: ' ihottuma ', consent: '1' } as const;
  const made = cancellationOf(row(), choice, aPhysician(), NOW);
  expect(made).toMatchObject({
    cancels: { oid: PRESCRIPTION_OID, version: 1, type: '1' },
    reason: { code: '3', text: 'ihottuma' },
    type: '1',
    party: 'physician',
    consent: '1',
    corrected: null,
  });
  expect(cancellationOf(row(), { ...choice, type: 'technical' }, aPhysician(), NOW)).toMatchObject({
    type: '2',
    consent: '5',
  });
});
