import { textFault } from '../../kernel/text.ts';
import { dateInHelsinki, instantMs } from '../../kernel/time.ts';
import { says, type Rule } from '../rule.ts';
import { type CoreEntry } from './core-data.ts';
import { codeIsKnown, coreFaults } from './core-data.rules.ts';
import { type RecordFacts } from './record.facts.ts';

const OWN = 'Kantele, own rule';
/** Characters of a reason; the same as the field's. */
export const LONGEST_REVISION_REASON = 500;

const coreOf = ({ form }: RecordFacts): readonly CoreEntry[] =>
  form.sections.flatMap(section => section.entries).filter(entry => entry.kind === 'core');

const named = (entries: readonly CoreEntry[]): string =>
  entries.map(({ content, code, name }) => `${content} ${code ?? name}`).join(', ');

/** Rules of structured core data, of later versions and of late entries. */
export const CORE_RULES: readonly Rule<RecordFacts>[] = [
  {
    id: 'M13',
    severity: 'block',
    source: 'THL, guide on structured entries of patient records: minimum fields of each content',
    field: 'structured',
    says: says(
      'Rakenteisesta tiedosta puuttuu pakollinen kohta tai siinä on virheellinen arvo.',
      'I en strukturerad uppgift saknas ett obligatoriskt fält eller finns ett felaktigt värde.',
      'A structured entry lacks a mandatory field or has a value that is not right.',
    ),
    holds: facts => coreOf(facts).every(entry => coreFaults(entry, facts.today).length === 0),
    inputs: facts => ({ entries: named(coreOf(facts).filter(entry => coreFaults(entry, facts.today).length > 0)) }),
  },
  {
    id: 'M14',
    severity: 'block',
    source: 'National code server: code systems of the structured contents',
    field: 'structured',
    says: says('Koodia ei ole koodistossa.', 'Koden finns inte i kodsystemet.', 'A code is not in its code system.'),
    holds: ({ form, knows }) =>
      form.sections
        .flatMap(section => section.entries)
        .every(entry =>
          entry.kind === 'core'
            ? codeIsKnown(entry, knows)
            : entry.kind === 'measurement' || knows('diagnoses', entry.code),
        ),
    inputs: ({ form, knows }) => ({
      codes: form.sections
        .flatMap(section => section.entries)
        .flatMap(entry =>
          entry.kind === 'core'
            ? codeIsKnown(entry, knows)
              ? []
              : [entry.code]
            : entry.kind === 'measurement' || knows('diagnoses', entry.code)
              ? []
              : [entry.code],
        )
        .join(', '),
    }),
  },
  {
    id: 'M15',
    severity: 'block',
    source: 'HL7 Finland CDA R2: the replacing version names what it replaces; annulment says why',
    field: 'revision',
    says: says(
      'Uuden version tai mitätöinnin syy puuttuu.',
      'Orsaken till den nya versionen eller makuleringen saknas.',
      'The reason for the new version or the annulment is missing.',
    ),
    holds: ({ form: { revision } }) =>
      revision === undefined ||
      (revision.reason.trim() !== '' && textFault(revision.reason, LONGEST_REVISION_REASON) === null),
  },
  {
    id: 'M16',
    severity: 'block',
    source: OWN,
    field: 'happenedAt',
    says: says(
      'Tapahtuma-aika on tulevaisuudessa.',
      'Händelsetiden ligger i framtiden.',
      'The time of the event lies in the future.',
    ),
    holds: ({ form: { happenedAt }, now }) => happenedAt === undefined || happenedAt <= now,
  },
  {
    id: 'M17',
    severity: 'inform',
    source: 'Decree 94/2022: the order in which entries were made stays visible',
    field: 'happenedAt',
    says: says(
      'Merkintä tehdään jälkikäteen: tapahtuma-aika ja kirjausaika jäävät molemmat näkyviin.',
      'Anteckningen görs i efterhand: händelsetiden och antecknandets tid förblir båda synliga.',
      'This is a late entry: both the time of the event and of the writing stay visible.',
    ),
    holds: ({ form: { happenedAt }, today }) =>
      happenedAt === undefined || dateInHelsinki(instantMs(happenedAt)) >= today,
  },
];
