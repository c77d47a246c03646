import { type Localized } from '../kernel/language.ts';

const words = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

/** Registers of social welfare, 1.2.246.537.6.1264: confirmed value 1, client register (kanta.sosiaalihuolto.r4). */
export const CLIENT_REGISTER = '1';

/**
 * Service tasks of social welfare (palvelutehtävä). UNCONFIRMED as codes: public register descriptions name the tasks, the
 * code set itself could not be read. The ids are the simulator's own; the code set replaces this table, nothing else.
 */
export const SERVICE_TASKS = {
  elderly: words('Iäkkäiden palvelut', 'Service för äldre', 'Services for older people'),
  families: words('Lapsiperheiden palvelut', 'Service för barnfamiljer', 'Services for families with children'),
  childWelfare: words('Lastensuojelu', 'Barnskydd', 'Child welfare'),
  familyLaw: words('Perheoikeudelliset palvelut', 'Familjerättslig service', 'Family law services'),
  substanceAbuse: words('Päihdehuolto', 'Missbrukarvård', 'Substance abuse services'),
  disability: words('Vammaispalvelut', 'Funktionshinderservice', 'Disability services'),
  workingAge: words(
    'Työikäisten palvelut',
    'Service för personer i arbetsför ålder',
    'Services for working-age people',
  ),
} as const satisfies Readonly<Record<string, Localized>>;
export type ServiceTask = keyof typeof SERVICE_TASKS;

export type StructureField = Readonly<{ id: string; label: Localized; required: boolean; rows: number }>;
/**
 * Who signs a document of a structure: the professional with the own card, or the organisation's system for what a professional
 * has accepted after signing in.
 */
export type SocialSignature = 'personal' | 'system';
export type Structure = Readonly<{ name: Localized; signature: SocialSignature; fields: readonly StructureField[] }>;

const field = (id: string, label: Localized, required = true, rows = 4): StructureField => ({
  id,
  label,
  required,
  rows,
});

/**
 * Document structures (asiakirjarakenne). The kinds are those that published descriptions of the process name; over 200 exist
 * in Sosmeta, whose definitions could not be read. UNCONFIRMED: ids and fields are a working minimum of our own for practice,
 * not THL's structures. A real environment replaces this table by the published ones. Of signatures it is known that social
 * workers sign decisions; that no other kind needs a person's signature is UNCONFIRMED (the list of kinds is not public).
 */
export const STRUCTURES = {
  serviceNeedAssessment: {
    name: words('Palvelutarpeen arviointi', 'Bedömning av servicebehovet', 'Service need assessment'),
    signature: 'system',
    fields: [
      field('situation', words('Asiakkaan tilanne', 'Klientens situation', "Client's situation")),
      field('opinion', words('Asiakkaan oma näkemys', 'Klientens egen åsikt', "Client's own view"), false, 3),
      field('assessment', words('Arvio palvelutarpeesta', 'Bedömning av servicebehovet', 'Assessed need')),
    ],
  },
  clientPlan: {
    name: words('Asiakassuunnitelma', 'Klientplan', 'Client plan'),
    signature: 'system',
    fields: [
      field('goals', words('Tavoitteet', 'Mål', 'Goals')),
      field('services', words('Palvelut ja tuki', 'Service och stöd', 'Services and support')),
      field('followUp', words('Seuranta', 'Uppföljning', 'Follow-up'), false, 2),
    ],
  },
  decision: {
    name: words('Päätös', 'Beslut', 'Decision'),
    signature: 'personal',
    fields: [
      field('decision', words('Päätös', 'Beslut', 'Decision')),
      field(
        'legalBasis',
        words('Perustelut ja sovellettu laki', 'Motivering och lagrum', 'Grounds and legal basis'),
        true,
        3,
      ),
      field('appeal', words('Muutoksenhaku', 'Ändringssökande', 'Appeal instruction'), true, 2),
      field('service', words('Tiedoksianto', 'Delgivning', 'Service of the decision'), false, 2),
    ],
  },
  clientRecordEntry: {
    name: words('Asiakaskertomusmerkintä', 'Anteckning i klientjournalen', 'Client record entry'),
    signature: 'system',
    fields: [field('entry', words('Merkintä', 'Anteckning', 'Entry'), true, 8)],
  },
} as const satisfies Readonly<Record<string, Structure>>;
export type StructureId = keyof typeof STRUCTURES;

/**
 * Kinds of disclosure that a notification tells of. UNCONFIRMED: a notification has a coded kind (kanta.sosiaalihuolto.r4), the codes
 * are not public; these are the practice's own.
 */
export const DISCLOSURE_KINDS = {
  client: words('Asiakkaalle itselleen', 'Till klienten själv', 'To the client'),
  authority: words('Viranomaiselle', 'Till en myndighet', 'To an authority'),
  provider: words('Palvelunantajalle', 'Till en tjänstetillhandahållare', 'To a service provider'),
  other: words('Muulle saajalle', 'Till en annan mottagare', 'To someone else'),
} as const satisfies Readonly<Record<string, Localized>>;
export type DisclosureKind = keyof typeof DISCLOSURE_KINDS;

/**
 * Where documents and notifications of social welfare go. A notification tells of what social welfare handed over outside
 * its repository, and belongs to the national storage service of log registers (kanta.fi, FHIR definitions of the client
 * data repository, 27.3.2024); health care has no such notification. UNCONFIRMED: the address of that service is not public,
 * so the notification goes to the practice under the address of the repository. A real environment replaces this row.
 */
export const SOCIAL_SERVICES = { document: 'sosiaali', disclosure: 'sosiaali' } as const;

/** Ids of the tables as tuples, for decoders. */
export const SERVICE_TASK_IDS = Object.keys(SERVICE_TASKS) as [ServiceTask, ...ServiceTask[]];
export const DISCLOSURE_KIND_IDS = Object.keys(DISCLOSURE_KINDS) as [DisclosureKind, ...DisclosureKind[]];
export const STRUCTURE_IDS = Object.keys(STRUCTURES) as [StructureId, ...StructureId[]];
