import { says, type Rule } from '../rule.ts';
import { chosenOf, type DispensingFacts } from './dispensing-facts.ts';
import { type WrittenPackage } from './dispensing.ts';
import { needsForm, needsNumber, readContent, readPrice } from './written-package.ts';

const CDA = 'Kela CDA library (KantaCDA-API)';

const has = (text: string): boolean => text.trim() !== '';
const VNR = /^\d{6}$/;

/** The written fields where they stand for the product: only when nothing of the database fits. */
const fieldsOf = (facts: DispensingFacts): WrittenPackage | null =>
  chosenOf(facts)?.relation === 'written' ? facts.form.written : null;

/** What must be there when a product is dispensed that the database does not have. */
export const WRITTEN_RULES: readonly Rule<DispensingFacts>[] = [
  {
    id: 'D12',
    severity: 'block',
    source: `${CDA}, LL 24 and LL 164`,
    field: 'writtenName',
    says: says(
      'Toimitettavan valmisteen nimi puuttuu, tai lääkemuoto puuttuu tältä valmisteen lajilta.',
      'Namnet på preparatet som expedieras saknas, eller läkemedelsformen saknas för detta slag av preparat.',
      'The name of the product is missing, or the form, which this kind of product needs.',
    ),
    holds(facts) {
      const fields = fieldsOf(facts);
      if (fields === null) return true;
      return has(fields.name) && (!needsForm(facts.row.prescription.product) || has(fields.form));
    },
    inputs: ({ form, row }) => ({ kind: row.prescription.product.kind, form: form.written?.form ?? '' }),
  },
  {
    id: 'D13',
    severity: 'block',
    source: `${CDA}, 1.2.246.537.6.55`,
    field: 'writtenVnr',
    says: says(
      'Tämä valmisteen laji tarvitsee VNR-numeron: kuusi numeroa pakkauksesta.',
      'Detta slag av preparat behöver ett VNR-nummer: sex siffror på förpackningen.',
      'This kind of product needs a VNR number: six digits on the package.',
    ),
    holds(facts) {
      const fields = fieldsOf(facts);
      return fields === null || !needsNumber(facts.row.prescription.product) || VNR.test(fields.vnr.trim());
    },
    inputs: ({ form, row }) => ({ kind: row.prescription.product.kind, vnr: form.written?.vnr ?? '' }),
  },
  {
    id: 'D14',
    severity: 'block',
    source: `${CDA}, LL 102 and LL 126`,
    field: 'writtenSize',
    says: says(
      'Kirjoita pakkauksen sisältö lukuna ja yksikkönä, esimerkiksi 100 g, tai jätä molemmat tyhjiksi.',
      'Skriv förpackningens innehåll som tal och enhet, till exempel 100 g, eller lämna båda tomma.',
      'Write what the package holds as a number with a unit, e.g. 100 g, or leave both empty.',
    ),
    holds(facts) {
      const fields = fieldsOf(facts);
      return fields === null || readContent(fields) !== 'unreadable';
    },
    inputs: ({ form }) => ({ size: form.written?.size ?? '', unit: form.written?.unit ?? '' }),
  },
  {
    id: 'D15',
    severity: 'block',
    source: `${CDA}, LL 108`,
    field: 'writtenPrice',
    says: says(
      'Hintaa ei ole tai sitä ei voi lukea. Ilman hintaa kuittia ei lasketa.',
      'Priset saknas eller kan inte läsas. Utan pris räknas inget kvitto.',
      'There is no price, or it cannot be read. Without a price no receipt is computed.',
    ),
    holds(facts) {
      const fields = fieldsOf(facts);
      return fields === null || readPrice(fields.price) !== null;
    },
    gravity: ({ form }) => (has(form.written?.price ?? '') ? 'block' : 'warn'),
    inputs: ({ form }) => ({ price: form.written?.price ?? '' }),
  },
  {
    id: 'D16',
    severity: 'inform',
    source: `${CDA}, LL 91`,
    field: 'doseDispensed',
    says: says(
      'Lääkkeen määrääjä toivoo annosjakelua.',
      'Förskrivaren önskar dosexpediering.',
      'The prescriber wishes dose dispensing.',
    ),
    holds: ({ form, row }) => !row.prescription.doseDispensing || form.doseDispensed,
  },
];
