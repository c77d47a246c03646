import { type CdaHeader, type CdaRenewalRequest } from '../cda/cda-types.ts';
import { type Rule, rule } from './rule.ts';

export type RequestDocument = Readonly<{ header: CdaHeader; body: CdaRenewalRequest }>;

const CDA = 'Kela CDA library (KantaCDA-API), renewal request';

/** Kinds of consent, 1.2.246.537.5.40119.2006; with 4 the patient gives none. */
const CONSENTS: ReadonlySet<string> = new Set(['1', '2', '3', '5']);

/** Content of a renewal request that a professional sends. */
export const RENEWAL_REQUEST_RULES: readonly Rule<RequestDocument>[] = [
  rule(
    'SIM-RQ-001',
    CDA,
    'E-FORM',
    'required',
    [
      'Vastaanottava yksikkö tai sen puhelin puuttuu.',
      'Den mottagande enheten eller dess telefon saknas.',
      'The receiving unit or its phone is missing.',
    ],
    ({ body }) => body.recipient !== null && body.recipientPhone !== null,
  ),
  rule(
    'SIM-RQ-002',
    CDA,
    'E-REF',
    'required',
    [
      'Viittaus lääkemääräykseen puuttuu, tai otsake ja runko eroavat.',
      'Hänvisningen till receptet saknas, eller rubriken och innehållet skiljer sig.',
      'The reference to the prescription is missing, or header and body differ.',
    ],
    ({ body }) => body.prescription !== null && body.headerPrescription === body.prescription.oid,
  ),
  rule(
    'SIM-RQ-003',
    CDA,
    'E-CODE',
    'code-invalid',
    [
      'Potilaan suostumus pyyntöön puuttuu.',
      'Patientens samtycke till begäran saknas.',
      'The patient’s consent to the request is missing.',
    ],
    ({ body }) => CONSENTS.has(body.consent ?? ''),
  ),
  rule(
    'SIM-RQ-004',
    CDA,
    'E-FORM',
    'value',
    ['Pyynnöstä on vain yksi versio.', 'En begäran har endast en version.', 'A request has one version only.'],
    ({ header }) => header.version === 1,
  ),
];
