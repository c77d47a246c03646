import { says, type Rule } from '../rule.ts';
import { packagesOf, type DispensingFacts } from './dispensing-facts.ts';

const SOURCE = 'Delegated Regulation (EU) 2016/161, articles 25 and 29';

const others = ({ form }: DispensingFacts): readonly string[] =>
  form.packs.filter(pack => pack.vnr !== form.vnr).map(pack => pack.serial);

/** Packs that were read from their DataMatrix. */
export const PACK_RULES: readonly Rule<DispensingFacts>[] = [
  {
    id: 'D09',
    severity: 'block',
    source: SOURCE,
    field: 'packs',
    says: says(
      'Luettu pakkaus on muuta valmistetta tai kokoa kuin valittu. Poista se tai valitse sen pakkaus.',
      'En avläst förpackning är av annat preparat eller annan storlek än den valda. Ta bort den eller välj dess förpackning.',
      'A pack that was read is of another product or size than the chosen one. Take it out, or choose its package.',
    ),
    holds: facts => others(facts).length === 0,
    inputs: facts => ({ serials: others(facts).join(', ') }),
  },
  {
    id: 'D10',
    severity: 'warn',
    source: SOURCE,
    field: 'packs',
    says: says(
      'Luettuja pakkauksia on eri määrä kuin toimitettavia. Lue jokainen luovutettava pakkaus.',
      'Antalet avlästa förpackningar är ett annat än det som expedieras. Läs av varje förpackning som lämnas ut.',
      'Another number of packs was read than is dispensed. Read every pack that is handed over.',
    ),
    holds: ({ form }) => form.packs.length === 0 || form.packs.length === packagesOf(form),
    inputs: ({ form }) => ({ read: String(form.packs.length), packages: form.packages }),
  },
  {
    id: 'D11',
    severity: 'notChecked',
    source: SOURCE,
    field: null,
    says: says(
      'Lääkevarmennus ei vastannut: pakkausta ei ole tarkistettu. Se varmistetaan, kun yhteys palaa.',
      'Läkemedelsverifieringen svarade inte: förpackningen har inte kontrollerats. Den verifieras när förbindelsen återkommer.',
      'The verification service did not answer: the pack has not been checked. It is when the line is back.',
    ),
    holds: ({ form }) => form.packs.every(pack => pack.verified),
    inputs: ({ form }) => ({ serials: form.packs.flatMap(pack => (pack.verified ? [] : [pack.serial])).join(', ') }),
  },
];
