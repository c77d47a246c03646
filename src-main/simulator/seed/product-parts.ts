import { type Xml } from '../../wire/xml/write.ts';
import { component, flag, observation, tag, text, value } from './cda-parts.ts';
import { type PlannedPrescription } from './seed-plan.ts';
import { type Treatment } from './treatments.ts';

/**
 * What both documents say about the product, after the specification samples of Kela's CDA library. Numbers in `field` and
 * `observation` are those of Lääkityslista.
 */
const KINDS = {
  product: { code: '1', displayName: 'Myyntiluvallinen lääkevalmiste' },
  substance: { code: '9', displayName: 'Vaikuttavan aineen nimellä määrätty lääke' },
} as const;
const PKV_NAMES = { H: 'Huume', P: 'PKV-lääke', Z: 'PKV-lääke, psykotrooppinen aine' } as const;
const PKV_SYSTEM = {
  codeSystem: '1.2.246.537.5.40118.2006',
  codeSystemName: 'Sähköinen lääkemääräys - Huumausaine / PKV lääkemääräys',
};
export const WORDS = {
  fi: {
    product: 'Kauppanimi',
    substance: 'Vaikuttava aine',
    strength: 'Vahvuus',
    form: 'Lääkemuoto',
    amount: 'Määrä',
    dosage: 'Annostus',
    usage: 'Käyttötarkoitus',
    dispensed: 'Toimitettu määrä',
    left: 'Jäljellä oleva määrä',
    iteration: 'Iterointi',
    year: '1 vuosi',
  },
  sv: {
    product: 'Handelsnamn',
    substance: 'Aktiv substans',
    strength: 'Styrka',
    form: 'Läkemedelsform',
    amount: 'Mängd',
    dosage: 'Dosering',
    usage: 'Användningsändamål',
    dispensed: 'Expedierad mängd',
    left: 'Återstående mängd',
    iteration: 'Iterering',
    year: '1 år',
  },
} as const;

export const yesNo = (code: string, name: string, on: boolean): Xml => component(observation(code, name, flag(on)));
export const written = (code: string, name: string, content: string): Xml =>
  observation(code, name, value('ST', {}, content));

export function productKind(kind: PlannedPrescription['kind']): Xml {
  const system = { codeSystem: '1.2.246.537.6.604.2014', codeSystemName: 'THL - Valmisteen laji' };
  const { code, displayName } = KINDS[kind];
  return observation('164', 'Valmisteen laji', value('CD', { code, ...system, displayName }));
}

export function atcProduct({ atc, name, product }: Treatment): Xml {
  const codeSystemName = 'Fimea - ATC Luokitus';
  const code = {
    code: atc,
    codeSystem: '1.2.246.537.6.32',
    codeSystemName,
    codeSystemVersion: product.databaseVersion,
  };
  const drug = tag('manufacturedLabeledDrug', {}, tag('code', { ...code, displayName: name.fi }));
  return tag('consumable', {}, tag('manufacturedProduct', {}, drug));
}

export function vnrProduct({ product }: Treatment): Xml {
  const code = {
    code: product.vnr,
    codeSystem: '1.2.246.537.6.55',
    codeSystemName: 'VNR',
    codeSystemVersion: product.databaseVersion,
  };
  const drug = tag('manufacturedLabeledDrug', {}, tag('code', { ...code, displayName: product.tradeName }));
  return tag('product', {}, tag('manufacturedProduct', {}, drug));
}

export const strengthOf = (treatment: Treatment): Xml =>
  tag('doseQuantity', { nullFlavor: 'NA' }, tag('translation', {}, text('originalText', treatment.strength)));

export const holderOf = ({ product }: Treatment): Xml =>
  tag(
    'participant',
    { typeCode: 'HLD' },
    tag('participantRole', { classCode: 'OWN' }, tag('playingEntity', {}, text('name', product.holder))),
  );

export function pkvObservation(pkv: 'H' | 'P' | 'Z' | null): Xml | null {
  if (pkv === null) return null;
  const coded = value('CE', { code: pkv, ...PKV_SYSTEM, displayName: PKV_NAMES[pkv] });
  return component(observation('119', 'PKV-lääkemääräys', coded));
}
