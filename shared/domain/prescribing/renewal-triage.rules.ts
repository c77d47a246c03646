import { dateInHelsinki, instantMs, type LocalDate } from '../../kernel/time.ts';
import { type Finding } from '../finding.ts';
import { renewableUntil, type RenewableFacts } from '../lifecycle/renewal.rules.ts';
import { says } from '../rule.ts';
import { type PrescriptionRow } from './prescription.ts';

/** `routine` can be renewed as it is, `look` needs a judgement, `return` cannot be renewed. */
export const TRIAGES = ['routine', 'look', 'return'] as const;
export type Triage = (typeof TRIAGES)[number];

export type TriageFacts = Readonly<{
  /** Null when the prescription could not be fetched or its medicine is no longer in the database. */
  row: PrescriptionRow | null;
  isProductKnown: boolean;
  isPatientDead: boolean;
  /** Findings of the prescribing rules on the form filled in from it. */
  findings: readonly Finding[];
  today: LocalDate;
}>;

const LAH = 'Decree 485/2008: 28 months; instructions of pharmacy chains: 16 months for CNS medicines and narcotics';
const OWN = 'Kantele, own rule';

const isControlled = ({ prescription: { product } }: PrescriptionRow): boolean =>
  product.narcotic || product.controlClass !== null;

/** What rule R46 looks at of a prescription; the request that is being answered is no other one. */
export const renewableFacts = (row: PrescriptionRow, today: LocalDate): RenewableFacts => ({
  today,
  prescribedOn: dateInHelsinki(instantMs(row.prescription.prescribedAt)),
  controlled: isControlled(row),
  renewalProhibited: row.prescription.renewalProhibited,
  state: 'none',
});

/** Why a request is no routine. The first that applies of the gravest grade decides. */
export const TRIAGE_RULES: readonly Readonly<{
  id: string;
  to: Exclude<Triage, 'routine'>;
  source: string;
  says: Finding['says'];
  applies(facts: TriageFacts): boolean;
}>[] = [
  {
    id: 'RT01',
    to: 'return',
    source: 'Kela CDA library, LL 75',
    says: says(
      'Uusiminen on kielletty lääkemääräyksessä.',
      'Förnyelse är förbjuden i receptet.',
      'The prescription forbids renewal.',
    ),
    applies: ({ row }) => row?.prescription.renewalProhibited === true,
  },
  {
    id: 'RT02',
    to: 'return',
    source: LAH,
    says: says(
      'Lääkemääräys on liian vanha uusittavaksi.',
      'Receptet är för gammalt för att förnyas.',
      'The prescription is too old to be renewed.',
    ),
    applies: ({ row, today }) => row !== null && renewableUntil(renewableFacts(row, today)) < today,
  },
  {
    id: 'RT03',
    to: 'return',
    source: OWN,
    says: says(
      'Lääkemääräys on mitätöity tai potilas on kuollut.',
      'Receptet är makulerat eller patienten har avlidit.',
      'The prescription was cancelled or the patient has died.',
    ),
    applies: ({ row, isPatientDead }) => row?.state === 'cancelled' || isPatientDead,
  },
  {
    id: 'RT04',
    to: 'look',
    source: OWN,
    says: says(
      'Lääkemääräystä ei saatu Reseptikeskuksesta.',
      'Receptet kunde inte hämtas från Receptcentret.',
      'The prescription could not be fetched from the Centre.',
    ),
    applies: ({ row }) => row === null,
  },
  {
    id: 'RT05',
    to: 'look',
    source: OWN,
    says: says(
      'PKV- tai huumausainelääke.',
      'CNS-läkemedel eller narkotiskt läkemedel.',
      'CNS-affecting or narcotic medicine.',
    ),
    applies: ({ row }) => row !== null && isControlled(row),
  },
  {
    id: 'RT06',
    to: 'look',
    source: OWN,
    says: says(
      'Lääkettä ei ole lääketietokannassa samana.',
      'Läkemedlet finns inte likadant i läkemedelsdatabasen.',
      'The medicine is not the same in the database.',
    ),
    applies: ({ row, isProductKnown }) => row !== null && !isProductKnown,
  },
  {
    id: 'RT07',
    to: 'look',
    source: OWN,
    says: says(
      'Lääkettä ei ole toimitettu kertaakaan.',
      'Läkemedlet har aldrig expedierats.',
      'The medicine was never dispensed.',
    ),
    applies: ({ row }) => row !== null && row.dispensedLots === 0,
  },
  {
    id: 'RT08',
    to: 'look',
    source: OWN,
    says: says(
      'Määräämisen säännöissä on harkittavaa.',
      'Förskrivningsreglerna har något att bedöma.',
      'The prescribing rules have something to judge.',
    ),
    applies: ({ findings }) => findings.some(({ severity }) => severity === 'block' || severity === 'confirm'),
  },
];

/** How much thought a request needs, with what says so. */
export function triageOf(facts: TriageFacts): Readonly<{ triage: Triage; grounds: readonly Finding[] }> {
  const hits = TRIAGE_RULES.filter(rule => rule.applies(facts));
  const triage = hits.some(({ to }) => to === 'return') ? 'return' : hits.length > 0 ? 'look' : 'routine';
  return {
    triage,
    grounds: hits.map(({ id, to, source, says: words }) => ({
      rule: id,
      severity: to === 'return' ? 'block' : 'warn',
      field: null,
      says: words,
      source,
      inputs: {},
    })),
  };
}
