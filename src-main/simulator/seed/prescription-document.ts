import { type Xml } from '../../wire/xml/write.ts';
import { type LocalDate, ageInYears, dateInHelsinki } from '../../../shared/kernel/time.ts';
import {
  assignedAuthor,
  bodySubject,
  cdaDate,
  cdaTime,
  clinicalDocument,
  component,
  documentReference,
  field,
  flag,
  noProduct,
  observation,
  organizer,
  related,
  tag,
  text,
  value,
  type Origin,
} from './cda-parts.ts';
import {
  WORDS,
  atcProduct,
  holderOf,
  pkvObservation,
  productKind,
  strengthOf,
  vnrProduct,
  written,
  yesNo,
} from './product-parts.ts';
import { type PlannedPrescription } from './seed-plan.ts';
import { type Treatment } from './treatments.ts';

const MODES = {
  packages: { code: '1', displayName: 'Pakkaus' },
  total: { code: '2', displayName: 'Kokonaismäärä' },
  duration: { code: '3', displayName: 'Lääkehoidon kestoaika' },
} as const;
/** How much of the product: packages, a total, or a time. */
function supplyAmount(planned: PlannedPrescription, origin: Origin): readonly Xml[] {
  const { product } = planned.treatment;
  const independent = tag('independentInd', { value: 'false' });
  const quantity = tag('quantity', { unit: product.unit, value: product.size });
  if (planned.mode === 'packages') {
    return [tag('repeatNumber', { value: String(planned.packages) }), independent, quantity];
  }
  if (planned.mode === 'total') {
    const total = String(Number(product.size) * planned.packages);
    return [independent, tag('quantity', { unit: product.unit, value: total })];
  }
  const from = cdaTime(origin.atMs).slice(0, 8);
  const limits = [tag('low', { inclusive: 'true', value: from }), tag('width', { unit: 'a', value: '1' })];
  return [tag('effectiveTime', { 'xsi:type': 'IVL_TS' }, ...limits), independent];
}

function iterationOf(planned: PlannedPrescription): Xml | null {
  if (planned.iteration === undefined) return null;
  const { count, days } = planned.iteration;
  return related(
    observation(
      '121',
      'Iterointi',
      text('text', iterationText(planned)),
      tag('effectiveTime', {}, tag('width', { unit: 'd', value: String(days) })),
      tag('repeatNumber', { value: String(count) }),
    ),
  );
}

const LATIN_TIMES = ['semel', 'bis', 'ter', 'quater', 'quinquies'];

/** `iter ter 28 pv`: the number of repeats in Latin, then the shortest interval. */
function iterationText(planned: PlannedPrescription): string {
  const { count, days } = planned.iteration ?? { count: 0, days: 0 };
  return `iter ${LATIN_TIMES[count - 1] ?? `${count} x`} ${days} pv`;
}

function supply(planned: PlannedPrescription, origin: Origin): Xml {
  const { treatment } = planned;
  const mode = MODES[planned.mode];
  const codeSystemName = 'Sähköinen lääkemääräys - Määrätyn määrän esittämistapa';
  const byProduct = planned.kind === 'product';
  const packages = planned.mode === 'packages';
  return tag(
    'supply',
    { classCode: 'SPLY', moodCode: 'EVN' },
    tag('code', {
      code: mode.code,
      codeSystem: '1.2.246.537.5.40100.2006',
      codeSystemName,
      displayName: mode.displayName,
    }),
    supplyAmount(planned, origin),
    bodySubject(planned.patient),
    byProduct ? vnrProduct(treatment) : null,
    tag('author', {}, tag('time', { value: cdaTime(origin.atMs) }), assignedAuthor(origin, false)),
    byProduct ? holderOf(treatment) : null,
    related(written('24', 'lääkemuoto', treatment.product.form)),
    iterationOf(planned),
    packages ? related(observation('125', 'Pakkauskoon kerroin', value('INT', { value: '1' }))) : null,
    packages ? related(written('126', 'Pakkauskoko tekstimuotoisena', treatment.product.sizeText)) : null,
    related(productKind(planned.kind)),
    documentReference('SPRT', origin.oid, '1'),
  );
}

/** Field 160 ties the prescriptions of one medicine together; part 167 numbers its parts. */
function medicineId(oid: string): Xml {
  const shell = { classCode: 'COND', moodCode: 'EVN' };
  const part = tag('observation', shell, field('167', 'määrätyn lääkkeen osatunniste'), value('INT', { value: '1' }));
  const name = field('160', 'määrätyn lääkkeen yksilöivä tunniste');
  return tag('entry', {}, tag('observation', shell, name, value('II', { root: `${oid}.0` }), related(part)));
}

function productEntry(planned: PlannedPrescription, origin: Origin): Xml {
  const at = cdaTime(origin.atMs);
  const day = 86_400_000;
  const end = planned.endsInDays === undefined ? undefined : origin.atMs + (planned.daysAgo + planned.endsInDays) * day;
  const when =
    end === undefined
      ? tag('effectiveTime', { value: at })
      : tag(
          'effectiveTime',
          { 'xsi:type': 'IVL_TS' },
          tag('low', { value: at }),
          tag('high', { value: cdaDate(dateInHelsinki(end)) }),
        );
  const administration = tag(
    'substanceAdministration',
    { classCode: 'SBADM', moodCode: 'EVN' },
    when,
    strengthOf(planned.treatment),
    atcProduct(planned.treatment),
    related(supply(planned, origin)),
  );
  return organizer('83', 'lääkevalmisteen ja pakkauksen tiedot', component(administration));
}

function substanceEntry({ name, product }: Treatment): Xml {
  const system = { codeSystem: '1.2.246.537.6.32', codeSystemName: 'Fimea - ATC Luokitus' };
  const code = tag('code', { nullFlavor: 'NI', ...system, codeSystemVersion: product.databaseVersion });
  const drug = tag('manufacturedLabeledDrug', {}, code, text('name', name.fi));
  const administration = tag(
    'substanceAdministration',
    { classCode: 'SBADM', moodCode: 'EVN' },
    tag('consumable', {}, tag('manufacturedProduct', {}, drug)),
  );
  return organizer('4', 'lääkkeen vaikuttavat ainesosat', component(administration));
}

/** One administration of the dosing season: the dose, its unit (18 tablet), whether it is taken as needed. */
function doseOf(planned: PlannedPrescription, oid: string, place: number): Xml {
  const { low = '1', high = '1', asNeeded = false } = planned.treatment.dose ?? {};
  const amount =
    low === high
      ? [tag('center', { value: low, unit: '1' })]
      : [tag('low', { value: low, unit: '1' }), tag('high', { value: high, unit: '1' })];
  const codeSystemName = 'Sähköinen lääkemääräys - Annosyksikkö';
  return related(
    tag(
      'substanceAdministration',
      { classCode: 'SBADM', moodCode: 'EVN' },
      tag('id', { root: `${oid}.1.1.${place}` }),
      field('239', 'annokset'),
      tag('doseQuantity', {}, ...amount),
      tag('administrationUnitCode', {
        code: '18',
        codeSystem: '1.2.246.537.6.138.202001',
        codeSystemName,
        displayName: 'tabletti',
      }),
      noProduct(),
      related(observation('243', 'annos tarvittaessa', flag(asNeeded))),
    ),
  );
}

function structuredDosage(planned: PlannedPrescription, oid: string): readonly Xml[] {
  const { dose } = planned.treatment;
  if (dose === undefined || planned.textOnly === true) return [];
  const shell = { classCode: 'SBADM', moodCode: 'EVN' };
  const route = {
    code: '1055',
    codeSystem: '1.2.246.537.6.1403.202001',
    codeSystemName: 'Fimea - Antoreitti',
    displayName: 'suun kautta',
  };
  const doses = Array.from({ length: dose.perDay }, (_, index) => doseOf(planned, oid, index + 1));
  const period = value('IVL_PQ', {}, tag('center', { value: '1', unit: 'd' }));
  return [
    component(
      tag(
        'substanceAdministration',
        shell,
        field('250', 'annostuksen lisätiedot'),
        tag('routeCode', route),
        noProduct(),
      ),
    ),
    component(
      tag(
        'substanceAdministration',
        shell,
        tag('id', { root: `${oid}.1.1` }),
        field('230', 'annostelukausi'),
        noProduct(),
        related(observation('237', 'annostus tarvittaessa', flag(dose.asNeeded === true))),
        related(observation('238', 'annosjakson pituus', period)),
        ...doses,
      ),
    ),
  ];
}

function dosageEntry(planned: PlannedPrescription, oid: string): Xml {
  const structured = structuredDosage(planned, oid);
  const sic = related(observation('56', 'SIC-merkintä', flag(planned.sic === true)));
  const instruction = tag(
    'substanceAdministration',
    { classCode: 'SBADM', moodCode: 'EVN' },
    field('29', 'tekstimuotoinen annostusohje'),
    text('text', planned.treatment.text[planned.patient.language]),
    noProduct(),
    sic,
  );
  const textOnly = yesNo('87', 'annostelu vain tekstinä', structured.length === 0);
  return organizer('32', 'Annososio ja jatko-osiot', textOnly, component(instruction), ...structured);
}

/** Narcotics: the patient has shown an identity card. */
function identification(pkv: 'H' | 'P' | 'Z' | null): Xml | null {
  if (pkv !== 'H') return null;
  const codeSystemName = 'Sähköinen lääkemääräys - Potilaan tunnistaminen (huumausainelääkemääräys)';
  const coded = value('CE', {
    code: '3',
    codeSystem: '1.2.246.537.5.40109.2006',
    codeSystemName,
    displayName: 'Henkilökortti',
  });
  return component(observation('117', 'Potilaan tunnistaminen', coded));
}

function renewalBan(planned: PlannedPrescription): Xml | null {
  if (planned.renewalForbidden !== true) return null;
  const reason = {
    code: '1',
    codeSystem: '1.2.246.537.6.600.2013',
    codeSystemName: 'THL - Lääkehoidon muutoksen syy',
    displayName: 'Määräaikainen lääke',
  };
  return component(observation('194', 'uudistamiskiellon syy ja perustelu', value('CE', reason)));
}

function otherEntry(planned: PlannedPrescription, origin: Origin): Xml {
  const { treatment, patient } = planned;
  const { pkv } = treatment.product;
  const care = {
    code: 'S',
    codeSystem: '1.2.246.537.5.40101.2006',
    codeSystemName: 'Sähköinen lääkemääräys - Hoitolaji',
    displayName: 'Sairauden hoito',
  };
  const kind = {
    code: '1',
    codeSystem: '1.2.246.537.6.605.2014',
    codeSystemName: 'THL - Reseptin laji',
    displayName: 'Resepti',
  };
  const age = ageInYears(patient.birthDate as LocalDate, dateInHelsinki(origin.atMs));
  const weight = planned.weightKg ?? '30';
  const message = planned.message?.[patient.language];
  return organizer(
    '88',
    'reseptin muut tiedot',
    component(written('58', 'käyttötarkoitus tekstinä', treatment.usage[patient.language])),
    component(observation('67', 'Hoitolaji', value('CE', care))),
    yesNo('68', 'Pysyvä lääkitys', treatment.permanent),
    yesNo('75', 'Uudistamiskielto', planned.renewalForbidden === true),
    yesNo('81', 'lääkevaihtokielto', planned.substitutionForbidden === true),
    age < 12
      ? component(observation('89', 'alle 12-vuotiaan paino', value('PQ', { value: weight, unit: 'kg' })))
      : null,
    yesNo('91', 'annosjakelu', planned.doseDispensing === true),
    message === undefined ? null : component(written('92', 'Viesti apteekille', message)),
    identification(pkv),
    pkvObservation(pkv),
    yesNo('129', 'kyseessä lääkkeen käytön aloitus', planned.startOfUse === true),
    yesNo('132', 'huume', pkv === 'H'),
    component(observation('169', 'Reseptin laji', value('CE', kind))),
    renewalBan(planned),
    yesNo('216', 'tartuntatautilain mukainen lääke', false),
  );
}

/** `2 x 100 kpl`, `200 g`, `1 vuosi`: the amount in the patient's language. */
function readableAmount(planned: PlannedPrescription): string {
  const { product } = planned.treatment;
  if (planned.mode === 'duration') return WORDS[planned.patient.language].year;
  if (planned.mode === 'total') return `${Number(product.size) * planned.packages} ${product.unit}`;
  return `${planned.packages} x ${product.sizeText}`;
}

/** The prescription as CDA, unsigned: the place of the signature is marked. */
export function prescriptionDocument(planned: PlannedPrescription, origin: Origin): string {
  const { treatment, patient } = planned;
  const { language } = patient;
  const words = WORDS[language];
  const named =
    planned.kind === 'product'
      ? `${words.product}: ${treatment.product.tradeName}`
      : `${words.substance}: ${treatment.name[language]}`;
  const lines = [
    named,
    `${words.strength}: ${treatment.strength}`,
    `${words.form}: ${treatment.product.form}`,
    `${words.amount}: ${readableAmount(planned)}`,
    ...(planned.iteration === undefined ? [] : [`${words.iteration}: ${iterationText(planned)}`]),
    `${words.dosage}: ${treatment.text[language]}${planned.sic === true ? ' SIC!' : ''}`,
    `${words.usage}: ${treatment.usage[language]}`,
  ];
  const entries = [
    medicineId(origin.oid),
    productEntry(planned, origin),
    ...(planned.kind === 'product' ? [substanceEntry(treatment)] : []),
    dosageEntry(planned, origin.oid),
    otherEntry(planned, origin),
  ];
  return clinicalDocument(origin, { lines, entries }, minorConsent(planned, origin));
}

/** A minor's choice on disclosure to the guardians: small children are not able to decide, their guardians see. */
function minorConsent({ patient }: PlannedPrescription, origin: Origin): readonly Xml[] {
  if (ageInYears(patient.birthDate as LocalDate, dateInHelsinki(origin.atMs)) >= 18) return [];
  const codeSystemName = 'THL - Alaikäisen potilastietojen luovuttaminen huoltajille';
  const code = {
    code: '1',
    codeSystem: '1.2.246.537.5.40202.201901',
    codeSystemName,
    displayName: 'Ei päätöskykyinen, tiedot huoltajille',
  };
  const consent = [
    tag('templateId', { root: '1.2.246.537.6.12.999.2003.31' }),
    tag('code', code),
    tag('statusCode', { code: 'completed' }),
  ];
  return [
    tag('authorization', { typeCode: 'AUTH' }, tag('consent', { classCode: 'CONS', moodCode: 'EVN' }, ...consent)),
  ];
}
