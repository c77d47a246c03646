import { type Localized } from '../../kernel/language.ts';
import { CERTIFICATE_CONTENTS, CERTIFICATE_FORMS, type CertificateContent } from './certificate-forms.ts';
import { type RecordHeading, type RecordTemplate } from './record.ts';

const words = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

/** Headings that are there only when something is recorded under them. */
const STRUCTURED_HEADINGS = ['riskInformation', 'procedures', 'laboratory', 'vaccinations', 'imaging'] as const;

/**
 * Templates of this version. Headings follow the phases of care of the national guide on structured entries (THL);
 * the phrases are ours: beginnings and findings that are written many times a day, nothing that decides for the writer.
 */
const NOTE_TEMPLATES: readonly RecordTemplate[] = [
  {
    id: 'visit-physician',
    name: words('Käynti, lääkäri', 'Besök, läkare', 'Visit, physician'),
    headings: [
      'reasonForArrival',
      'anamnesis',
      'currentStatus',
      'measurements',
      'diagnosis',
      'plan',
      'finalAssessment',
      'otherEntry',
      ...STRUCTURED_HEADINGS,
    ],
    phrases: {
      reasonForArrival: [
        words('Hakeutuu vastaanotolle, koska ', 'Söker mottagningen på grund av ', 'Comes because of '),
        words('Kontrollikäynti.', 'Kontrollbesök.', 'Follow-up visit.'),
      ],
      anamnesis: [
        words('Perussairaudet: ', 'Grundsjukdomar: ', 'Long-term illnesses: '),
        words('Käytössä olevat lääkkeet: ', 'Läkemedel i bruk: ', 'Medicines in use: '),
        words('Ei tiedossa olevia lääkeallergioita.', 'Inga kända läkemedelsallergier.', 'No known drug allergies.'),
        words('Oireet alkoivat ', 'Symtomen började ', 'Symptoms began '),
      ],
      currentStatus: [
        words('Yleistila hyvä.', 'Gott allmäntillstånd.', 'General condition good.'),
        words('Sydän ja keuhkot: ei poikkeavaa.', 'Hjärta och lungor: ua.', 'Heart and lungs: nothing abnormal.'),
        words('Vatsa pehmeä, ei arista.', 'Buken mjuk, oöm.', 'Abdomen soft, not tender.'),
        words('Nielu siisti, korvat kirkkaat.', 'Svalg ua., öron klara.', 'Throat clear, ears clear.'),
      ],
      plan: [
        words('Lääkehoito: ', 'Läkemedelsbehandling: ', 'Medication: '),
        words('Kontrolli tarvittaessa.', 'Kontroll vid behov.', 'Follow-up if needed.'),
        words(
          'Ohjattu ottamaan yhteyttä, jos vointi huononee.',
          'Uppmanad att ta kontakt om tillståndet försämras.',
          'Told to make contact if the condition gets worse.',
        ),
        words('Sairausloma ajalle ', 'Sjukledighet för tiden ', 'Sick leave from '),
      ],
    },
    professions: ['physician'],
    view: 'general',
  },
  {
    id: 'visit-nurse',
    name: words('Käynti, sairaanhoitaja', 'Besök, sjukskötare', 'Visit, nurse'),
    headings: [
      'reasonForArrival',
      'currentStatus',
      'measurements',
      'plan',
      'finalAssessment',
      'otherEntry',
      ...STRUCTURED_HEADINGS,
    ],
    phrases: {
      reasonForArrival: [
        words('Tulee seurantakäynnille.', 'Kommer på uppföljningsbesök.', 'Comes for a follow-up.'),
        words('Hakeutuu vastaanotolle, koska ', 'Söker mottagningen på grund av ', 'Comes because of '),
      ],
      currentStatus: [
        words('Vointi hyvä.', 'Mår bra.', 'Feels well.'),
        words('Haava siisti, ei eritystä.', 'Såret rent, ingen sekretion.', 'Wound clean, no discharge.'),
        words(
          'Verenpaine mitattu istuen levossa.',
          'Blodtrycket mätt i vila, sittande.',
          'Pressure taken seated, at rest.',
        ),
      ],
      plan: [
        words('Ohjattu omahoidossa: ', 'Handledd i egenvård: ', 'Self-care advice given: '),
        words('Seuraava käynti ', 'Nästa besök ', 'Next visit '),
        words('Konsultoitu lääkäriä: ', 'Läkare konsulterad: ', 'Physician consulted: '),
      ],
    },
    professions: ['nurse'],
    view: 'nursing',
  },
  {
    id: 'phone-contact',
    name: words('Puhelinyhteys', 'Telefonkontakt', 'Phone contact'),
    headings: ['reasonForArrival', 'anamnesis', 'diagnosis', 'plan', 'otherEntry', 'riskInformation', 'laboratory'],
    phrases: {
      reasonForArrival: [
        words('Potilas soittaa, koska ', 'Patienten ringer på grund av ', 'The patient calls because of '),
        words('Soitto potilaalle: ', 'Samtal till patienten: ', 'Call to the patient: '),
        words('Henkilöllisyys varmistettu.', 'Identiteten bekräftad.', 'Identity confirmed.'),
      ],
      plan: [
        words('Annettu hoito-ohjeet puhelimitse.', 'Vårdanvisningar givna per telefon.', 'Advice given by phone.'),
        words('Varattu vastaanottoaika ', 'Tid bokad ', 'Appointment booked for '),
      ],
    },
    professions: ['physician', 'nurse'],
    view: 'general',
  },
];

/** What a physician writes beside the fields of each form, under headings of the record. */
const HEADINGS_OF_FORM: Readonly<Record<CertificateContent, readonly RecordHeading[]>> = {
  sv6: ['diagnosis', 'certificate', 'otherEntry'],
  sv7: ['diagnosis', 'anamnesis', 'currentStatus', 'certificate', 'plan', 'otherEntry'],
  sv10: ['diagnosis', 'currentStatus', 'certificate', 'otherEntry'],
  sv67: ['certificate', 'otherEntry'],
  sv75: ['certificate', 'otherEntry'],
  sv97: ['certificate', 'otherEntry'],
  f122: ['diagnosis', 'currentStatus', 'certificate', 'otherEntry'],
};

/** Certificates and statements: written by physicians and dentists, each a document of its own. */
const CERTIFICATE_TEMPLATES: readonly RecordTemplate[] = CERTIFICATE_CONTENTS.map(content => ({
  id: `certificate-${content}`,
  name: CERTIFICATE_FORMS[content].name,
  headings: HEADINGS_OF_FORM[content],
  phrases: {},
  professions: ['physician'],
  view: 'certificates',
  certificate: content,
}));

export const RECORD_TEMPLATES: readonly RecordTemplate[] = [...NOTE_TEMPLATES, ...CERTIFICATE_TEMPLATES];

/** The form that a document of this template is; null for notes. */
export const certificateOf = (templateId: string): CertificateContent | null =>
  CERTIFICATE_TEMPLATES.find(({ id }) => id === templateId)?.certificate ?? null;
