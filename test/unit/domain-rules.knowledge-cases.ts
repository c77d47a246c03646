import {
  type KnowledgeContext,
  NO_HEALTH_FACTS,
  type OtherMedicine,
} from '../../shared/domain/knowledge/knowledge-facts.ts';
import { type Patient } from '../../shared/domain/people/person.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { PRACTICE_PACK, withPack } from '../builders/knowledge.builder.ts';
import { aPatient } from '../builders/person.builder.ts';
import { type Case } from './domain-rules.case.ts';

/** What a table of cases needs to know: the medicine with its daily number of units, the patient, and the packs. */
export type Checked = Readonly<{
  atc: string;
  strength?: string;
  unitsPerDay?: number;
  sic?: boolean;
  patient?: Partial<Patient>;
  knowledge?: Partial<KnowledgeContext>;
}>;

const using = (...codes: string[]): readonly OtherMedicine[] =>
  codes.map(atc => ({ atc, name: `LÄÄKE ${atc}`, inBasket: false }));
const allergic = (...texts: string[]): Partial<Patient> => ({
  allergies: texts.map(text => ({ text, severity: 'risk' as const })),
});
const egfr = (value: number, on = '2026-10-01'): Partial<KnowledgeContext> => ({
  health: { egfr: { value, on: localDate(on) }, pregnant: null, breastFeeding: null, weight: null },
});
const said = (pregnant: 'yes' | 'no', breastFeeding: 'yes' | 'no', on = '2026-11-20'): Partial<KnowledgeContext> => ({
  health: {
    egfr: null,
    pregnant: { is: pregnant, on: localDate(on) },
    breastFeeding: { is: breastFeeding, on: localDate(on) },
    weight: null,
  },
});
const weighing = (kg: number, on = '2026-11-01'): Partial<KnowledgeContext> => ({
  health: { ...NO_HEALTH_FACTS, weight: { kg, on: localDate(on) } },
});
const CHILD: Partial<Patient> = { birthDate: localDate('2019-06-01'), identityCode: null };
const WOMAN: Partial<Patient> = { sex: 'female', birthDate: localDate('1995-05-05'), identityCode: null };
const MAN: Partial<Patient> = { sex: 'male', birthDate: localDate('1995-05-05'), identityCode: null };
const OLD: Partial<Patient> = { birthDate: localDate('1961-11-22'), identityCode: null };
const OLD_PACK = { ...PRACTICE_PACK, date: localDate('2025-11-21') };
const [AMOXICILLIN, WARFARIN, IBUPROFEN, METFORMIN, RAMIPRIL] = [
  'J01CA04',
  'B01AA03',
  'M01AE01',
  'A10BA02',
  'C09AA05',
] as const;

/** Cases of the knowledge rules over the facts of any form. `make` builds them; `patient` fills what is not said. */
export function knowledgeCases<Facts>(
  make: (
    checked: Required<Omit<Checked, 'patient' | 'knowledge'>> & { patient: Patient; knowledge: KnowledgeContext },
  ) => Facts,
): readonly Case<Facts>[] {
  const facts = (checked: Checked): Facts =>
    make({
      strength: '500 mg',
      unitsPerDay: 3,
      sic: false,
      ...checked,
      patient: aPatient(checked.patient),
      knowledge: withPack(checked.knowledge),
    });
  const other = (atc: string, ...used: string[]): Facts => facts({ atc, knowledge: { others: using(...used) } });
  const dose = (atc: string, strength: string, unitsPerDay: number, sic = false): Facts =>
    facts({ atc, strength, unitsPerDay, sic });
  const paediatric = (unitsPerDay: number, knowledge: Partial<KnowledgeContext>): Facts =>
    facts({ atc: 'N02BE01', strength: '250 mg', unitsPerDay, patient: CHILD, knowledge });
  return [
    {
      rule: 'R32',
      passes: [
        other(WARFARIN),
        other(WARFARIN, METFORMIN, 'C10AA01'),
        facts({ atc: WARFARIN, knowledge: { packs: [], others: using(IBUPROFEN) } }),
        facts({ atc: WARFARIN, knowledge: { packs: [], others: null } }),
      ],
      fails: [
        [other(WARFARIN, IBUPROFEN), 'confirm'],
        [other(IBUPROFEN, WARFARIN), 'confirm'],
        [other('C10AA01', 'J01FA09'), 'confirm'],
        [other('J01EA01', 'L04AX03'), 'confirm'],
        [other(RAMIPRIL, 'C03DA01'), 'warn'],
        [other('N02AX02', 'N06AB04'), 'warn'],
        [other('N06AB06', 'N06AG02'), 'confirm'],
        [other('N02CC01', 'N06AB04'), 'inform'],
        [facts({ atc: WARFARIN, knowledge: { others: null } }), 'warn'],
      ],
    },
    {
      rule: 'R33',
      passes: [
        facts({ atc: AMOXICILLIN }),
        facts({ atc: AMOXICILLIN, patient: allergic('Nikkeli', 'Sulfavalmisteet') }),
        facts({ atc: METFORMIN, patient: allergic('Penisilliini') }),
      ],
      fails: [
        facts({ atc: AMOXICILLIN, patient: { allergies: null } }),
        [facts({ atc: AMOXICILLIN, patient: allergic('Penisilliini, ihottuma') }), 'confirm'],
        [facts({ atc: AMOXICILLIN, patient: allergic('PC-allergia') }), 'confirm'],
        [facts({ atc: AMOXICILLIN, patient: allergic('Kefalosporiini, ihottuma') }), 'warn'],
        [facts({ atc: 'J01DB01', patient: allergic('penicillin') }), 'warn'],
        [facts({ atc: IBUPROFEN, patient: allergic('Asetyylisalisyylihappo') }), 'confirm'],
        [facts({ atc: IBUPROFEN, patient: allergic('Acetylsalicylsyra') }), 'confirm'],
        // Without any pack the very name of the substance still speaks.
        [facts({ atc: AMOXICILLIN, patient: allergic('amoksisilliini'), knowledge: { packs: [] } }), 'confirm'],
      ],
    },
    {
      rule: 'R35',
      passes: [
        dose(IBUPROFEN, '400 mg', 6),
        dose(IBUPROFEN, '800 mg', 4, true),
        dose('N02BE01', '1 g', 4),
        // 60 mg/kg a day: 20 kg may have 1200 mg.
        paediatric(4, weighing(20)),
        dose(METFORMIN, '1 000 mg', 3),
        dose('A02BC01', '20 mg', 9),
      ],
      fails: [
        dose(IBUPROFEN, '400 mg', 7),
        dose('N02BE01', '1 g', 5),
        dose('N05CF01', '7.5 mg', 2),
        dose(METFORMIN, '1 000 mg', 4),
        [dose(IBUPROFEN, '200 mg / 500 mg', 3), 'warn'],
        paediatric(5, weighing(20)),
        [paediatric(4, weighing(20, '2026-01-01')), 'warn'],
        [paediatric(4, {}), 'warn'],
      ],
    },
    {
      rule: 'K03',
      passes: [facts({ atc: IBUPROFEN }), facts({ atc: 'A02BC01', knowledge: { packs: [] } })],
      fails: [facts({ atc: 'R06AE07' }), facts({ atc: AMOXICILLIN })],
    },
    {
      rule: 'K04',
      passes: [
        facts({ atc: AMOXICILLIN, knowledge: { packs: [] } }),
        facts({
          atc: AMOXICILLIN,
          knowledge: { packs: [PRACTICE_PACK, { ...PRACTICE_PACK, id: 'x', practice: false }] },
        }),
      ],
      fails: [facts({ atc: AMOXICILLIN })],
    },
    {
      rule: 'K05',
      passes: [
        facts({ atc: AMOXICILLIN, patient: allergic('Maapähkinä', 'Jordnöt', 'Lateksi') }),
        facts({ atc: AMOXICILLIN, patient: { allergies: null } }),
        facts({ atc: AMOXICILLIN, patient: allergic('Jodi'), knowledge: { packs: [] } }),
      ],
      fails: [facts({ atc: AMOXICILLIN, patient: allergic('Lateksi', 'Jodi') })],
    },
    {
      rule: 'K06',
      passes: [facts({ atc: AMOXICILLIN }), facts({ atc: AMOXICILLIN, knowledge: { packs: [] } })],
      fails: [facts({ atc: AMOXICILLIN, knowledge: { packs: [OLD_PACK] } })],
    },
    {
      rule: 'K07',
      passes: [
        other(IBUPROFEN, IBUPROFEN),
        other(IBUPROFEN, METFORMIN),
        facts({ atc: IBUPROFEN, knowledge: { others: null } }),
      ],
      fails: [other(IBUPROFEN, 'M01AE02'), other('C10AA05', 'C10AA01'), [other('B01AF02', WARFARIN), 'confirm']],
    },
    {
      rule: 'K08',
      passes: [
        facts({ atc: METFORMIN, knowledge: egfr(45) }),
        facts({ atc: AMOXICILLIN }),
        facts({ atc: METFORMIN, knowledge: { packs: [] } }),
      ],
      fails: [
        [facts({ atc: METFORMIN, knowledge: egfr(44) }), 'warn'],
        [facts({ atc: METFORMIN, knowledge: egfr(29) }), 'confirm'],
        [facts({ atc: IBUPROFEN, knowledge: egfr(20) }), 'confirm'],
        [facts({ atc: METFORMIN }), 'warn'],
        [facts({ atc: METFORMIN, patient: OLD }), 'notChecked'],
        [facts({ atc: METFORMIN, patient: OLD, knowledge: egfr(90, '2025-11-21') }), 'notChecked'],
        [facts({ atc: 'B01AF02', patient: OLD }), 'warn'],
      ],
    },
    {
      rule: 'K09',
      passes: [
        facts({ atc: RAMIPRIL, patient: MAN }),
        facts({ atc: RAMIPRIL, patient: { ...WOMAN, birthDate: localDate('1960-01-01') } }),
        facts({ atc: RAMIPRIL, patient: WOMAN, knowledge: said('no', 'no') }),
        facts({ atc: AMOXICILLIN, patient: WOMAN, knowledge: said('yes', 'yes') }),
        facts({ atc: 'C10AA05', patient: WOMAN }),
      ],
      fails: [
        [facts({ atc: RAMIPRIL, patient: WOMAN }), 'notChecked'],
        [facts({ atc: RAMIPRIL, patient: WOMAN, knowledge: said('no', 'no', '2026-09-01') }), 'notChecked'],
        [facts({ atc: RAMIPRIL, patient: WOMAN, knowledge: said('yes', 'no') }), 'confirm'],
        [facts({ atc: 'C10AA05', patient: WOMAN, knowledge: said('yes', 'no') }), 'warn'],
        [facts({ atc: 'N02AJ06', patient: WOMAN, knowledge: said('no', 'yes') }), 'confirm'],
      ],
    },
  ];
}
