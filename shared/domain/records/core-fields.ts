import { type Localized } from '../../kernel/language.ts';

/** Registers that codes of structured entries are taken from; which file each is, the host knows. */
export const REGISTERS = ['diagnoses', 'procedures', 'laboratory', 'vaccines'] as const;
export type RegisterName = (typeof REGISTERS)[number];

export const CORE_FIELDS = [
  'date',
  'role',
  'side',
  'reason',
  'icd10',
  'riskType',
  'certainty',
  'source',
  'endDate',
  'result',
  'unit',
  'low',
  'high',
  'flag',
  'product',
  'dose',
  'batch',
  'target',
  'site',
  'route',
  'study',
  'statement',
  'occupation',
  'workTask',
  'employer',
  'cause',
  'incapacityFrom',
  'incapacityUntil',
  'establishedOn',
  'rehabilitation',
  'functioning',
  'treatment',
  'prognosis',
  'carePlace',
  'careFrom',
  'careUntil',
  'visitFrom',
  'visitUntil',
  'visitCause',
  'vehicle',
  'escort',
  'care',
  'examination',
  'dueDate',
  'examinedOn',
  'bornOn',
  'hazard',
  'adjustment',
  'leaveFrom',
  'leaveUntil',
  'driverGroup',
  'fitness',
  'conditions',
  'validUntil',
] as const;
export type CoreField = (typeof CORE_FIELDS)[number];

export const words = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

export type FieldShape =
  | Readonly<{ type: 'text'; most: number }>
  | Readonly<{ type: 'date'; future?: true }>
  | Readonly<{ type: 'number' }>
  | Readonly<{ type: 'choice'; choices: Readonly<Record<string, Localized>> }>;

const text = (most: number): FieldShape => ({ type: 'text', most });

/**
 * How each field is filled and what it is called. The values of choices are words of ours: the code sets behind them (side,
 * main and sub procedure, certainty, kind of risk, flag of a result) are not confirmed, so documents carry them as text.
 */
export const FIELD_SHAPES: Readonly<Record<CoreField, FieldShape & Readonly<{ name: Localized }>>> = {
  date: { type: 'date', name: words('Päivä', 'Datum', 'Date') },
  role: {
    type: 'choice',
    name: words('Asema', 'Ställning', 'Standing'),
    choices: {
      main: words('Päätoimenpide', 'Huvudåtgärd', 'Main procedure'),
      sub: words('Osatoimenpide', 'Delåtgärd', 'Sub-procedure'),
    },
  },
  side: {
    type: 'choice',
    name: words('Puoli', 'Sida', 'Side'),
    choices: {
      right: words('oikea', 'höger', 'right'),
      left: words('vasen', 'vänster', 'left'),
      both: words('molemmat', 'båda', 'both'),
    },
  },
  reason: { ...text(400), name: words('Syy', 'Orsak', 'Reason') },
  icd10: { ...text(20), name: words('Vastaava ICD-10-koodi', 'Motsvarande ICD-10-kod', 'Matching ICD-10 code') },
  riskType: {
    type: 'choice',
    name: words('Riskin laji', 'Typ av risk', 'Kind of risk'),
    choices: {
      critical: words('kriittinen riskitieto', 'kritisk riskuppgift', 'critical risk'),
      risk: words('riskitieto', 'riskuppgift', 'risk'),
    },
  },
  certainty: {
    type: 'choice',
    name: words('Varmuus', 'Säkerhet', 'Certainty'),
    choices: {
      confirmed: words('todettu', 'konstaterad', 'confirmed'),
      suspected: words('epäily', 'misstänkt', 'suspected'),
    },
  },
  source: { ...text(200), name: words('Tiedon lähde', 'Uppgiftens källa', 'Source') },
  endDate: { type: 'date', future: true, name: words('Päättyy', 'Upphör', 'Ends') },
  result: { ...text(200), name: words('Tulos', 'Resultat', 'Result') },
  unit: { ...text(40), name: words('Yksikkö', 'Enhet', 'Unit') },
  low: { type: 'number', name: words('Viiteväli, alaraja', 'Referens, nedre gräns', 'Reference, low') },
  high: { type: 'number', name: words('Viiteväli, yläraja', 'Referens, övre gräns', 'Reference, high') },
  flag: {
    type: 'choice',
    name: words('Poikkeavuus', 'Avvikelse', 'Flag'),
    choices: {
      normal: words('viitevälillä', 'inom referensvärdena', 'within reference'),
      low: words('matala', 'lågt', 'low'),
      high: words('korkea', 'högt', 'high'),
      abnormal: words('poikkeava', 'avvikande', 'abnormal'),
    },
  },
  product: { ...text(200), name: words('Valmiste', 'Preparat', 'Product') },
  dose: { ...text(20), name: words('Monesko annos', 'Dos nr', 'Dose number') },
  batch: { ...text(60), name: words('Eränumero', 'Satsnummer', 'Batch') },
  target: { ...text(200), name: words('Suojattava tauti', 'Skyddar mot', 'Target disease') },
  site: { ...text(100), name: words('Pistokohta', 'Injektionsställe', 'Site') },
  route: { ...text(100), name: words('Antoreitti', 'Administreringsväg', 'Route') },
  study: { ...text(100), name: words('Tutkimuksen tunniste', 'Undersökningens identifikation', 'Study identifier') },
  statement: { ...text(4000), name: words('Lausunto', 'Utlåtande', 'Statement') },
  occupation: { ...text(120), name: words('Ammatti', 'Yrke', 'Occupation') },
  workTask: { ...text(400), name: words('Nykyinen työtehtävä', 'Nuvarande arbetsuppgift', 'Present work') },
  employer: { ...text(200), name: words('Työnantaja', 'Arbetsgivare', 'Employer') },
  cause: {
    type: 'choice',
    name: words('Kyseessä on', 'Det är fråga om', 'It is a case of'),
    choices: {
      workAccident: words('työtapaturma', 'olycksfall i arbetet', 'accident at work'),
      trafficAccident: words('liikennevahinko', 'trafikskada', 'traffic accident'),
      freeTimeAccident: words('vapaa-ajan tapaturma', 'olycksfall på fritiden', 'accident in free time'),
      occupationalDisease: words(
        'ammattitauti tai sen epäily',
        'yrkessjukdom eller misstanke om sådan',
        'occupational disease, known or suspected',
      ),
    },
  },
  incapacityFrom: { type: 'date', name: words('Työkyvytön alkaen', 'Arbetsoförmögen från', 'Unfit for work from') },
  incapacityUntil: {
    type: 'date',
    future: true,
    name: words('Työkyvytön saakka', 'Arbetsoförmögen till', 'Unfit for work until'),
  },
  establishedOn: {
    type: 'date',
    name: words('Työkyvyttömyys todettu', 'Arbetsoförmågan konstaterad', 'Incapacity established'),
  },
  rehabilitation: { ...text(1000), name: words('Kuntoutustarve', 'Rehabiliteringsbehov', 'Need of rehabilitation') },
  functioning: {
    ...text(4000),
    name: words(
      'Toimintakyky ja sen suhde työn vaatimuksiin',
      'Funktionsförmåga i förhållande till arbetets krav',
      'Functional capacity against the demands of work',
    ),
  },
  treatment: {
    ...text(4000),
    name: words('Hoito ja kuntoutus', 'Vård och rehabilitering', 'Treatment and rehabilitation'),
  },
  prognosis: { ...text(2000), name: words('Ennuste', 'Prognos', 'Prognosis') },
  carePlace: {
    type: 'choice',
    name: words('Hoidon paikka', 'Vårdplats', 'Place of care'),
    choices: {
      hospital: words('sairaalahoito', 'sjukhusvård', 'hospital'),
      outpatient: words('poliklinikkahoito', 'poliklinikvård', 'outpatient clinic'),
      home: words('kotihoito', 'hemvård', 'at home'),
      rehabilitation: words('kuntoutus', 'rehabilitering', 'rehabilitation'),
    },
  },
  careFrom: {
    type: 'date',
    name: words('Huoltaja osallistuu hoitoon alkaen', 'Vårdnadshavaren deltar från', 'Guardian takes part from'),
  },
  careUntil: {
    type: 'date',
    future: true,
    name: words('Huoltaja osallistuu hoitoon saakka', 'Vårdnadshavaren deltar till', 'Guardian takes part until'),
  },
  visitFrom: {
    type: 'date',
    future: true,
    name: words('Käynti tai hoito alkaen', 'Besök eller vård från', 'Visit or care from'),
  },
  visitUntil: {
    type: 'date',
    future: true,
    name: words('Käynti tai hoito saakka', 'Besök eller vård till', 'Visit or care until'),
  },
  visitCause: {
    type: 'choice',
    name: words('Käynnin aihe', 'Orsak till besöket', 'Cause of the visit'),
    choices: {
      illness: words('sairaus', 'sjukdom', 'illness'),
      pregnancy: words('raskaus', 'graviditet', 'pregnancy'),
      birth: words('synnytys', 'förlossning', 'birth'),
      kelaRehabilitation: words(
        'Kelan järjestämä kuntoutus',
        'rehabilitering som FPA ordnar',
        'rehabilitation by Kela',
      ),
      other: words('muu syy', 'annan orsak', 'other cause'),
    },
  },
  vehicle: {
    type: 'choice',
    name: words('Terveydentila edellyttää', 'Hälsotillståndet kräver', 'State of health demands'),
    choices: {
      none: words('ei erityisajoneuvoa', 'inget specialfordon', 'no special vehicle'),
      special: words('erityisajoneuvon käytön', 'användning av specialfordon', 'a special vehicle'),
    },
  },
  escort: {
    type: 'choice',
    name: words('Saattaja', 'Ledsagare', 'Escort'),
    choices: {
      needed: words('välttämätön', 'nödvändig', 'necessary'),
      notNeeded: words('ei välttämätön', 'inte nödvändig', 'not necessary'),
    },
  },
  care: {
    ...text(1000),
    name: words('Annettu hoito tai tehty tutkimus', 'Given vård eller undersökning', 'Care given or examination made'),
  },
  examination: {
    type: 'choice',
    name: words('Tarkastus', 'Undersökning', 'Examination'),
    choices: {
      pregnancy: words('raskauden toteaminen', 'konstaterande av graviditet', 'pregnancy'),
      postnatal: words('jälkitarkastus', 'efterkontroll', 'postnatal examination'),
    },
  },
  dueDate: { type: 'date', future: true, name: words('Laskettu aika', 'Beräknad tid', 'Due date') },
  examinedOn: { type: 'date', name: words('Tarkastuspäivä', 'Undersökningsdag', 'Day of examination') },
  bornOn: { type: 'date', name: words('Synnytyspäivä', 'Förlossningsdag', 'Day of birth') },
  hazard: {
    ...text(2000),
    name: words('Vaaratekijät työssä', 'Riskfaktorer i arbetet', 'Hazards at work'),
  },
  adjustment: {
    ...text(2000),
    name: words('Mahdollisuudet muokata työtä', 'Möjligheter att anpassa arbetet', 'Possibilities to adjust the work'),
  },
  leaveFrom: {
    type: 'date',
    future: true,
    name: words('Vapaan tarve alkaen', 'Ledighet behövs från', 'Leave needed from'),
  },
  leaveUntil: {
    type: 'date',
    future: true,
    name: words('Vapaan tarve saakka', 'Ledighet behövs till', 'Leave needed until'),
  },
  driverGroup: {
    type: 'choice',
    name: words('Ajoterveyden ryhmä', 'Körhälsogrupp', 'Group of drivers'),
    choices: {
      R1: words('ryhmä 1', 'grupp 1', 'group 1'),
      R2: words('ryhmä 2', 'grupp 2', 'group 2'),
    },
  },
  fitness: {
    type: 'choice',
    name: words('Ajoterveysvaatimukset', 'Hälsokraven för körning', 'Requirements of fitness to drive'),
    choices: {
      met: words('täyttyvät', 'uppfylls', 'are met'),
      notMet: words('eivät täyty', 'uppfylls inte', 'are not met'),
    },
  },
  conditions: { ...text(1000), name: words('Ehdot ja rajoitukset', 'Villkor och begränsningar', 'Conditions') },
  validUntil: {
    type: 'date',
    future: true,
    name: words('Arvio voimassa saakka', 'Bedömningen gäller till', 'Assessment valid until'),
  },
};

/** Two dates of one entry that follow each other. */
export const FIELD_SPANS: readonly (readonly [from: CoreField, until: CoreField])[] = [
  ['date', 'endDate'],
  ['incapacityFrom', 'incapacityUntil'],
  ['careFrom', 'careUntil'],
  ['visitFrom', 'visitUntil'],
  ['leaveFrom', 'leaveUntil'],
];

export type CoreShape = Readonly<{
  name: Localized;
  /** The heading that entries of this content stand under. */
  heading:
    'reasonForArrival' | 'riskInformation' | 'procedures' | 'laboratory' | 'vaccinations' | 'imaging' | 'certificate';
  /** Null: the code is written by hand, in the form that `code` demands. */
  register: RegisterName | null;
  /** What a code looks like. */
  code: RegExp;
  /** May a name stand without a code? */
  inWords: boolean;
  fields: readonly CoreField[];
  required: readonly CoreField[];
  /** What a new entry begins with. */
  start: Readonly<Partial<Record<CoreField, 'today' | (string & {})>>>;
  /** Label of the search line; null where the entry stands in its form from the beginning, one of it, and is not searched. */
  search: Localized | null;
}>;
