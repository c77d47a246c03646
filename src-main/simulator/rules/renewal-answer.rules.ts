import { type CdaHeader, type CdaRenewalAnswer } from '../cda/cda-types.ts';
import { type RequestAct } from './renewal.machine.ts';
import { type Rule, rule } from './rule.ts';

export type AnswerDocument = Readonly<{ header: CdaHeader; body: CdaRenewalAnswer }>;

const CDA = 'Kela CDA library (KantaCDA-API), fields LL 111 and 114';
const KANTA = 'kanta.fi, renewing a prescription at a pharmacy';

/** A new prescription answers a request by itself; a document of its own says why there is none. */
const OUTCOMES: Readonly<Record<string, RequestAct>> = {
  Hylätty: 'rejected',
  Avslagen: 'rejected',
  Palautettu: 'returned',
  Returnerad: 'returned',
};

export const outcomeOf = ({ state }: CdaRenewalAnswer): RequestAct | null => OUTCOMES[state ?? ''] ?? null;

/** Content of an answer to a renewal request that gives no prescription. */
export const RENEWAL_ANSWER_RULES: readonly Rule<AnswerDocument>[] = [
  rule(
    'SIM-RA-001',
    CDA,
    'E-CODE',
    'code-invalid',
    [
      'Uusimispyynnön tila puuttuu, tai se ei ole hylkäys eikä palautus.',
      'Begärans status saknas, eller är varken avslag eller returnering.',
      'The state of the request is missing, or is neither a rejection nor a return.',
    ],
    ({ body }) => outcomeOf(body) !== null,
  ),
  rule(
    'SIM-RA-002',
    KANTA,
    'E-FORM',
    'required',
    ['Perustelu puuttuu.', 'Motiveringen saknas.', 'The ground is missing.'],
    ({ body }) => body.ground !== null,
  ),
  rule(
    'SIM-RA-003',
    CDA,
    'E-REF',
    'required',
    [
      'Viittaus uusimispyyntöön tai lääkemääräykseen puuttuu, tai otsake ja runko eroavat.',
      'Hänvisningen till begäran eller receptet saknas, eller rubriken och innehållet skiljer sig.',
      'The reference to the request or the prescription is missing, or header and body differ.',
    ],
    ({ body }) => body.request !== null && body.prescription !== null && body.headerRequest === body.request.oid,
  ),
  rule(
    'SIM-RA-004',
    CDA,
    'E-FORM',
    'value',
    ['Vastauksesta on vain yksi versio.', 'Ett svar har endast en version.', 'An answer has one version only.'],
    ({ header }) => header.version === 1,
  ),
];
