import { decimal } from '../../shared/kernel/decimal.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { type ClockTime } from '../../shared/domain/prescribing/dose.ts';
import { type DosePlan, type PlannedDose } from '../../shared/domain/prescribing/dose-plan.ts';
import {
  type AuthorisedProduct,
  type NamedProduct,
  type NamedProductKind,
} from '../../shared/domain/prescribing/product.ts';
import { type Prescription } from '../../shared/domain/prescribing/prescription.ts';

const named = (base: AuthorisedProduct, kind: NamedProductKind, change: Partial<NamedProduct>): NamedProduct => ({
  ...base,
  kind,
  vnr: null,
  ...change,
});

/** What the database does not have: a name, and what a person has typed of it. */
const outside = {
  atc: '',
  atcName: { fi: '', sv: '' },
  substances: [],
  holder: '',
  container: '',
  databaseVersion: '',
};

const tablets = { code: '18', name: 'tabletti' } as const;
const planned = (change: Partial<PlannedDose>): PlannedDose => ({
  amount: { low: decimal('1'), high: decimal('1') },
  unit: tablets,
  physical: null,
  asNeeded: false,
  timeOfDay: null,
  clock: null,
  weekday: null,
  most: null,
  ...change,
});
const day = { low: decimal('1'), high: decimal('1'), unit: 'd' } as const;

/** Two seasons with a pause, ranges, as-needed, a named time, a clock time and a maximum. */
const PLAN: DosePlan = {
  seasons: [
    {
      start: localDate('2026-02-03'),
      end: localDate('2026-02-16'),
      length: null,
      pauses: [{ from: localDate('2026-02-08'), to: localDate('2026-02-09') }],
      asNeeded: false,
      period: day,
      doses: [
        planned({ timeOfDay: { code: 'a', name: 'aamu' } }),
        planned({
          amount: { low: decimal('1'), high: decimal('2') },
          clock: '2000',
          asNeeded: true,
          most: { amount: decimal('4'), per: decimal('1'), unit: 'd' },
        }),
      ],
    },
    {
      start: localDate('2026-02-17'),
      end: null,
      length: { low: decimal('25'), high: decimal('30'), unit: 'd' },
      pauses: [],
      asNeeded: true,
      period: { low: decimal('5'), high: decimal('7'), unit: 'd' },
      doses: [
        planned({ amount: null, unit: null, physical: { low: decimal('50'), high: decimal('100'), unit: 'mg' } }),
        planned({ weekday: { code: 'ma', name: 'maanantai' } }),
      ],
    },
  ],
};

type Changes = readonly (readonly [name: string, change: Partial<Prescription>])[];

/** A prescription of each further product kind, amount mode and dose form, as changes of the plain one. */
export function furtherPrescriptions({
  product,
  dose,
}: Readonly<{ product: AuthorisedProduct; dose: Prescription['dose'] }>): Changes {
  const textOnly = (text: string): Partial<Prescription> => ({ dose: { text, structured: null } });
  const of = (kind: NamedProductKind, change: Partial<NamedProduct>) => ({ product: named(product, kind, change) });
  const total = (value: string, unit: string): Partial<Prescription> => ({
    amount: { mode: '2', total: { value: decimal(value), unit } },
  });
  const clock = (at: string) => ({ at: at as ClockTime, amount: { low: decimal('1'), high: decimal('1') } });
  const simple = dose.structured;
  return [
    [
      'prescription-kind2-base-ointment',
      {
        ...of('2', { atc: '', atcName: { fi: '', sv: '' }, tradeName: 'HARJOITUSVOIDE', strength: '', substances: [] }),
        ...total('3000', 'g'),
        ...textOnly('Käytetään säännöllisesti ihon rasvaukseen.'),
      },
    ],
    ['prescription-kind3-clinical-nutrient', { ...of('3', { tradeName: 'HARJOITUSRAVINTO' }), ...total('30', 'pss') }],
    ['prescription-kind4-special-permit', of('4', { tradeName: 'HARJOITUSLUPATABLETTI' })],
    [
      'prescription-kind6-outside-database',
      of('6', { ...outside, tradeName: 'HARJOITUSVITAMIINI 10 mikrog', strength: '10 mikrog' }),
    ],
    [
      'prescription-kind7-ex-tempore-structured',
      {
        ...of('7', {
          ...outside,
          tradeName: 'Harjoitusvoideseos',
          strength: '',
          databaseVersion: product.databaseVersion,
          preparation: 'M.f.ungt.d.s.',
          ingredients: [
            {
              name: 'Harjoitusaine',
              atc: 'D07AC03',
              atcName: 'desoksimetasoni',
              amount: { kind: 'measured', quantity: { value: decimal('30'), unit: 'g' } },
            },
          ],
          otherIngredients: [
            { name: 'Harjoituspohja', atc: '', atcName: '', amount: { kind: 'worded', text: 'ad 100 g' } },
          ],
        }),
        ...total('100', 'g'),
        ...textOnly('Levitetään ohuelti 2 kertaa päivässä.'),
      },
    ],
    [
      'prescription-kind7-ex-tempore-text',
      {
        ...of('7', {
          ...outside,
          tradeName: 'Harjoitusliuos',
          strength: '',
          preparation: 'Harjoitusaine 1 g, Aqua ad 100 ml. M.f.sol.d.s.',
        }),
        ...total('100', 'ml'),
        ...textOnly('5 ml 6 kertaa vuorokaudessa.'),
      },
    ],
    [
      'prescription-kind10-care-supply-work-accident',
      {
        ...of('10', { ...outside, tradeName: 'HARJOITUSSIDE 10X10 CM', strength: '' }),
        ...total('10', 'kpl'),
        ...textOnly('Ohjeen mukaan.'),
        treatmentKind: 'T',
        employer: 'Harjoitusrakentajat Oy',
        insurer: 'Harjoitusvakuutus Oy',
      },
    ],
    [
      'prescription-kind11-patient-special-permit',
      {
        ...of('11', { ...outside, tradeName: 'HARJOITUSINJEKTIO 0,4 mg/ml', strength: '0,4 mg/ml' }),
        amount: {
          mode: '1',
          packages: 1,
          sizeText: '10 x 2,5 ml',
          packageSize: { value: decimal('25'), unit: 'ml' },
          packedAs: { each: { value: decimal('2.5'), unit: 'ml' }, count: 10 },
        },
      },
    ],
    ['prescription-nothing-to-dispense', { amount: { mode: '9' } }],
    [
      'prescription-duration-months',
      {
        amount: { mode: '3', start: localDate('2026-02-03'), lengthDays: 181, length: { count: 6, unit: 'mo' } },
        iteration: { repeats: 1, intervalDays: 14, interval: { count: 2, unit: 'wk' }, text: 'iter semel 2 vko' },
      },
    ],
    [
      'prescription-biological',
      {
        product: {
          ...product,
          biological: true,
          biosimilar: 'no',
          additionalMonitoring: 'yes',
          medicineGroup: 'harjoitus',
        },
        biologicalJustification: 'Hoito on vakiintunut tähän valmisteeseen.',
      },
    ],
    [
      'prescription-dose-plan',
      {
        dose: {
          text: '1 tabletti aamulla ja tarvittaessa 1–2 tablettia klo 20, sitten 50–100 mg tarvittaessa.',
          structured: null,
          plan: PLAN,
          route: { code: '1055', system: '1.2.246.537.6.1403.202001', name: 'suun kautta' },
          extraInstruction: 'Otetaan ruokailun yhteydessä.',
        },
      },
    ],
    [
      'prescription-dose-clock-times',
      simple
        ? {
            dose: {
              text: '1 tabletti klo 8 ja klo 20.',
              structured: { ...simple, timing: { kind: 'clockTimes', amounts: [clock('0800'), clock('2000')] } },
            },
          }
        : {},
    ],
  ];
}
