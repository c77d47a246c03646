import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as decode from '../../shared/contract/values.ts';
import { checkDispensing, dispensingFromForm } from '../../shared/domain/dispensing/dispensing.rules.ts';
import { checkPrescription, prescriptionFromForm } from '../../shared/domain/prescribing/prescription.rules.ts';
import { RECORD_TEMPLATES } from '../../shared/domain/records/record-templates.ts';
import { checkRecord, recordFromForm } from '../../shared/domain/records/record.rules.ts';
import { textFault } from '../../shared/kernel/text.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { aDispensing, aDispensingForm, dispensingFacts, DISPENSING_OID } from '../builders/dispensing.builder.ts';
import { aChild, aPatient, aPhysician } from '../builders/person.builder.ts';
import {
  aPrescription,
  aPrescriptionForm,
  aPrescriptionRow,
  NOW,
  prescribingFacts,
  PRESCRIPTION_OID,
  TODAY,
} from '../builders/prescription.builder.ts';
import { aPackage, aProduct, aSubstance, RELEASE_ID } from '../builders/product.builder.ts';
import {
  aMeasurement,
  aRecord,
  aRecordForm,
  recordFacts,
  RECORD_OID,
  SERVICE_EVENT_OID,
} from '../builders/record.builder.ts';

const STRINGS = (
  JSON.parse(readFileSync(new URL('../fixtures/strings/strings.json', import.meta.url), 'utf8')) as readonly Readonly<{
    value: string;
  }>[]
).map(row => row.value);

const context = {
  oid: PRESCRIPTION_OID,
  setId: PRESCRIPTION_OID,
  version: 1,
  patient: aPatient(),
  prescriber: aPhysician(),
  serviceEventOid: null,
  at: NOW,
  today: TODAY,
};

describe('the prescription of a form', () => {
  test('a plain form', () => {
    const made = prescriptionFromForm(aPrescriptionForm({ packages: '2' }), context);
    expect(made).toEqual({ ok: true, value: aPrescription() });
    expect(made.ok && decode.prescription.safeParse(made.value).success).toBe(true);
  });

  test('everything at once, for a child, in Swedish', () => {
    const form = aPrescriptionForm({
      product: aProduct({ narcotic: true, controlClass: 'H' }),
      doseTyped: '½-1x2 tarv max 2/vrk',
      amountMode: '2',
      totalAmount: '10,50',
      totalUnit: ' kpl ',
      repeats: '2',
      repeatIntervalDays: '30',
      indicationNotStated: true,
      indication: 'does not travel',
      sic: true,
      treatmentKind: 'M',
      permanentMedication: true,
      renewalProhibited: true,
      renewalBanCode: '5',
      renewalBanText: ' Endast denna gång ',
      substitutionProhibited: true,
      startOfUse: true,
      weightKg: '38,5',
      messageToPharmacy: ' Rad 1\r\nRad 2 ',
      validUntil: localDate('2027-02-01'),
      narcoticIdentificationCode: '9',
      narcoticIdentificationText: 'Känd sedan tidigare',
      minorDisclosure: '1',
    });
    const made = prescriptionFromForm(form, { ...context, patient: aChild({ language: 'sv' }) });
    expect(made).toMatchObject({
      ok: true,
      value: {
        language: 'sv',
        amount: { mode: '2', total: { value: '10.5', unit: 'kpl' } },
        iteration: { repeats: 2, intervalDays: 30 },
        dose: { text: '0,5–1 tablett vid behov 2 gånger om dagen, högst 2 tabletter per dygn.' },
        indication: '',
        renewalBan: { code: '5', text: 'Endast denna gång' },
        weightKg: '38.5',
        messageToPharmacy: 'Rad 1\nRad 2',
        validUntil: '2027-02-01',
        narcoticIdentification: { code: '9', text: 'Känd sedan tidigare' },
        minorDisclosure: '1',
      },
    });
    expect(made.ok && decode.prescription.safeParse(made.value).success).toBe(true);
  });

  test('a duration starts where the dose starts', () => {
    const form = aPrescriptionForm({ amountMode: '3', durationDays: '10', doseTyped: '1x1 alk 1.12.' });
    expect(prescriptionFromForm(form, context)).toMatchObject({
      value: { amount: { mode: '3', start: '2026-12-01', lengthDays: 10 } },
    });
  });

  test('a free text dose stays free text', () => {
    const form = aPrescriptionForm({ doseTextOnly: true, doseTyped: ' Erillisen ohjeen mukaan ' });
    expect(prescriptionFromForm(form, context)).toMatchObject({
      value: { dose: { text: 'Erillisen ohjeen mukaan', structured: null } },
    });
  });

  test('the full validity is not written, it is what holds anyway', () => {
    const made = prescriptionFromForm(aPrescriptionForm({ validUntil: localDate('2028-11-22') }), context);
    expect(made.ok && made.value.validUntil).toBeNull();
  });

  test('by substance and total amount', () => {
    const form = aPrescriptionForm({ product: aSubstance(), amountMode: '2', totalAmount: '30', totalUnit: 'kpl' });
    expect(prescriptionFromForm(form, context).ok).toBe(true);
  });

  test('is refused with its blocks and nothing else', () => {
    const made = prescriptionFromForm(aPrescriptionForm({ doseTyped: '', packages: '0', sic: true }), context);
    expect(made.ok ? [] : made.error.map(f => [f.rule, f.severity])).toEqual([
      ['R10', 'block'],
      ['R14', 'block'],
    ]);
  });

  test.each(STRINGS)('hostile string %#: either refused by a rule or carried unchanged', value => {
    for (const field of [
      'indication',
      'messageToPharmacy',
      'doseTyped',
      'totalUnit',
      'packages',
      'weightKg',
      'repeats',
    ] as const) {
      const form = aPrescriptionForm({ [field]: value, ...(field === 'doseTyped' ? { doseTextOnly: true } : {}) });
      const findings = checkPrescription(prescribingFacts({ form }));
      for (const finding of findings) expect(decode.finding.safeParse(finding).success).toBe(true);
      const made = prescriptionFromForm(form, context);
      expect(made.ok).toBe(!findings.some(f => f.severity === 'block'));
      if (!made.ok) continue;
      const kept = {
        indication: made.value.indication,
        messageToPharmacy: made.value.messageToPharmacy,
        doseTyped: made.value.dose.text,
      }[field as 'indication'];
      if (kept !== undefined)
        expect(kept).toBe(
          value
            .normalize('NFC')
            .replace(/\r\n?|\u0085|\u2028/g, '\n')
            .trim(),
        );
      expect(textFault(value, 100_000)).toBeNull();
    }
  });
});

describe('the dispensing of a form', () => {
  const made = (change: Parameters<typeof aDispensingForm>[0], more: Parameters<typeof dispensingFacts>[0] = {}) =>
    dispensingFromForm(aDispensingForm(change), {
      ...dispensingFacts(more),
      oid: DISPENSING_OID,
      setId: DISPENSING_OID,
      version: 1,
      at: NOW,
      releaseId: RELEASE_ID,
    });

  test('a substituted package', () => {
    const result = made({});
    expect(result).toEqual({
      ok: true,
      value: aDispensing({
        product: aProduct({ vnr: '900103', tradeName: 'HALPELLIN', holder: 'Toinen Oy' }),
        substituted: true,
        priceCents: 1000,
      }),
    });
    expect(result.ok && decode.dispensing.safeParse(result.value).success).toBe(true);
  });

  test('all of it closes the prescription; part of it does not, unless marked', () => {
    expect(made({ packages: '2' })).toMatchObject({ value: { remaining: { value: '0' }, fullyDispensed: true } });
    expect(made({})).toMatchObject({ value: { remaining: { value: '30' }, fullyDispensed: false } });
    expect(made({ markFullyDispensed: true })).toMatchObject({
      value: { remaining: { value: '30' }, fullyDispensed: true },
    });
  });

  test('one that departs from the prescription says so and why in the remark, in the patient’s language', () => {
    expect(made({ departureReason: ' Saatavuushäiriö ', remark: 'Neuvottu' })).toMatchObject({
      value: { remark: 'Neuvottu Poikkeava toimitus (lääkelaki 57 f §): Saatavuushäiriö' },
    });
    expect(made({ departureReason: 'Bristsituation' }, { patient: aPatient({ language: 'sv' }) })).toMatchObject({
      value: { remark: 'Avvikande expediering (läkemedelslagen 57 f §): Bristsituation' },
    });
  });

  test('a split package', () => {
    expect(made({ vnr: '900102', splitAmount: '45,5' })).toMatchObject({
      value: { split: true, packages: 1, amount: { value: '45.5', unit: 'kpl' }, remaining: { value: '14.5' } },
    });
  });

  test('why the cheapest was not taken', () => {
    expect(made({ vnr: '900101', substitutionRefusal: 'buyerRefuses' })).toMatchObject({
      value: { substituted: false, substitutionRefusal: 'buyerRefuses' },
    });
    const banned = aPrescriptionRow({ prescription: aPrescription({ substitutionProhibited: true }) });
    expect(made({ vnr: '900101' }, { row: banned })).toMatchObject({
      value: { substitutionRefusal: 'prescriberProhibits', substituted: false },
    });
    expect(made({ substitutionRefusal: 'buyerRefuses' })).toMatchObject({ value: { substitutionRefusal: null } });
  });

  test('is refused with its blocks', () => {
    const result = made({ packages: '3' }, { basis: null });
    expect(result.ok ? [] : result.error.map(f => f.rule)).toEqual(['R51', 'R53']);
  });

  test.each(STRINGS)('hostile string %#', value => {
    for (const field of ['labelDoseText', 'remark', 'substitutionRefusalText', 'packages', 'splitAmount'] as const) {
      const form = aDispensingForm({
        [field]: value,
        ...(field === 'substitutionRefusalText' ? { substitutionRefusal: 'other' } : {}),
      });
      const findings = checkDispensing(dispensingFacts({ form }));
      for (const finding of findings) expect(decode.finding.safeParse(finding).success).toBe(true);
      const result = made(form);
      expect(result.ok).toBe(!findings.some(f => f.severity === 'block'));
      if (result.ok) expect(decode.dispensing.safeParse(result.value).success).toBe(true);
      else continue;
      if (field === 'remark' || field === 'labelDoseText')
        expect(result.value[field]).toBe(
          value
            .normalize('NFC')
            .replace(/\r\n?|\u0085|\u2028/g, '\n')
            .trim(),
        );
    }
  });
});

describe('the record of a form', () => {
  const made = (change: Parameters<typeof aRecordForm>[0] = {}) =>
    recordFromForm(aRecordForm(change), {
      oid: RECORD_OID,
      setId: RECORD_OID,
      version: 1,
      patient: aPatient(),
      author: aPhysician(),
      serviceEventOid: SERVICE_EVENT_OID,
      at: NOW,
      today: TODAY,
      title: 'Käynti, lääkäri',
      knows: () => true,
    });

  test('keeps what is written and leaves empty headings out', () => {
    const sections = [...aRecordForm().sections, { heading: 'plan' as const, text: ' \r\n', entries: [] }];
    expect(made({ sections })).toEqual({ ok: true, value: aRecord() });
  });

  test('is refused with its blocks', () => {
    const result = made({
      sections: [{ heading: 'measurements', text: '', entries: [aMeasurement({ secondValue: null })] }],
    });
    expect(result.ok ? [] : result.error.map(f => f.rule)).toEqual(['M05']);
  });

  test.each(STRINGS)('hostile string %#', value => {
    const form = aRecordForm({ sections: [{ heading: 'plan', text: `a${value}`, entries: [] }] });
    const findings = checkRecord(recordFacts({ form }));
    for (const finding of findings) expect(decode.finding.safeParse(finding).success).toBe(true);
    const result = made({ sections: form.sections });
    expect(result.ok).toBe(textFault(value, 20_000) === null);
    if (result.ok)
      expect(result.value.sections[0]?.text).toBe(
        `a${value}`
          .normalize('NFC')
          .replace(/\r\n?|\u0085|\u2028/g, '\n')
          .trim(),
      );
  });

  test('templates are fit for the contract, and each phrase stands under a heading of its template', () => {
    expect(RECORD_TEMPLATES.map(t => t.id)).toEqual([
      'visit-physician',
      'visit-nurse',
      'phone-contact',
      ...['sv6', 'sv7', 'sv10', 'sv67', 'sv75', 'sv97', 'f122'].map(form => `certificate-${form}`),
    ]);
    for (const template of RECORD_TEMPLATES) {
      expect(decode.recordTemplate.safeParse(template).success).toBe(true);
      for (const heading of Object.keys(template.phrases)) expect(template.headings).toContain(heading);
    }
  });
});

test('the catalogue package of a builder is one the contract carries', () => {
  expect(decode.medicinePackage.safeParse(aPackage()).success).toBe(true);
});
