import { CODE_SYSTEMS, type CodeSystem } from '../../../shared/codes/code-systems.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type CodedWord } from '../../../shared/domain/coded.ts';
import { type DoseRange } from '../../../shared/domain/prescribing/dose.ts';
import {
  type DosePause,
  type DosePlan,
  type DoseSeason,
  type PlannedDose,
  type Span,
} from '../../../shared/domain/prescribing/dose-plan.ts';
import { planOf } from '../../../shared/domain/prescribing/dose-structure.ts';
import { type Prescription } from '../../../shared/domain/prescribing/prescription.ts';
import { type Xml, element } from '../xml/write.ts';
import {
  NO_PRODUCT,
  cluster,
  coded,
  component,
  field,
  fieldCode,
  flagValue,
  foreignCode,
  id,
  part,
  substanceAdministration,
  textValue,
  uncoded,
  value,
} from './hl7.ts';
import { cdaDate } from './times.ts';

/** The structure that the document carries; `null` where the sentence stands alone. */
export const planFor = ({ dose, language }: Pick<Prescription, 'dose' | 'language'>): DosePlan | null =>
  dose.plan
    ? dose.plan.seasons.length === 0
      ? null
      : dose.plan
    : dose.structured && planOf(dose.structured, language);

/** Identifiers of seasons and doses, where the document gave none of its own. Sections end at 3. */
export const seasonId = (oid: Oid, index: number): string => `${oid}.${index + 4}`;
export const doseId = (oid: Oid, season: number, index: number): string => `${seasonId(oid, season)}.${index + 1}`;

const bounds = (name: string, { low, high, unit }: DoseRange & Readonly<{ unit: string }>, one: 'center' | 'width') => {
  const bound = (which: string, number: string): Xml => element(which, { value: number, unit });
  return element(name, {}, low === high ? bound(one, low) : [bound('low', low), bound('high', high)]);
};

const spanValue = (span: Span): Xml =>
  element(
    'value',
    { 'xsi:type': 'IVL_PQ' },
    span.low === span.high
      ? element('width', { value: span.low, unit: span.unit })
      : [element('low', { value: span.low, unit: span.unit }), element('high', { value: span.high, unit: span.unit })],
  );

const word = (name: string, system: CodeSystem, { code, name: says }: CodedWord, type?: 'CE'): Xml => {
  const options = type ? { type } : {};
  return code === null ? uncoded(name, system, says, options) : coded(name, system, code, says, options);
};

const physical = (dose: NonNullable<PlannedDose['physical']>): Xml =>
  part(substanceAdministration(fieldCode(241), bounds('doseQuantity', dose, 'center'), NO_PRODUCT));

const doseElement = (ownId: string, dose: PlannedDose): Xml =>
  part(
    substanceAdministration(
      id(dose.id ?? ownId),
      fieldCode(239),
      dose.amount && bounds('doseQuantity', { ...dose.amount, unit: '1' }, 'center'),
      dose.most &&
        element(
          'maxDoseQuantity',
          {},
          element('numerator', { value: dose.most.amount, unit: '1' }),
          element('denominator', { value: dose.most.per, unit: dose.most.unit }),
        ),
      dose.unit && word('administrationUnitCode', CODE_SYSTEMS.doseUnit, dose.unit),
      NO_PRODUCT,
      dose.physical && physical(dose.physical),
      dose.asNeeded === null ? null : part(field(243, flagValue(dose.asNeeded))),
      dose.timeOfDay && part(field(244, word('value', CODE_SYSTEMS.timeOfDay, dose.timeOfDay, 'CE'))),
      dose.clock === null ? null : part(field(240, textValue(dose.clock))),
      dose.weekday && part(field(245, word('value', CODE_SYSTEMS.weekday, dose.weekday, 'CE'))),
    ),
  );

const pause = ({ from, to }: DosePause): Xml =>
  part(field(236, element('effectiveTime', {}, from && value('low', cdaDate(from)), to && value('high', cdaDate(to)))));

/** A season with its doses as a component of the dose cluster (LL 32). */
const seasonElement = (oid: Oid, season: DoseSeason, index: number): Xml =>
  component(
    substanceAdministration(
      id(season.id ?? seasonId(oid, index)),
      fieldCode(230),
      season.start === null && season.end === null
        ? null
        : element(
            'effectiveTime',
            { 'xsi:type': 'IVL_TS' },
            season.start && value('low', cdaDate(season.start)),
            season.end && value('high', cdaDate(season.end)),
          ),
      NO_PRODUCT,
      season.length && part(field(235, spanValue(season.length))),
      season.pauses.map(pause),
      season.asNeeded === null ? null : part(field(237, flagValue(season.asNeeded))),
      season.period && part(field(238, spanValue(season.period))),
      season.doses.map((dose, at) => doseElement(doseId(oid, index, at), dose)),
    ),
  );

function furtherInstruction({ route, extraInstruction }: Prescription['dose']): Xml | null {
  if (!route && extraInstruction === undefined) return null;
  return component(
    substanceAdministration(
      fieldCode(250),
      route ? foreignCode('routeCode', route) : null,
      NO_PRODUCT,
      extraInstruction === undefined ? null : part(field(234, textValue(extraInstruction))),
    ),
  );
}

/** Annososio (LL 32): the sentence, and the structure where there is one. */
export function doseCluster(rx: Prescription): Xml {
  const plan = planFor(rx);
  return cluster(
    32,
    component(field(87, flagValue(plan === null))),
    component(
      substanceAdministration(
        fieldCode(29),
        element('text', {}, rx.dose.text),
        NO_PRODUCT,
        part(field(56, flagValue(rx.sic))),
      ),
    ),
    furtherInstruction(rx.dose),
    (plan?.seasons ?? []).map((season, index) => seasonElement(rx.oid, season, index)),
  );
}
