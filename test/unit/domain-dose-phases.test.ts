/** Doses in phases, `1x3 7 pv sitten 1x1`: read, said in three languages, carried by documents, counted. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOfSupply, prescribedTotal, suggestedPackages } from '../../shared/domain/prescribing/amounts.ts';
import { type DosePhases, type DoseTiming, type StructuredDose } from '../../shared/domain/prescribing/dose.ts';
import { greatestPhase } from '../../shared/domain/prescribing/dose-amounts.ts';
import {
  DOSE_EXPECTATION_TEXTS,
  DOSE_FAULT_TEXTS,
  phasesSentence,
  readDosePhases,
} from '../../shared/domain/prescribing/dose-language.ts';
import { phasesOf, planOfPhases } from '../../shared/domain/prescribing/dose-structure.ts';
import { formOfRenewal } from '../../shared/domain/prescribing/renewal.ts';
import { prescriptionFromForm } from '../../shared/domain/prescribing/prescription-from-form.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { createDocumentCodec } from '../../src-main/wire/documents.ts';
import { testCryptography } from '../builders/cryptography.builder.ts';
import { aPatient, aPhysician } from '../builders/person.builder.ts';
import { aPrescriptionForm, NOW, PRESCRIPTION_OID, TODAY } from '../builders/prescription.builder.ts';

const read = (typed: string) => readDosePhases(typed, { unit: 'tablet', today: TODAY });
function phases(typed: string): DosePhases {
  const dose = read(typed);
  if (!dose.ok) throw new Error(JSON.stringify(dose.error));
  return dose.value;
}

describe('phases as they are typed', () => {
  test.each([
    [
      '1x3 7 pv sitten 1x1',
      '1 tabletti 3 kertaa päivässä 7 päivän ajan, sitten 1 tabletti kerran päivässä.',
      '1 tablett 3 gånger om dagen i 7 dagar, sedan 1 tablett en gång om dagen.',
      '1 tablet 3 times a day for 7 days, then 1 tablet once a day.',
    ],
    [
      '2x2 3 dagar, sedan 1 kväll i 4 dagar, därefter 1/2 varannan dag 2 veckor',
      '2 tablettia 2 kertaa päivässä 3 päivän ajan, sitten 1 tabletti illalla 4 päivän ajan, sitten 0,5 tablettia joka toinen päivä 14 päivän ajan.',
      '2 tabletter 2 gånger om dagen i 3 dagar, sedan 1 tablett på kvällen i 4 dagar, sedan 0,5 tablett varannan dag i 14 dagar.',
      '2 tablets 2 times a day for 3 days, then 1 tablet in the evening for 4 days, then 0.5 tablets every other day for 14 days.',
    ],
    [
      '1x1 7 d then 1x2 prn max 4/d',
      '1 tabletti kerran päivässä 7 päivän ajan, sitten 1 tabletti tarvittaessa 2 kertaa päivässä, enintään 4 tablettia vuorokaudessa.',
      '1 tablett en gång om dagen i 7 dagar, sedan 1 tablett vid behov 2 gånger om dagen, högst 4 tabletter per dygn.',
      '1 tablet once a day for 7 days, then 1 tablet as needed 2 times a day, at most 4 tablets in 24 hours.',
    ],
  ])('%s', (typed, fi, sv, en) => {
    const dose = phases(typed);
    expect(LANGUAGES.map(language => phasesSentence(dose, language))).toEqual(
      LANGUAGES.map(language => ({ fi, sv, en })[language]),
    );
  });

  test('one phase is what it was', () => {
    expect(phases('1x3 7pv')).toHaveLength(1);
    expect(phasesSentence(phases('1x3 7pv'), 'fi')).toBe('1 tabletti 3 kertaa päivässä 7 päivän ajan.');
  });

  test.each([
    ['1x3 sitten 1x1', { code: 'missing', at: 3, length: 0, expected: ['days'] }],
    ['1x3 toistaiseksi sitten 1x1', { code: 'contradiction', at: 4, length: 12, expected: ['days'] }],
    ['1x3 7 pv sitten', { code: 'missing', at: 15, length: 0, expected: ['amount'] }],
    ['sitten 1x1', { code: 'missing', at: 0, length: 0, expected: ['amount'] }],
    ['1x3 7 pv sitten sitten 1x1', { code: 'missing', at: 15, length: 0, expected: ['amount'] }],
    ['1x3 7 pv sitten 1x1 alkaen 1.12.', { code: 'cannot-combine', at: 20, length: 12, expected: ['days'] }],
    ['1x3 7 pv sitten 1 ml x1', { code: 'other-unit', at: 18, length: 2, expected: ['unit'] }],
    ['1x3 7 pv sitten foo', { code: 'not-understood', at: 16, length: 3, expected: ['timing', 'days', 'freeText'] }],
    [`${'1x1 1 pv sitten '.repeat(10)}1x1`, { code: 'out-of-range', at: 153, length: 6, expected: ['freeText'] }],
  ])('%s: the place of the fault, and it has words', (typed, error) => {
    const dose = read(typed);
    expect(dose).toEqual({ ok: false, error });
    if (dose.ok) return;
    for (const language of LANGUAGES) {
      expect(DOSE_FAULT_TEXTS[dose.error.code][language]).not.toBe('');
      for (const each of dose.error.expected) expect(DOSE_EXPECTATION_TEXTS[each][language]).not.toBe('');
    }
  });

  test('a later phase is in the unit of the first, never in the form’s by silence', () => {
    const dose = readDosePhases('10 tippaa x3 7 pv sitten 5x1', { unit: 'ml', today: TODAY });
    expect(dose.ok && dose.value.map(({ unit }) => unit)).toEqual(['drop', 'drop']);
    expect(readDosePhases('5 ml x3 7 pv sitten 5 tippaa x1', { unit: 'ml', today: TODAY })).toMatchObject({
      ok: false,
      error: { code: 'contradiction', expected: ['unit'] },
    });
  });
});

describe('phases in numbers', () => {
  const TAPER = '4x1 5 pv sitten 2x1 5 pv sitten 1x1 10 pv';
  test('packages, days and total count each phase', () => {
    const size = { value: decimal('20'), unit: 'tabl' };
    expect(suggestedPackages(size, phases(TAPER))).toBe(2);
    expect(suggestedPackages(size, phases('1x3 7 pv sitten 1x1'))).toBeNull();
    expect(
      [19, 20, 22, 30, 40, 50].map(n => daysOfSupply({ value: decimal(String(n)), unit: 'tabl' }, phases(TAPER))),
    ).toEqual([4, 5, 6, 10, 20, 30]);
  });

  test('the daily maximum is compared with the heaviest phase', () => {
    expect(greatestPhase(phases('1x1 7 pv sitten 2x2')).high).toBe('2');
    expect(greatestPhase(phases(TAPER)).high).toBe('4');
  });
});

const TIMING: fc.Arbitrary<DoseTiming> = fc.oneof<fc.Arbitrary<DoseTiming>[]>(
  fc.integer({ min: 1, max: 6 }).map(n => ({ kind: 'timesPerDay', low: n, high: n })),
  fc.integer({ min: 1, max: 6 }).map(n => ({ kind: 'timesPerWeek', low: n, high: n })),
  fc.integer({ min: 2, max: 24 }).map(n => ({ kind: 'everyHours', low: n, high: n })),
  fc.record({ kind: fc.constant('everyDays' as const), days: fc.integer({ min: 2, max: 30 }), times: fc.constant(1) }),
  fc.subarray([1, 2, 3, 4, 5, 6, 7] as const, { minLength: 1 }).map(days => ({ kind: 'weekdays', days, times: 1 })),
);
const PHASE: fc.Arbitrary<StructuredDose> = fc
  .record({
    amount: fc.constantFrom('0.5', '1', '2', '10').map(decimal),
    timing: TIMING,
    asNeeded: fc.boolean(),
    lengthDays: fc.integer({ min: 1, max: 90 }),
  })
  .map(({ amount, ...rest }) => ({
    low: amount,
    high: amount,
    unit: 'tablet',
    maxPerDay: null,
    startsOn: null,
    ...rest,
  }));
const PHASES: fc.Arbitrary<DosePhases> = fc
  .tuple(
    PHASE,
    fc.array(PHASE, { minLength: 1, maxLength: 5 }),
    fc.boolean(),
    fc.option(fc.constant(localDate('2027-03-05'))),
  )
  .map(([first, later, isOpen, startsOn]) => {
    const all = [{ ...first, startsOn }, ...later];
    return all.map((dose, index) =>
      isOpen && index === all.length - 1 ? { ...dose, lengthDays: null } : dose,
    ) as unknown as DosePhases;
  });

describe('phases, whatever they are', () => {
  test('the sentence reads back to the same phases, in Finnish and Swedish', () => {
    fc.assert(
      fc.property(PHASES, fc.constantFrom('fi', 'sv'), (dose, language) => {
        const sentence = phasesSentence(dose, language);
        const again = read(sentence);
        expect(again.ok ? again.value : [sentence, again.error]).toEqual(dose);
      }),
      { numRuns: 1000 },
    );
  });

  test('the plan of the document says the same phases', () => {
    fc.assert(
      fc.property(PHASES, fc.constantFrom('fi', 'sv'), (dose, language) => {
        const plan = planOfPhases(dose, language);
        expect(plan && phasesOf({ structured: null, plan })).toEqual(dose);
      }),
      { numRuns: 1000 },
    );
  });
});

test('typed in the form, the phases stand in the document, are read from it, and come back into the form untouched', () => {
  const form = aPrescriptionForm({ doseTyped: '1x3 7 pv sitten 1x1' });
  const written = prescriptionFromForm(form, {
    oid: PRESCRIPTION_OID,
    setId: PRESCRIPTION_OID,
    version: 1,
    patient: aPatient(),
    prescriber: aPhysician(),
    serviceEventOid: null,
    at: NOW,
    today: TODAY,
  });
  if (!written.ok) throw new Error(JSON.stringify(written.error));
  const { dose } = written.value;
  expect(dose.structured).toBeNull();
  expect(dose.plan?.seasons).toHaveLength(2);
  const codec = createDocumentCodec({ cryptography: testCryptography });
  const bytes = codec.write({ kind: 'prescription', content: written.value }, { practice: true, softwareVersion: '1' });
  const again = codec.read(bytes);
  if (!again.ok || again.value.kind !== 'prescription') throw new Error('not read');
  expect(again.value.content.dose).toEqual(dose);
  expect(phasesOf(again.value.content.dose)).toHaveLength(2);
  expect(JSON.stringify(codec.readable(bytes))).toContain(dose.text);
  expect(formOfRenewal(again.value.content, form.product).doseTyped).toBe(dose.text);
  // A duration is counted through the phases: 7 x 3 and 3 x 1.
  const lasting = { ...again.value.content, amount: { mode: '3' as const, start: TODAY, lengthDays: 10 } };
  expect(prescribedTotal(lasting)?.value).toBe('24');
});
