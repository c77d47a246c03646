import { CODE_SYSTEMS, type CodeSystem, isVersionOf } from '../../../shared/codes/code-systems.ts';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type CodedWord } from '../../../shared/domain/coded.ts';
import {
  type DoseLimit,
  type DosePlan,
  type DoseSeason,
  type PlannedDose,
  type Span,
  type SpanUnit,
} from '../../../shared/domain/prescribing/dose-plan.ts';
import { planOf, structuredOf } from '../../../shared/domain/prescribing/dose-structure.ts';
import { type DosingInstruction } from '../../../shared/domain/prescribing/prescription.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type XmlNode } from '../xml/xml.ts';
import { Fields, attributeAt, decimalOf, foreignOf, nameOf, oneOf, textAt, textOf } from './fields.ts';
import { doseId, seasonId } from './dose.write.ts';
import { readCdaDate } from './times.ts';

type Range = Readonly<{ low: Decimal; high: Decimal; unit: string }>;

/** IVL_PQ: `width` or `center` for one value, `low` and `high` for a range. */
function rangeOf(node: XmlNode | null | undefined): Range | null {
  const one = node?.find('v3:center') ?? node?.find('v3:width') ?? (node?.attribute('value') ? node : null);
  const [low, high] = one ? [one, one] : [node?.find('v3:low'), node?.find('v3:high')];
  const values = [low, high].map(bound => decimalOf(bound?.attribute('value') ?? null));
  const [least, most] = values;
  return least && most ? { low: least, high: most, unit: low?.attribute('unit') ?? '1' } : null;
}

const SPAN_UNITS: readonly SpanUnit[] = ['min', 'h', 'd', 'wk', 'mo', 'a'];

function spanOf(node: XmlNode | null | undefined): Span | null {
  const range = rangeOf(node);
  const unit = oneOf(range?.unit ?? null, SPAN_UNITS);
  return range && unit && { low: range.low, high: range.high, unit };
}

/** A code of another system is no code here: its name stays. */
function wordOf(node: XmlNode | null | undefined, system: CodeSystem): CodedWord | null {
  if (!node) return null;
  const given = node.attribute('codeSystem');
  const code = given === null || isVersionOf(given, system) ? node.attribute('code') : null;
  const name = code === null ? textAt(node, 'v3:originalText') || (nameOf(node) ?? '') : (nameOf(node) ?? '');
  return code === null && name === '' ? null : { code, name };
}

function limitOf(node: XmlNode): DoseLimit | null {
  const amount = decimalOf(attributeAt(node, 'v3:maxDoseQuantity/v3:numerator', 'value'));
  const per = decimalOf(attributeAt(node, 'v3:maxDoseQuantity/v3:denominator', 'value'));
  const unit = oneOf(attributeAt(node, 'v3:maxDoseQuantity/v3:denominator', 'unit'), SPAN_UNITS);
  return amount && per && unit && { amount, per, unit };
}

const flagOf = (fields: Fields, field: number): boolean | null => {
  const said = fields.value(field)?.attribute('value');
  return said === 'true' ? true : said === 'false' ? false : null;
};

const ownId = (node: XmlNode, usual: string): Readonly<{ id?: string }> => {
  const root = attributeAt(node, 'v3:id', 'root');
  return root === null || root === usual ? {} : { id: root };
};

function readPlanned(node: XmlNode, usualId: string): PlannedDose {
  const fields = new Fields(node);
  const amount = rangeOf(node.find('v3:doseQuantity'));
  const physical = rangeOf(fields.node(241)?.find('v3:doseQuantity'));
  const clock = fields.text(240);
  return {
    ...ownId(node, usualId),
    amount: amount && { low: amount.low, high: amount.high },
    unit: wordOf(node.find('v3:administrationUnitCode'), CODE_SYSTEMS.doseUnit),
    physical,
    asNeeded: flagOf(fields, 243),
    timeOfDay: wordOf(fields.value(244), CODE_SYSTEMS.timeOfDay),
    clock: clock === '' ? null : clock,
    weekday: wordOf(fields.value(245), CODE_SYSTEMS.weekday),
    most: limitOf(node),
  };
}

function readSeason(oid: Oid, node: XmlNode, index: number): DoseSeason {
  const fields = new Fields(node);
  const date = (of: XmlNode, path: string) => readCdaDate(attributeAt(of, path, 'value'));
  return {
    ...ownId(node, seasonId(oid, index)),
    start: date(node, 'v3:effectiveTime/v3:low'),
    end: date(node, 'v3:effectiveTime/v3:high'),
    length: spanOf(fields.value(235)),
    pauses: fields.all(236).map(pause => ({
      from: date(pause, 'v3:effectiveTime/v3:low'),
      to: date(pause, 'v3:effectiveTime/v3:high'),
    })),
    asNeeded: flagOf(fields, 237),
    period: spanOf(fields.value(238)),
    doses: fields.all(239).map((dose, at) => readPlanned(dose, doseId(oid, index, at))),
  };
}

/** Every season (LL 230) of the dose cluster; `null` where there is none. */
export function readPlan(oid: Oid, cluster: XmlNode): DosePlan | null {
  const seasons = new Fields(cluster).all(230).map((node, index) => readSeason(oid, node, index));
  return seasons.length === 0 ? null : { seasons };
}

/** Both forms of a structured dose: the simple one where it says all, the plan where that would not be written as it was. */
export function bothForms(
  plan: DosePlan | null,
  language: PatientLanguage,
): Pick<DosingInstruction, 'structured' | 'plan'> {
  const structured = plan && structuredOf(plan);
  if (!plan) return { structured: null };
  const usual = structured && planOf(structured, language);
  return usual && JSON.stringify(usual) === JSON.stringify(ordered(plan)) ? { structured } : { structured, plan };
}

/** The plan with its parts in the order in which `planOf` names them. */
const ordered = ({ seasons }: DosePlan): DosePlan => ({
  seasons: seasons.map(({ id, start, end, length, pauses, asNeeded, period, doses }) => ({
    ...(id === undefined ? {} : { id }),
    start,
    end,
    length,
    pauses,
    asNeeded,
    period,
    doses: doses.map(dose => ({
      ...(dose.id === undefined ? {} : { id: dose.id }),
      amount: dose.amount,
      asNeeded: dose.asNeeded,
      timeOfDay: dose.timeOfDay,
      clock: dose.clock,
      weekday: dose.weekday,
      unit: dose.unit,
      physical: dose.physical,
      most: dose.most,
    })),
  })),
});

/** The dosing instruction of a prescription: the sentence (LL 29), route and further text, the structure unless LL 87 is true. */
export function readInstruction(oid: Oid, body: XmlNode, language: PatientLanguage): DosingInstruction {
  const cluster = body.find('.//v3:organizer[v3:code/@code="32"]');
  const fields = cluster && new Fields(cluster);
  const text =
    cluster
      ?.findAll('.//v3:substanceAdministration/v3:text')
      .map(textOf)
      .find(each => each !== '') ?? '';
  const plan = cluster && fields && !fields.flag(87) ? readPlan(oid, cluster) : null;
  const further = fields?.node(250);
  const route = foreignOf(further?.find('v3:routeCode'));
  const extra = fields?.text(234) ?? '';
  return {
    text,
    ...bothForms(plan, language),
    ...(route ? { route } : {}),
    ...(extra === '' ? {} : { extraInstruction: extra }),
  };
}
