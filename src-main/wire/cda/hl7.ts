import { CODE_SYSTEMS, type CodeSystem } from '../../../shared/codes/code-systems.ts';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { type Coded } from '../../../shared/domain/coded.ts';
import { type Quantity } from '../../../shared/domain/prescribing/prescription.ts';
import { type Xml, type XmlChild, element } from '../xml/write.ts';

const SYSTEM_NAMES: ReadonlyMap<string, string> = new Map(
  Object.values(CODE_SYSTEMS).map(({ oid, name }) => [oid, name]),
);

// Data types of HL7 V3 as elements. Names of attributes and their forms: HL7 Finland CDA R2 schema (CDA_Fi.xsd).

/** CE, CV and CD: a code of a system, with its name; `type` where the element itself is of type ANY. */
export const coded = (
  name: string,
  system: CodeSystem,
  code: string,
  displayName: string,
  options: Readonly<{ type?: 'CE' | 'CD' | 'CV'; version?: string; children?: XmlChild }> = {},
): Xml =>
  element(
    name,
    {
      'xsi:type': options.type ?? null,
      code,
      codeSystem: system.oid,
      codeSystemName: system.name,
      codeSystemVersion: options.version || null,
      displayName: displayName || null,
    },
    options.children ?? null,
  );

/** A code that is not there, of a system whose version is told. */
export const noCode = (name: string, system: CodeSystem, version: string, ...children: readonly XmlChild[]): Xml =>
  element(
    name,
    {
      nullFlavor: 'NI',
      codeSystem: system.oid,
      codeSystemName: system.name,
      codeSystemVersion: version || null,
    },
    children,
  );

/** A value whose code is not confirmed or does not exist: its text, and the system that has no code for it. */
export const uncoded = (
  name: string,
  system: CodeSystem | null,
  text: string,
  options: Readonly<{ type?: 'CE' | 'CD'; version?: string }> = {},
): Xml =>
  element(
    name,
    {
      'xsi:type': options.type ?? null,
      nullFlavor: 'OTH',
      codeSystem: system?.oid ?? null,
      codeSystemName: system?.name ?? null,
      codeSystemVersion: options.version || null,
    },
    element('originalText', {}, text),
  );

/** A code of a system that is no closed list of ours, with the name that stood beside it. */
export const foreignCode = (name: string, { code, system, name: says }: Coded, type: 'CE' | null = null): Xml =>
  element(name, {
    'xsi:type': type,
    code,
    codeSystem: system || null,
    codeSystemName: SYSTEM_NAMES.get(system) ?? null,
    displayName: says || null,
  });

export const id = (root: string, extension: string | null = null): Xml => element('id', { extension, root });
export const value = (name: string, text: string): Xml => element(name, { value: text });

/** Units are tokens in HL7; a unit with a space in it stands as text beside the number. */
export const quantity = (name: string, amount: Quantity, type: 'PQ' | null = null): Xml =>
  /^\S+$/.test(amount.unit)
    ? element(name, { 'xsi:type': type, unit: amount.unit, value: amount.value })
    : element(
        name,
        { 'xsi:type': type, unit: '1', value: amount.value },
        element('translation', { value: amount.value }, element('originalText', {}, amount.unit)),
      );

export const textValue = (text: string): Xml => element('value', { 'xsi:type': 'ST' }, text);
export const flagValue = (flag: boolean): Xml => element('value', { 'xsi:type': 'BL', value: String(flag) });
export const numberValue = (number: number): Xml => element('value', { 'xsi:type': 'INT', value: String(number) });
export const quantityValue = (amount: Quantity): Xml => quantity('value', amount, 'PQ');
export const moneyValue = (euros: Decimal): Xml =>
  element('value', { 'xsi:type': 'MO', currency: 'EUR', value: euros });

/** Field codes of Lääkityslista with the names that Kela's samples give them. */
export const FIELD_NAMES = {
  4: 'Lääkkeen vaikuttavat ainesosat',
  10: 'Lääkkeen muut ainesosat',
  24: 'Lääkemuoto',
  29: 'Tekstimuotoinen annostusohje',
  32: 'Annososio ja jatko-osiot',
  56: 'SIC-merkintä',
  58: 'Käyttötarkoitus tekstinä',
  67: 'Hoitolaji',
  68: 'Pysyvä lääkitys',
  69: 'Erillisselvitys',
  75: 'Uudistamiskielto',
  81: 'Lääkevaihtokielto',
  83: 'Lääkevalmisteen ja pakkauksen tiedot',
  87: 'Annostelu vain tekstinä',
  88: 'Reseptin muut tiedot',
  89: 'Alle 12-vuotiaan paino',
  91: 'Annosjakelu',
  92: 'Viesti apteekille',
  95: 'Lääkemääräyksen mitätöinnin syy',
  96: 'Lääkemääräyksen mitätöinnin tyyppi',
  97: 'Lääkemääräyksen korjauksen perustelu',
  98: 'Lääkemääräyksen mitätöinnin muut tiedot',
  99: 'Lääkemääräyksen korjauksen muut tiedot',
  100: 'Lääkevalmisteen ja pakkauksen tiedot toimitussanomassa',
  101: 'Osapakkaus',
  102: 'Toimitettu määrä',
  103: 'Jäljellä oleva määrä',
  104: 'Toimituksen muut tiedot',
  105: 'Lääke vaihdettu',
  106: 'Apteekin huomautus',
  107: 'Selvitys Kelalle',
  108: 'Toimituksen hinta',
  109: 'Lääkevaihtokielto tai syy, miksi on toimitettu hintaputken / viitehintaputken ulkopuolista valmistetta',
  110: 'Omavastuuosuuksien lukumäärä',
  111: 'Uusimispyynnön tila',
  113: 'Uusimispyynnön kirjaajan antama viesti',
  114: 'Lääkkeen määrääjän perustelu',
  115: 'Ohje kansalaiselle',
  117: 'Potilaan tunnistaminen',
  119: 'PKV-lääkemääräys',
  120: 'Uusimispyynnön suostumustyyppi',
  121: 'Iterointi',
  122: 'Kokonaan toimitettu',
  124: 'Apteekissa valmistettava lääke',
  125: 'Pakkauskoon kerroin',
  126: 'Pakkauskoko tekstimuotoisena',
  127: 'Valmisteen ja pakkauksen lisätieto',
  128: 'Säilytysastia',
  129: 'Kyseessä lääkkeen käytön aloitus',
  132: 'Huume',
  151: 'Ammattioikeus',
  152: 'Toimitustietotarran annostusohje',
  160: 'Määrätyn lääkkeen yksilöivä tunniste',
  164: 'Valmisteen laji',
  167: 'Määrätyn lääkkeen osatunniste',
  169: 'Reseptin laji',
  194: 'Uudistamiskiellon syy ja perustelu',
  212: 'Apteekissa tallennettu lääkemääräys',
  213: 'Apteekissa tallennetun lääkemääräyksen perustelu',
  214: 'Lääkärinpalkkio',
  215: 'Lääkärinpalkkio erikoislääkärinä',
  216: 'Tartuntatautilain mukainen lääke',
  230: 'Annostelukausi',
  234: 'Käyttöohjeen lisätieto',
  235: 'Annostelukauden kesto',
  236: 'Lääke tauolla',
  237: 'Annostus tarvittaessa',
  238: 'Annosjakson pituus',
  239: 'Annokset',
  240: 'Annosaika',
  241: 'Annos (fysikaalinen)',
  243: 'Annos tarvittaessa',
  244: 'Annosajankohta',
  245: 'Annosjakson päivä',
  250: 'Annostuksen lisätiedot',
  270: 'Lisäseurannassa',
  271: 'Biologinen lääke',
  272: 'Biosimilaari',
  273: 'Perustelu muun kuin edullisimman biologisen lääkkeen käytölle',
  274: 'Lääkeryhmä',
  275: 'Veri- tai plasmaperäinen valmiste',
} as const;
export type Field = keyof typeof FIELD_NAMES;

export const fieldCode = (field: Field): Xml =>
  coded('code', CODE_SYSTEMS.medicationList, String(field), FIELD_NAMES[field]);

/** An observation of a field: code, then what the schema lets follow it. */
export const field = (which: Field, ...content: readonly XmlChild[]): Xml =>
  element('observation', { classCode: 'OBS', moodCode: 'EVN' }, fieldCode(which), content);

export const component = (...content: readonly XmlChild[]): Xml => element('component', {}, content);
export const part = (...content: readonly XmlChild[]): Xml =>
  element('entryRelationship', { typeCode: 'COMP' }, content);

/** A group of fields as one entry of a section. */
export const cluster = (which: Field, ...components: readonly XmlChild[]): Xml =>
  element(
    'entry',
    {},
    element(
      'organizer',
      { classCode: 'CLUSTER', moodCode: 'EVN' },
      fieldCode(which),
      element('statusCode', { code: 'completed' }),
      components,
    ),
  );

export const substanceAdministration = (...content: readonly XmlChild[]): Xml =>
  element('substanceAdministration', { classCode: 'SBADM', moodCode: 'EVN' }, content);

/** The schema demands a product everywhere a dose stands; a dose says nothing about one. */
export const NO_PRODUCT: Xml = element(
  'consumable',
  {},
  element('manufacturedProduct', {}, element('manufacturedLabeledDrug', { nullFlavor: 'NI' })),
);
