import { type Oid } from '../../kernel/oid.ts';
import { type Localized } from '../../kernel/language.ts';
import { type CoreField, type CoreShape, words } from './core-fields.ts';

/** Certificates that can be forwarded out of health care (kanta.fi, Delivery of Medical Certificates). */
export const CERTIFICATE_CONTENTS = ['sv6', 'sv7', 'sv10', 'sv67', 'sv75', 'sv97', 'f122'] as const;
export type CertificateContent = (typeof CERTIFICATE_CONTENTS)[number];

/** Who certificates go to. An organisation's OID is its business id under 1.2.246.10 (both ids are public). */
export const RECEIVERS = {
  kela: { oid: '1.2.246.10.2462460' as Oid, name: words('Kela', 'FPA', 'Kela') },
  traficom: { oid: '1.2.246.10.29247533' as Oid, name: words('Traficom', 'Traficom', 'Traficom') },
} as const satisfies Record<string, Readonly<{ oid: Oid; name: Localized }>>;
export type Receiver = keyof typeof RECEIVERS;
export const RECEIVER_IDS = Object.keys(RECEIVERS) as readonly Receiver[];

export type CertificateForm = Readonly<{
  /** Official name with the mark of the form; also the title of the document. */
  name: Localized;
  receiver: Receiver;
  fields: readonly CoreField[];
  required: readonly CoreField[];
  /** Must a diagnosis be named? */
  needsDiagnosis: boolean;
  /** Where it is said what stands on the form. */
  source: string;
}>;

/**
 * The forms with what each asks, after the receivers' own pages for physicians. The national codes of the forms and their
 * fields are not public: in documents both go by their Finnish names, and what the receiver asks beyond these is not known.
 */
export const CERTIFICATE_FORMS: Readonly<Record<CertificateContent, CertificateForm>> = {
  sv6: {
    name: words('Lääkärintodistus A (SV 6)', 'Läkarintyg A (SV 6)', 'Medical certificate A (SV 6)'),
    receiver: 'kela',
    fields: [
      'incapacityFrom',
      'incapacityUntil',
      'establishedOn',
      'occupation',
      'workTask',
      'employer',
      'cause',
      'rehabilitation',
    ],
    required: ['incapacityFrom', 'incapacityUntil', 'workTask'],
    needsDiagnosis: true,
    source: 'kela.fi, A-todistus: diagnoosi, ammatti, työtehtävä ja työnantaja, työkyvyttömyysaika, kuntoutustarve',
  },
  sv7: {
    name: words('Lääkärinlausunto B (SV 7)', 'Läkarutlåtande B (SV 7)', 'Medical statement B (SV 7)'),
    receiver: 'kela',
    fields: [
      'occupation',
      'workTask',
      'functioning',
      'treatment',
      'prognosis',
      'rehabilitation',
      'incapacityFrom',
      'incapacityUntil',
    ],
    required: ['functioning', 'treatment'],
    needsDiagnosis: true,
    source: 'kela.fi, B-lausunto: sairaus ja sen hoito, toimintakyky, ennuste, jatkosuunnitelma',
  },
  sv10: {
    name: words('Lääkärintodistus D (SV 10)', 'Läkarintyg D (SV 10)', 'Medical certificate D (SV 10)'),
    receiver: 'kela',
    fields: ['carePlace', 'careFrom', 'careUntil', 'treatment'],
    required: ['carePlace', 'careFrom', 'careUntil'],
    needsDiagnosis: true,
    source: 'kela.fi, D-todistus: sairaus, hoito, päivät joina huoltajan on osallistuttava hoitoon',
  },
  sv67: {
    name: words(
      'Todistus matkakorvausta varten (SV 67)',
      'Intyg för reseersättning (SV 67)',
      'Certificate for travel costs (SV 67)',
    ),
    receiver: 'kela',
    fields: ['visitFrom', 'visitUntil', 'visitCause', 'vehicle', 'escort', 'care'],
    required: ['visitFrom', 'visitCause', 'vehicle', 'escort'],
    needsDiagnosis: false,
    source: 'kela.fi, SV 67 täyttöohje: käynti tai hoitoaika, käynnin aihe, erityisajoneuvo, saattaja, annettu hoito',
  },
  sv75: {
    name: words(
      'Todistus raskaudesta tai jälkitarkastuksesta (SV 75)',
      'Intyg över graviditet eller efterkontroll (SV 75)',
      'Certificate of pregnancy or postnatal examination (SV 75)',
    ),
    receiver: 'kela',
    fields: ['examination', 'examinedOn', 'dueDate', 'bornOn'],
    required: ['examination', 'examinedOn'],
    needsDiagnosis: false,
    source: 'kanta.fi: SV 75 Certificate on pregnancy or postnatal examination; kela.fi, erityisraskausraha',
  },
  sv97: {
    name: words(
      'Lausunto erityisraskausvapaan tarpeesta (SV 97)',
      'Utlåtande om behovet av särskild graviditetsledighet (SV 97)',
      'Statement on the need of special pregnancy leave (SV 97)',
    ),
    receiver: 'kela',
    fields: ['dueDate', 'occupation', 'workTask', 'employer', 'hazard', 'adjustment', 'leaveFrom', 'leaveUntil'],
    required: ['dueDate', 'workTask', 'hazard', 'adjustment', 'leaveFrom'],
    needsDiagnosis: false,
    source: 'kela.fi, lausunto erityisraskausrahaa varten: vaaratekijät, altistuminen, työnkuvan muokkaus',
  },
  f122: {
    name: words(
      'Lääkärinlausunto ajokyvystä (F122)',
      'Läkarutlåtande om körförmågan (F122)',
      'Medical statement on fitness to drive (F122)',
    ),
    receiver: 'traficom',
    fields: ['driverGroup', 'fitness', 'conditions', 'validUntil'],
    required: ['driverGroup', 'fitness'],
    needsDiagnosis: false,
    source: 'traficom.fi: lausunnossa on otettava kantaa ajoterveysvaatimuksen täyttymiseen',
  },
};

export const isCertificate = (content: string): content is CertificateContent =>
  (CERTIFICATE_CONTENTS as readonly string[]).includes(content);

/** The form of a document by its title, which is the form's name in the document's language; null for notes. */
export const certificateTitled = (title: string): CertificateContent | null =>
  CERTIFICATE_CONTENTS.find(content => {
    const { fi, sv } = CERTIFICATE_FORMS[content].name;
    return title === fi || title === sv;
  }) ?? null;

/** Forms as contents of the structured core data: in their document from the beginning, one of each. */
export const CERTIFICATE_SHAPES = Object.fromEntries(
  CERTIFICATE_CONTENTS.map((content): readonly [CertificateContent, CoreShape] => {
    const { name, fields, required } = CERTIFICATE_FORMS[content];
    return [
      content,
      {
        name,
        heading: 'certificate',
        register: null,
        code: /^$/,
        inWords: true,
        fields,
        required,
        start: {},
        search: null,
      },
    ];
  }),
) as Readonly<Record<CertificateContent, CoreShape>>;
