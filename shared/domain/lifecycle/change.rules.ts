import { type Professional } from '../people/person.ts';
import { type Patient } from '../people/person.ts';
import { says, type Rule } from '../rule.ts';
import { step, type Actor, type LifeEvent, type Status } from './prescription.machine.ts';

/** A correction, a cancellation or an act of a pharmacy on a stored prescription. */
export type ChangeFacts = Readonly<{
  status: Status;
  event: LifeEvent;
  actor: Actor;
  /** How the content generation of the stored document stands to the one that this program writes. */
  generation: 'backward' | 'same' | 'forward' | 'unsupported';
  before: Readonly<{ patient: Patient; prescriber: Professional; medicine: string; version: number }>;
  after: Readonly<{ patient: Patient; prescriber: Professional; medicine: string }>;
  /** Newest version that the Centre knows. */
  newestVersion: number;
  /** Code of 1.2.246.537.6.600.2013 with its text; empty = none chosen. */
  reason: Readonly<{ code: string; text: string }>;
  /** Digests of what was shown and of what is to be signed; null before. */
  shownDigest: string | null;
  signedDigest: string | null;
  /** Who gave the prescriber's oral consent to a pharmacy, and when. */
  consent: Readonly<{ prescriber: string; at: string }> | null;
  /** True where the patient has denied the prescription: it is handled by its identifier alone. */
  denied: boolean;
  /** Identifier from the patient instruction or the summary. */
  fromInstruction: string;
}>;

const CDA = 'Kela CDA library (KantaCDA-API)';
const has = (text: string): boolean => text.trim() !== '';
const sameParties = ({ before, after }: ChangeFacts): boolean =>
  before.patient.identityCode === after.patient.identityCode &&
  before.patient.id === after.patient.id &&
  before.prescriber.registrationNumber === after.prescriber.registrationNumber;

/** Rules of changing what is stored; who may do what is the machine's word, with its refusal in the inputs. */
export const CHANGE_RULES: readonly Rule<ChangeFacts>[] = [
  {
    id: 'R07',
    severity: 'block',
    source: `${CDA}, content generations`,
    field: null,
    says: says(
      'Lääkemääräys on tehty uudemmalla sisältömääritelmällä. Sitä voi katsoa ja mitätöidä, ei korjata.',
      'Receptet är gjort med en nyare innehållsdefinition. Det kan visas och makuleras, inte rättas.',
      'The prescription was made by a newer content definition. It can be shown and cancelled, not corrected.',
    ),
    holds: ({ generation, event }) =>
      generation === 'same' || generation === 'backward' || (generation === 'forward' && event.kind === 'cancel'),
    inputs: ({ generation }) => ({ generation }),
  },
  {
    id: 'R42',
    severity: 'block',
    source: 'kanta.fi, correcting a prescription',
    field: 'patient',
    says: says(
      'Korjaus ei voi muuttaa potilasta eikä määrääjää. Mitätöi ja tee uusi.',
      'En rättelse kan inte ändra patient eller förskrivare. Makulera och gör ett nytt.',
      'A correction cannot change the patient or the prescriber. Cancel it and make a new one.',
    ),
    holds: facts => facts.event.kind !== 'correct' || sameParties(facts),
  },
  {
    id: 'R43',
    severity: 'block',
    source: 'Own reading of the version chain (RPLC)',
    field: null,
    says: says(
      'Lääkemääräyksestä on uudempi versio. Avaa se ja tee muutos siihen.',
      'Det finns en nyare version av receptet. Öppna den och gör ändringen i den.',
      'There is a newer version of the prescription. Open it and make the change there.',
    ),
    holds: ({ before, newestVersion }) => before.version === newestVersion,
    inputs: ({ before, newestVersion }) => ({ version: String(before.version), newest: String(newestVersion) }),
  },
  {
    id: 'R44',
    severity: 'block',
    source: 'kanta.fi, correcting and cancelling; decree 436/2010',
    field: 'reason',
    says: says(
      'Mitätöinti tarvitsee syyn ja tyypin, lääketieteellinen potilaan suostumuksen; potilaasta johtuvan tekee vain laatija.',
      'En makulering behöver orsak och typ, en medicinsk patientens samtycke; den patientrelaterade gör bara författaren.',
      'A cancellation needs reason and type, a medical one the patient’s agreement; a patient-caused one only its writer makes.',
    ),
    holds: ({ event, status, actor, reason }) =>
      event.kind !== 'cancel' ||
      (/^[1-8]$/.test(reason.code) && (reason.code !== '5' || has(reason.text)) && step(status, event, actor).ok),
    inputs({ event, status, actor, reason }) {
      const next = step(status, event, actor);
      return { reason: reason.code, refused: next.ok ? '' : next.error };
    },
  },
  {
    id: 'R45',
    severity: 'block',
    source: `${CDA}, signatures`,
    field: null,
    says: says(
      'Allekirjoitettava ei ole sama kuin katsottu. Katso asiakirja uudelleen.',
      'Det som undertecknas är inte detsamma som visades. Granska dokumentet på nytt.',
      'What is to be signed is not what was shown. Look at the document again.',
    ),
    holds: ({ shownDigest, signedDigest }) => signedDigest === null || signedDigest === shownDigest,
  },
  {
    id: 'R63',
    severity: 'block',
    source: 'kanta.fi, correcting a prescription',
    field: 'consent',
    says: says(
      'Apteekki korjaa yksin vain teknisen virheen; muuhun tarvitaan määrääjän suullinen suostumus (kuka ja milloin).',
      'Apoteket rättar ensamt endast tekniska fel; annars behövs förskrivarens muntliga samtycke (vem och när).',
      'A pharmacy alone corrects technical errors; otherwise the prescriber’s oral consent is noted (who and when).',
    ),
    holds: ({ event, actor, consent }) =>
      event.kind !== 'correct' ||
      actor.kind !== 'pharmacy' ||
      event.content === 'technical' ||
      (event.content === 'medical' && consent !== null && has(consent.prescriber) && has(consent.at)),
    inputs: ({ event, consent }) => ({
      content: event.kind === 'correct' ? event.content : '',
      consent: consent?.prescriber ?? '',
    }),
  },
  {
    id: 'R64',
    severity: 'inform',
    source: 'kanta.fi, locking a prescription',
    field: null,
    says: says(
      'Jos määrääjää ei tavoiteta, lukitse lääkemääräys ja kirjoita syy. Lukko purkautuu korjauksesta.',
      'Om förskrivaren inte nås, lås receptet och skriv orsaken. Låset öppnas av rättelsen.',
      'If the prescriber cannot be reached, lock the prescription and write why. A correction ends the lock.',
    ),
    holds: ({ event, actor, consent, status }) =>
      event.kind !== 'correct' ||
      actor.kind !== 'pharmacy' ||
      event.content === 'technical' ||
      consent !== null ||
      status.holder === 'locked',
  },
  {
    id: 'R66',
    severity: 'block',
    source: 'kanta.fi, denial of disclosure',
    field: null,
    says: says(
      'Potilas on kieltänyt lääkemääräyksen: se haetaan vain potilasohjeen tai yhteenvedon tunnisteella.',
      'Patienten har förbjudit receptet: det hämtas endast med patientanvisningens eller sammandragets identifierare.',
      'The patient has denied the prescription: it is fetched only by the identifier on the instruction or summary.',
    ),
    holds: ({ denied, fromInstruction }) => !denied || has(fromInstruction),
  },
];
