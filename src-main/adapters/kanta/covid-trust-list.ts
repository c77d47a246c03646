import { verify, X509Certificate } from 'node:crypto';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type CovidTrustList, type CovidTrustSource } from '../../app/ports/covid.port.ts';
import { isObject } from '../../wire/fhir/resources.ts';
import { type ReceiptTrust } from './receipt.ts';
import { meaningOfLoss } from './reply-table.ts';
import { type Http } from './http.ts';
import { signerOf } from './signer-chain.ts';

const MOST_SIGNERS = 20_000;
const json = (base64url: string): unknown => JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'));

/** `{issuedAt, signers: [{country, x5c}]}`; null when it is anything else. */
function readList(payload: unknown): CovidTrustList | null {
  if (!isObject(payload) || !Array.isArray(payload['signers']) || payload['signers'].length > MOST_SIGNERS) return null;
  const issuedAtMs = Date.parse(String(payload['issuedAt']));
  if (Number.isNaN(issuedAtMs)) return null;
  const signers = payload['signers'].flatMap((row: unknown) =>
    isObject(row) && typeof row['country'] === 'string' && typeof row['x5c'] === 'string'
      ? [{ country: row['country'], certificate: new Uint8Array(Buffer.from(row['x5c'], 'base64')) }]
      : [],
  );
  return { issuedAtMs, signers };
}

/**
 * The signers of COVID certificates as the service publishes them: a compact JWS (RFC 7515, ES384) by the same service that
 * signs receipts. Its address and form are configuration: no published Finnish source of today is known.
 */
export function createCovidTrustSource(http: Http, root: string, { roots, signer }: ReceiptTrust): CovidTrustSource {
  const anchors = roots.map(pem => new X509Certificate(pem));

  function opened(signed: string, atMs: number): CovidTrustList | null {
    const [header = '', payload = '', value = '', ...more] = signed.trim().split('.');
    const parameters = json(header);
    if (more.length > 0 || !isObject(parameters) || parameters['alg'] !== 'ES384') return null;
    if (parameters['crit'] !== undefined || parameters['b64'] !== undefined) return null;
    const by = signerOf(parameters['x5c'], anchors, signer, atMs);
    if (by?.publicKey.asymmetricKeyDetails?.namedCurve !== 'secp384r1') return null;
    const key = { key: by.publicKey, dsaEncoding: 'ieee-p1363' as const };
    const holds = verify('sha384', Buffer.from(`${header}.${payload}`), key, Buffer.from(value, 'base64url'));
    return holds ? readList(json(payload)) : null;
  }

  return {
    async fetch() {
      const answer = await http.exchange({
        method: 'GET',
        url: new URL(`${root}/koronaluettelo`),
        headers: { Accept: 'application/jose' },
        body: null,
        readOnly: true,
      });
      if (answer.at !== 'answered') return fail(meaningOfLoss(answer).code);
      return answer.status === 200 ? ok(Buffer.from(answer.body).toString('utf8')) : fail('NET-0002');
    },
    open(signed, atMs) {
      try {
        return opened(signed, atMs);
      } catch {
        return null; // not even the form of a list
      }
    },
  };
}
