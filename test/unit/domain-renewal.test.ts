import { describe, expect, test } from 'vitest';
import { type Finding } from '../../shared/domain/finding.ts';
import { formOfRenewal, renewedDose } from '../../shared/domain/prescribing/renewal.ts';
import { TRIAGE_RULES, type TriageFacts, triageOf } from '../../shared/domain/prescribing/renewal-triage.rules.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { daysLeft } from '../../src-renderer/features/renewals/renewals.store.ts';
import { copiedProduct } from '../../shared/domain/dispensing/renewal-ask.ts';
import { aPrescription, aPrescriptionRow } from '../builders/prescription.builder.ts';
import { aPackage, aProduct, aSubstance } from '../builders/product.builder.ts';

const finding = (severity: Finding['severity']): Finding => ({
  rule: 'R00',
  severity,
  field: null,
  says: { fi: '', sv: '', en: '' },
  source: '',
  inputs: {},
});
const today = localDate('2026-11-22');
const prescription = aPrescription({ prescribedAt: instant('2026-03-01T10:00:00.000Z') });
const facts = (change: Partial<TriageFacts> = {}): TriageFacts => ({
  row: aPrescriptionRow({ prescription, dispensedLots: 2 }),
  isProductKnown: true,
  isPatientDead: false,
  findings: [],
  today,
  ...change,
});

const CASES: Readonly<Record<string, TriageFacts>> = {
  RT01: facts({
    row: aPrescriptionRow({ dispensedLots: 2, prescription: { ...prescription, renewalProhibited: true } }),
  }),
  RT02: facts({
    row: aPrescriptionRow({
      dispensedLots: 2,
      prescription: { ...prescription, prescribedAt: instant('2024-06-01T10:00:00.000Z') },
    }),
  }),
  RT03: facts({ isPatientDead: true }),
  RT04: facts({ row: null }),
  RT05: facts({
    row: aPrescriptionRow({
      dispensedLots: 2,
      prescription: { ...prescription, product: { ...prescription.product, controlClass: 'P' } },
    }),
  }),
  RT06: facts({ isProductKnown: false }),
  RT07: facts({ row: aPrescriptionRow({ prescription, dispensedLots: 0 }) }),
  RT08: facts({ findings: [finding('confirm')] }),
};

describe('how much thought a request needs', () => {
  test('a regular medicine without findings is routine; what only warns does not change that', () => {
    expect(triageOf(facts())).toEqual({ triage: 'routine', grounds: [] });
    expect(triageOf(facts({ findings: [finding('warn'), finding('inform'), finding('notChecked')] })).triage).toBe(
      'routine',
    );
  });

  for (const { id, to } of TRIAGE_RULES)
    test(`${id} alone leads to ${to} and says so`, () => {
      const subject = CASES[id];
      if (subject === undefined) throw new Error(`no case for ${id}`);
      const { triage, grounds } = triageOf(subject);
      expect([triage, grounds.map(({ rule }) => rule)]).toEqual([to, [id]]);
    });

  test('what cannot be renewed outweighs what needs a look', () => {
    expect(triageOf(facts({ isPatientDead: true, isProductKnown: false })).triage).toBe('return');
  });

  test('a CNS medicine may be renewed for sixteen months, others for twenty-eight', () => {
    const at = instant('2025-05-01T10:00:00.000Z');
    const controlled = {
      ...prescription,
      prescribedAt: at,
      product: { ...prescription.product, controlClass: 'P' as const },
    };
    expect(triageOf(facts({ row: aPrescriptionRow({ prescription: controlled, dispensedLots: 1 }) })).triage).toBe(
      'return',
    );
    const ordinary = { ...prescription, prescribedAt: at };
    expect(triageOf(facts({ row: aPrescriptionRow({ prescription: ordinary, dispensedLots: 1 }) })).triage).toBe(
      'routine',
    );
  });
});

describe('the form that repeats a prescription', () => {
  const ground = {
    request: { id: 'task-1', oid: prescription.oid },
    renewed: { oid: prescription.oid, setId: prescription.setId, version: 1 },
    dose: prescription.dose,
  };

  test('same medicine, dose and purpose; nothing of what belonged to its beginning', () => {
    const form = formOfRenewal({ ...prescription, startOfUse: true, messageToPharmacy: 'kiire' }, prescription.product);
    expect(form).toMatchObject({
      product: prescription.product,
      doseTyped: prescription.dose.text,
      indication: prescription.indication,
      startOfUse: false,
      messageToPharmacy: '',
      validUntil: null,
      confirmations: [],
    });
  });

  test('an untouched dose keeps its structure, a changed one does not', () => {
    const form = formOfRenewal(prescription, prescription.product);
    expect(renewedDose(form, ground)).toEqual(prescription.dose);
    expect(renewedDose({ ...form, doseTyped: '2 tablettia' }, ground)).toBeNull();
    expect(renewedDose({ ...form, doseTextOnly: false }, ground)).toBeNull();
  });
});

test('days left: the running day counts, never more than eight, never below none, unknown before it was taken', () => {
  const nowMs = Date.parse('2026-11-22T10:00:00.000Z');
  const left = (endsAt: string | null): number | null =>
    daysLeft({ endsAt: endsAt === null ? null : instant(endsAt) }, nowMs);
  expect([
    left('2026-11-30T10:00:30.000Z'),
    left('2026-11-23T09:00:00.000Z'),
    left('2026-11-22T10:00:00.000Z'),
    left('2026-11-20T10:00:00.000Z'),
    left(null),
  ]).toEqual([8, 1, 0, 0, null]);
});

test('what a renewal copies is the same in the database, changed, gone, or named by no package', () => {
  const product = aProduct();
  const now = aPackage({ tradeName: product.tradeName.toUpperCase(), strength: product.strength });
  expect(copiedProduct(product, now)).toEqual({ marketed: true, changed: false });
  expect(copiedProduct(product, { ...now, strength: '1 g' })).toEqual({ marketed: true, changed: true });
  expect(copiedProduct(product, { ...now, marketed: false })).toEqual({ marketed: false, changed: false });
  expect(copiedProduct(product, null)).toEqual({ marketed: false, changed: true });
  expect(copiedProduct(aSubstance(), undefined)).toEqual({ marketed: true, changed: false });
});
