/** Code systems and naming systems as the simulator writes them on the wire. */
export const SYSTEM = {
  hetu: 'urn:oid:1.2.246.21',
  registrationNumber: 'urn:oid:1.2.246.537.26',
  identifierNumber: 'urn:oid:1.2.246.537.25',
  uri: 'urn:ietf:rfc:3986',
  prescriptionId: 'http://resepti.kanta.fi/fhir/id/id',
  prescriptionSetId: 'http://resepti.kanta.fi/fhir/id/setId',
  documentSet: 'https://kantasim.example/fhir/sid/document-set',
  taskSecret: 'https://kantasim.example/fhir/sid/task-secret',
  errorFamily: 'https://kantasim.example/fhir/CodeSystem/error-family',
  workflow: 'https://kantasim.example/fhir/CodeSystem/rx-workflow-status',
  processErrors: 'urn:oid:1.2.246.537.5.40112.2006',
  messageType: 'urn:oid:1.2.246.537.5.40105.2006',
  queryReason: 'urn:oid:1.2.246.537.5.40110.2006',
  right: 'urn:oid:1.2.246.537.6.140.2008',
  rightLimitation: 'https://kantasim.example/fhir/CodeSystem/right-limitation',
  vnr: 'urn:oid:1.2.246.537.6.55',
  atc: 'urn:oid:1.2.246.537.6.32',
  productKind: 'urn:oid:1.2.246.537.6.604.2014',
  pkv: 'urn:oid:1.2.246.537.5.40118.2006',
  prescriptionKind: 'urn:oid:1.2.246.537.6.605.2014',
  amountMode: 'urn:oid:1.2.246.537.5.40100.2006',
  cancelType: 'urn:oid:1.2.246.537.5.40103.2006',
  savedByPharmacy: 'urn:oid:1.2.246.537.5.40303.201501',
  minorDisclosure: 'urn:oid:1.2.246.537.5.40202.201901',
  doseUnit: 'urn:oid:1.2.246.537.6.138.202001',
  route: 'urn:oid:1.2.246.537.6.1403.202001',
  ucum: 'http://unitsofmeasure.org',
  registerKind: 'urn:oid:1.2.246.537.5.40150.2009',
  willCategory: 'https://kantasim.example/fhir/CodeSystem/will-category',
  /** Own codes: which sector or direction a consent is for, what a denial covers. */
  willSector: 'https://kantasim.example/fhir/CodeSystem/will-sector',
  denialScope: 'https://kantasim.example/fhir/CodeSystem/denial-scope',
  informing: 'https://kantasim.example/fhir/CodeSystem/sim-communication-category',
  /** What a document is to an imaging study: own codes, the view codes are not public. */
  imagingPaper: 'https://kantasim.example/fhir/CodeSystem/imaging-document',
  /** Own codes: a treatment series among service events, and the document that stands for the data of its event. */
  eventKind: 'https://kantasim.example/fhir/CodeSystem/service-event-kind',
  eventDocument: 'https://kantasim.example/fhir/CodeSystem/service-event-document',
  /** Own code: that a Consent is the authorisation of a purchased service. */
  authorisation: 'https://kantasim.example/fhir/CodeSystem/authorisation-category',
  dicomUid: 'urn:dicom:uid',
  modality: 'http://dicom.nema.org/resources/ontology/DCM',
  procedure: 'urn:oid:1.2.246.537.6.2',
  actReason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
} as const;

/** What a visit below a service event names: any encounter (HL7 Finland base profiles 2.0.0-rc2). */
export const VISIT_PROFILE = 'https://hl7.fi/fhir/finnish-base-profiles/StructureDefinition/fi-base-encounter';

export const profile = (name: string): string => `https://kantasim.example/fhir/StructureDefinition/${name}`;

/** Extensions of Kela's FHIR guide; the first of the two published roots is written. */
export const kelaExtension = (name: string): string => `http://resepti.kanta.fi/StructureDefinition/extension/${name}`;

/** Controller of every document of the Prescription Centre (Kela CDA library). */
export const KELA_OID = '1.2.246.10.2462460.19.1';

export const SERVICES = ['resepti', 'potilastieto', 'tahdonilmaisu', 'sosiaali', 'kuva', 'rooli'] as const;
export type ServiceName = (typeof SERVICES)[number];
export const isServiceName = (text: string): text is ServiceName => (SERVICES as readonly string[]).includes(text);
/** Lines that can be cut or slowed by the control interface. */
export const LINES = [
  ...SERVICES,
  'omatieto',
  'laaketietokanta',
  'koronaluettelo',
  'suorakorvaus',
  'laakevarmennus',
] as const;
export type Line = (typeof LINES)[number];
export const isLine = (text: string): text is Line => (LINES as readonly string[]).includes(text);
