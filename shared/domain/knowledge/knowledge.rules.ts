import { daysBetween } from '../../kernel/time.ts';
import { says, type Detail, type Rule } from '../rule.ts';
import {
  allergyDetails,
  duplicateDetails,
  interactionDetails,
  kidneyDetails,
  maximumDoseDetails,
  pregnancyDetails,
  uncovered,
  unknownAllergies,
} from './knowledge-checks.ts';
import { type KnowledgeFacts } from './knowledge-facts.ts';
import { KNOWLEDGE_CHECKS, type KnowledgeCheck } from './knowledge-pack.ts';

const OWN = 'Kantele, own rule';
/** A pack older than this is told: our own choice. */
const PACK_AGE_DAYS = 365;

type Row = Rule<KnowledgeFacts>;
const listed = (
  row: Omit<Row, 'holds' | 'each' | 'field'>,
  each: (facts: KnowledgeFacts) => readonly Detail[],
): Row => ({ ...row, field: 'product', each, holds: facts => each(facts).length === 0 });

/** Names of the checks, for the sentence that says which did not run. */
const CHECK_NAMES: Readonly<Record<KnowledgeCheck, Readonly<Record<'fi' | 'sv' | 'en', string>>>> = {
  interactions: says('yhteisvaikutukset', 'interaktioner', 'interactions'),
  allergies: says('allergiat', 'allergier', 'allergies'),
  duplicates: says('päällekkäisyys', 'dubblering', 'duplication'),
  maximumDoses: says('enimmäisannos', 'maximidos', 'maximum dose'),
  kidney: says('munuaiset', 'njurar', 'kidneys'),
  pregnancy: says('raskaus', 'graviditet', 'pregnancy'),
};

const uncoveredDetails = (facts: KnowledgeFacts): readonly Detail[] => {
  const checks = uncovered(facts, KNOWLEDGE_CHECKS);
  if (checks.length === 0) return [];
  const names = (language: 'fi' | 'sv' | 'en'): string => checks.map(check => CHECK_NAMES[check][language]).join(', ');
  return [
    {
      key: '',
      severity: 'warn',
      says: {
        fi: `Ei tarkistettu, tietopaketti ei tunne lääkettä: ${names('fi')}.`,
        sv: `Inte kontrollerat, kunskapspaketet känner inte till läkemedlet: ${names('sv')}.`,
        en: `Not checked, the knowledge pack does not know the medicine: ${names('en')}.`,
      },
      inputs: {
        medicine: facts.medicine === null ? '' : `${facts.medicine.name} (${facts.medicine.atc})`,
        packs: facts.packs.map(({ id, version }) => `${id} ${version}`).join(', '),
      },
    },
  ];
};

/** Checks of a medicine against what is known of medicines and of the patient; all of them wait for a knowledge pack. */
export const KNOWLEDGE_RULES: readonly Row[] = [
  listed(
    {
      id: 'R32',
      severity: 'warn',
      source: 'General practice; the rows come from the knowledge pack',
      says: says(
        'Potilaan muita lääkkeitä ei voitu hakea: yhteisvaikutuksia ei tarkistettu.',
        'Patientens övriga läkemedel kunde inte hämtas: interaktioner kontrollerades inte.',
        'The patient’s other medicines could not be fetched: interactions were not checked.',
      ),
    },
    interactionDetails,
  ),
  listed(
    {
      id: 'R33',
      severity: 'warn',
      source: 'General practice; the rows come from the knowledge pack',
      says: says(
        'Potilaan allergioita ei ole kirjattu. Kysy niistä.',
        'Patientens allergier har inte antecknats. Fråga om dem.',
        'Nobody has recorded the patient’s allergies. Ask.',
      ),
    },
    allergyDetails,
  ),
  listed(
    {
      id: 'R35',
      severity: 'confirm',
      source: 'Receptum, prescribing rules; the rows come from the knowledge pack',
      says: says(
        'Annos ylittää enimmäisannoksen, eikä SIC-merkintää ole.',
        'Dosen överskrider maximidosen, och SIC-anteckning saknas.',
        'The dose is above the maximum, and there is no SIC mark.',
      ),
    },
    maximumDoseDetails,
  ),
  listed(
    {
      id: 'K03',
      severity: 'warn',
      source: OWN,
      says: says(
        'Tietopaketti ei tunne lääkettä: osa tarkistuksista jäi tekemättä.',
        'Kunskapspaketet känner inte till läkemedlet: en del kontroller gjordes inte.',
        'The knowledge pack does not know the medicine: some checks were not made.',
      ),
    },
    uncoveredDetails,
  ),
  {
    id: 'K04',
    severity: 'inform',
    source: OWN,
    field: null,
    says: says(
      'Tarkistettu harjoitustietopaketilla: se tuntee vain osan yhteisvaikutuksista ja muista varoituksista.',
      'Kontrollerat med ett övningspaket: det känner bara till en del av interaktionerna och varningarna.',
      'Checked with a practice pack: it knows only some of the interactions and warnings.',
    ),
    holds: ({ medicine, packs }) => medicine === null || packs.length === 0 || packs.some(pack => !pack.practice),
    inputs: ({ packs }) => ({ packs: packs.map(({ id, version, date }) => `${id} ${version} (${date})`).join(', ') }),
  },
  {
    id: 'K05',
    severity: 'warn',
    source: OWN,
    field: 'patient',
    says: says(
      'Tietopaketti ei tunne kaikkia kirjattuja allergioita. Arvioi itse, koskevatko ne lääkettä.',
      'Kunskapspaketet känner inte till alla antecknade allergier. Bedöm själv om de gäller läkemedlet.',
      'The knowledge pack does not know all recorded allergies. Judge yourself whether they concern the medicine.',
    ),
    holds: facts => unknownAllergies(facts).length === 0,
    inputs: facts => ({ allergies: unknownAllergies(facts).join(', ') }),
  },
  {
    id: 'K06',
    severity: 'warn',
    source: OWN,
    field: null,
    says: says(
      'Tietopaketti on yli vuoden vanha. Asenna uudempi.',
      'Kunskapspaketet är över ett år gammalt. Installera ett nyare.',
      'The knowledge pack is more than a year old. Install a newer one.',
    ),
    holds: ({ medicine, packs, today }) =>
      medicine === null || packs.every(({ date }) => daysBetween(date, today) <= PACK_AGE_DAYS),
    inputs: ({ packs }) => ({ packs: packs.map(({ id, version, date }) => `${id} ${version} (${date})`).join(', ') }),
  },
  listed(
    {
      id: 'K07',
      severity: 'warn',
      source: OWN,
      says: says(
        'Potilaalla on käytössä saman ryhmän lääke.',
        'Patienten använder redan ett läkemedel ur samma grupp.',
        'The patient already uses a medicine of the same group.',
      ),
    },
    duplicateDetails,
  ),
  listed(
    {
      id: 'K08',
      severity: 'warn',
      source: OWN,
      says: says(
        'Lääke ja potilaan munuaisten toiminta eivät sovi yhteen.',
        'Läkemedlet passar inte patientens njurfunktion.',
        'The medicine does not fit the patient’s kidney function.',
      ),
    },
    kidneyDetails,
  ),
  listed(
    {
      id: 'K09',
      severity: 'warn',
      source: OWN,
      says: says(
        'Lääke ei sovi raskauden tai imetyksen aikana.',
        'Läkemedlet passar inte under graviditet eller amning.',
        'The medicine is not suitable during pregnancy or breast-feeding.',
      ),
    },
    pregnancyDetails,
  ),
];

/** The same rows over wider facts. `of` gives what the checks look at; `field` where the form names the medicine. */
export const knowledgeRules = <Facts>(of: (facts: Facts) => KnowledgeFacts, field: string): readonly Rule<Facts>[] =>
  KNOWLEDGE_RULES.map(({ each, inputs, ...row }) => ({
    ...row,
    field: row.field === 'product' ? field : row.field,
    holds: facts => row.holds(of(facts)),
    gravity: facts => row.gravity?.(of(facts)) ?? row.severity,
    ...(inputs === undefined ? {} : { inputs: (facts: Facts) => inputs(of(facts)) }),
    ...(each === undefined ? {} : { each: (facts: Facts) => each(of(facts)) }),
  }));
