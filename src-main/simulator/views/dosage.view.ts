import type { Dosage } from 'fhir/r4.js';
import { type CdaPrescription, type Dose } from '../cda/cda-types.ts';
import { SYSTEM, kelaExtension } from '../names.ts';
import { displayed, numberAs, present } from './elements.ts';

type PeriodUnit = 'd' | 'wk' | 'mo' | 'a';
const isPeriodUnit = (unit: string | null | undefined): unit is PeriodUnit =>
  ['d', 'wk', 'mo', 'a'].includes(unit ?? '');

const sameDose = (a: Dose, b: Dose): boolean =>
  a.low === b.low &&
  a.high === b.high &&
  a.unitCode === b.unitCode &&
  a.physicalUnit === b.physicalUnit &&
  a.asNeeded === b.asNeeded;

/**
 * Dosage as the document gives it: the text always; when it is not text only, one instruction for each different dose with how
 * often it comes in a period (Lääkityslista 238, 239). Times of day and weekdays stay in the text and in the document: the
 * meanings of their codes are confirmed only in part.
 */
export function dosageView(body: CdaPrescription): Dosage[] {
  const common: Dosage = {
    extension: present(
      { url: kelaExtension('onlyTextDosageInUse'), valueBoolean: body.textOnly !== false },
      { url: kelaExtension('sic'), valueBoolean: body.sic === true },
      body.weightKg !== null && {
        url: kelaExtension('weightPatientUnder12YearsOld'),
        valueQuantity: { value: numberAs(body.weightKg), unit: 'kg', system: SYSTEM.ucum, code: 'kg' },
      },
      body.pauseFrom !== null && {
        url: kelaExtension('medicinePauseInterval'),
        valuePeriod: { start: body.pauseFrom.date, ...(body.pauseTo ? { end: body.pauseTo.date } : {}) },
      },
    ),
    text: body.dosageText ?? '',
    ...(body.route
      ? {
          route: {
            coding: [{ system: SYSTEM.route, code: body.route.code, ...displayed(body.route.name) }],
          },
        }
      : {}),
  };
  if (body.textOnly !== false) return [common];
  const groups: Dose[][] = [];
  for (const dose of body.doses) {
    const group = groups.find(g => g[0] && sameDose(g[0], dose));
    if (group) group.push(dose);
    else groups.push([dose]);
  }
  const unit = body.periodLength?.unit;
  const period = body.periodLength?.value ?? '1';
  return groups.map((group, index) => {
    const [dose] = group as [Dose];
    return {
      ...common,
      ...(groups.length > 1 ? { sequence: index + 1 } : {}),
      timing: {
        repeat: { frequency: group.length, period: numberAs(period), periodUnit: isPeriodUnit(unit) ? unit : 'd' },
      },
      asNeededBoolean: body.asNeeded || dose.asNeeded,
      doseAndRate: [amountOf(dose)],
    };
  });
}

function amountOf(dose: Dose): NonNullable<Dosage['doseAndRate']>[number] {
  const of = (value: string) => ({
    value: numberAs(value),
    ...(dose.unitCode !== null
      ? { ...(dose.unitName ? { unit: dose.unitName } : {}), system: SYSTEM.doseUnit, code: dose.unitCode }
      : dose.physicalUnit !== null
        ? { unit: dose.physicalUnit }
        : {}),
  });
  const low = dose.low ?? '0';
  const high = dose.high ?? low;
  return low === high ? { doseQuantity: of(low) } : { doseRange: { low: of(low), high: of(high) } };
}
