import { type LocalDate, ageInYears } from '../../../shared/kernel/time.ts';
import { type CdaAuthor, type CdaHeader, type CdaPrescription } from '../cda/cda-types.ts';
import { type Rule, rule } from './rule.ts';

/** Right of the nurse with limited prescribing: an own word, the register's code is not known. */
export const LIMITED_NURSE = 'RAJ';
/** Right under section 2 of the former act on medical practice: students (Kela CDA library). */
const STUDENT = '002';

/** The act of a prescriber, whoever of the authors' it is: the writer's, the corrector's or the canceller's. */
export type PrescribersAct = Readonly<{
  header: CdaHeader;
  body: CdaPrescription;
  /** Document type of 1.2.246.537.5.40105.2006. */
  type: '1' | '2' | '3';
  responsible: CdaAuthor;
}>;

const ANNEX = 'Decrees 992/2019 and 1252/2022, annex 1 (only its known row)';
const PIVMECILLINAM = 'J01CA08';
/** Substances of the annex that this Centre knows. */
const NURSES: ReadonlySet<string> = new Set([PIVMECILLINAM]);
/** Special-permit products among the kinds of 1.2.246.537.6.604.2014. */
const SPECIAL_PERMIT: ReadonlySet<string> = new Set(['4', '11']);

const byNurse = ({ responsible }: PrescribersAct): boolean => responsible.right === LIMITED_NURSE;

/** What a prescriber may do by the right with which the act is made. A cancellation ends what the person may not begin either. */
export const PRESCRIBER_RIGHT_RULES: readonly Rule<PrescribersAct>[] = [
  rule(
    'SIM-RX-060',
    'Kela CDA library (KantaCDA-API): job title of students and of nurses who prescribe',
    'E-FORM',
    'required',
    [
      'Opiskelijan tai lääkkeenmääräjähoitajan ammattinimike puuttuu.',
      'Yrkestiteln saknas för den studerande eller sjukskötaren.',
      'The job title of the student or the nurse is missing.',
    ],
    ({ responsible: { right, title } }) => (right !== STUDENT && right !== LIMITED_NURSE) || title !== null,
  ),
  rule(
    'SIM-RX-061',
    ANNEX,
    'E-AUTH',
    'forbidden',
    [
      'Lääke ei kuulu rajattuun lääkkeenmääräämiseen.',
      'Läkemedlet hör inte till begränsad förskrivning.',
      'The medicine is outside limited prescribing.',
    ],
    act =>
      !byNurse(act) ||
      (NURSES.has(act.body.atc ?? '') && act.body.productKind !== null && !SPECIAL_PERMIT.has(act.body.productKind)),
  ),
  rule(
    'SIM-RX-062',
    ANNEX,
    'E-AUTH',
    'forbidden',
    [
      'Sairaanhoitaja voi määrätä pivmesillinaamia vain 18–65-vuotiaalle naiselle.',
      'En sjukskötare får förskriva pivmecillinam endast till en kvinna på 18–65 år.',
      'A nurse may prescribe pivmecillinam only to a woman of 18 to 65.',
    ],
    act => {
      const { patient } = act.header;
      const at = act.body.prescribedAt;
      if (!byNurse(act) || act.type === '2' || act.body.atc !== PIVMECILLINAM || !at) return true;
      const age = patient.birthDate === null ? null : ageInYears(patient.birthDate as LocalDate, at.date);
      return patient.gender === '2' && age !== null && age >= 18 && age <= 65;
    },
  ),
];
