import FlexSearch from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import type { MedicinePackage } from '../../../src-main/app/ports/medicine-catalogue.port.ts';
import { catalogueOf } from '../../../src-main/adapters/medicines/catalogue.ts';
import { forgivenEdits } from '../../../shared/kernel/search/edit-distance.ts';
import { fold } from '../../../shared/kernel/search/folding.ts';
import { productsOf } from '../../../src-main/adapters/medicines/product-table.ts';
import type { RegisterImport } from '../../../src-main/adapters/medicines/register-text.ts';

/** What a search brings, for the judge: words of the first ten products. */
export type Answer = Readonly<{ tradeName: string; names: string }>;
export type Engine = Readonly<{ name: string; search(text: string): readonly Answer[] }>;

type Doc = Readonly<{
  id: number;
  name: string;
  substance: string;
  atc: string;
  form: string;
  holder: string;
  strength: string;
  vnr: string;
}>;

const TOP = 10;

/** The same products for everyone; the rivals get their texts folded, as ours does by itself. */
function docsOf(packages: readonly MedicinePackage[]): Readonly<{ docs: readonly Doc[]; answers: readonly Answer[] }> {
  const products = productsOf(packages);
  const answers = products.map(({ tradeName, atcName, substances }) => ({
    tradeName,
    names: [tradeName, atcName.fi, atcName.sv, ...substances].join(' '),
  }));
  const docs = products.map(({ tradeName, atcName, substances, atc, form, holders, strengths }, id) => ({
    id,
    name: fold(tradeName),
    substance: fold([atcName.fi, atcName.sv, ...substances].join(' ')),
    atc: fold(atc),
    form: fold(`${form.fi} ${form.sv} ${form.en}`),
    holder: fold(holders.join(' ')),
    strength: fold(
      strengths.map(one => `${one.strength} ${one.packages.map(pack => pack.sizeText).join(' ')}`).join(' '),
    ),
    vnr: strengths.flatMap(one => one.packages.map(pack => pack.vnr ?? '')).join(' '),
  }));
  return { docs, answers };
}

const pick = (answers: readonly Answer[], ids: readonly number[]): readonly Answer[] =>
  ids.slice(0, TOP).flatMap(id => answers[id] ?? []);

export function ours(imported: RegisterImport): Engine {
  const catalogue = catalogueOf(imported);
  return {
    name: 'own index',
    search: text =>
      catalogue.search(text, { limit: TOP }).products.map(({ tradeName, atcName, substances }) => ({
        tradeName,
        names: [tradeName, atcName.fi, atcName.sv, ...substances].join(' '),
      })),
  };
}

const FIELDS = ['name', 'substance', 'atc', 'form', 'holder', 'strength', 'vnr'] as const;

/** Prefix and edit distance by word length, all words needed, names above substances: the same rules as ours. */
export function miniSearch({ packages }: RegisterImport): Engine {
  const { docs, answers } = docsOf(packages);
  const index = new MiniSearch<Doc>({ fields: [...FIELDS] });
  index.addAll([...docs]);
  const options = {
    prefix: true,
    fuzzy: (term: string) => forgivenEdits(term.length),
    combineWith: 'AND' as const,
    boost: { name: 4, substance: 2 },
  };
  return {
    name: 'MiniSearch',
    search: text =>
      pick(
        answers,
        index.search(fold(text), options).map(hit => hit.id as number),
      ),
  };
}

/** Fuse's own fuzzy matching; words with spaces between are all needed (extended search). */
export function fuse({ packages }: RegisterImport): Engine {
  const { docs, answers } = docsOf(packages);
  const weights = { name: 4, substance: 2, atc: 1, form: 0.5, holder: 0.5, strength: 1, vnr: 1 };
  const keys = FIELDS.map(name => ({ name, weight: weights[name] }));
  const index = new Fuse<Doc>([...docs], {
    keys,
    threshold: 0.3,
    ignoreLocation: true,
    useExtendedSearch: true,
    minMatchCharLength: 2,
  });
  return {
    name: 'Fuse.js',
    search: text =>
      pick(
        answers,
        index.search(fold(text), { limit: TOP }).map(hit => hit.item.id),
      ),
  };
}

/** FlexSearch has no edit distance: of its phonetic encoders the one that finds most here is used. One text per product, so
 * that all words are needed wherever they are. */
export function flexSearch({ packages }: RegisterImport): Engine {
  const { docs, answers } = docsOf(packages);
  const index = new FlexSearch.Index({ tokenize: 'forward', encoder: FlexSearch.Charset.LatinSoundex });
  for (const doc of docs) index.add(doc.id, FIELDS.map(field => doc[field]).join(' '));
  return {
    name: 'FlexSearch',
    search: text =>
      pick(
        answers,
        (index.search(fold(text), { limit: TOP, suggest: true }) as readonly (string | number)[]).map(Number),
      ),
  };
}
