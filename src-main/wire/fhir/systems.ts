/**
 * Naming systems and code systems on the wire. `urn:oid:` ones: HL7 Finland base profiles 2.0.0-rc2 and THL code server;
 * `resepti.kanta.fi`: Kela, Finnish Kanta Medication R4; `kantasim.example`: the simulator's own, no claim about Kanta.
 */
export const SYSTEM = {
  identityCode: 'urn:oid:1.2.246.21',
  vnr: 'urn:oid:1.2.246.537.6.55',
  registrationNumber: 'urn:oid:1.2.246.537.26',
  uri: 'urn:ietf:rfc:3986',
  dicomUid: 'urn:dicom:uid',
  imagingPaper: 'https://kantasim.example/fhir/CodeSystem/imaging-document',
  prescriptionId: 'http://resepti.kanta.fi/fhir/id/id',
  prescriptionSetId: 'http://resepti.kanta.fi/fhir/id/setId',
  documentSet: 'https://kantasim.example/fhir/sid/document-set',
  taskSecret: 'https://kantasim.example/fhir/sid/task-secret',
  errorFamily: 'https://kantasim.example/fhir/CodeSystem/error-family',
  workflow: 'https://kantasim.example/fhir/CodeSystem/rx-workflow-status',
  messageType: 'urn:oid:1.2.246.537.5.40105.2006',
  queryReason: 'urn:oid:1.2.246.537.5.40110.2006',
  professionalRight: 'urn:oid:1.2.246.537.6.140.2008',
  rightLimitation: 'https://kantasim.example/fhir/CodeSystem/right-limitation',
  confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  finnishConfidentiality: 'urn:oid:1.2.246.777.5.99902.2006',
  dataOperation: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation',
  patientRegister: 'urn:oid:1.2.246.537.5.40150.2009',
  participantType: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
} as const;

/** A visit below a service event: any encounter of the Finnish base profiles. */
export const VISIT_PROFILE = 'https://hl7.fi/fhir/finnish-base-profiles/StructureDefinition/fi-base-encounter';

/** Tells a treatment series from one visit; the national list of kinds of service events is not public. */
export const SERIES_TYPE = {
  system: 'https://kantasim.example/fhir/CodeSystem/service-event-kind',
  code: 'series',
} as const;

/** Tells the primary document of a service event. */
export const PRIMARY_DOCUMENT = {
  system: 'https://kantasim.example/fhir/CodeSystem/service-event-document',
  code: 'primary',
} as const;

export const profileUrl = (name: string): string => `https://kantasim.example/fhir/StructureDefinition/${name}`;

/** Kela published two roots for its extensions; both are read. */
const KELA_EXTENSIONS = [
  'http://resepti.kanta.fi/StructureDefinition/extension/',
  'http://resepti.kanta.fi/fhir/StructureDefinition/extension/',
] as const;

export const isKelaExtension = (url: string, name: string): boolean =>
  KELA_EXTENSIONS.some(root => url === `${root}${name}`);

/** Message types of 1.2.246.537.5.40105.2006 that the client writes. */
export const MESSAGE_TYPE = {
  prescription: '1',
  prescriptionCorrection: '3',
  dispensing: '10',
  dispensingCorrection: '12',
} as const;

export const oidUri = (oid: string): string => `urn:oid:${oid}`;
export const bareOid = (uri: string): string => uri.replace(/^urn:oid:/, '');
