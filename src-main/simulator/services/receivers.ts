/** Receivers of certificates outside health care: what each does with what it takes. */
import type { Communication, DocumentReference } from 'fhir/r4.js';
import { addMonths, isLocalDate } from '../../../shared/kernel/time.ts';
import { readXml } from '../../wire/xml/xml.ts';
import { readRecordDocument } from '../cda/record.codec.ts';
import { type DeliveryRow } from '../store/deliveries.ts';
import { fhirDateTime } from '../time.ts';
import { type World } from '../world.ts';

/** How long a certificate waits for its receiver, who fetches now and then. Own choice. */
export const FETCHED_AFTER_MS = 3_000;
/** Sickness allowance by an A certificate: incapacity under two months (kela.fi). */
const MOST_MONTHS_OF_A = 2;

/** Why the receiver does not take it; null when it does. In Finnish: the receivers' own words are not known. */
function objection(world: World, row: DeliveryRow): string | null {
  const head = world.store.documents.head(row.documentOid);
  const reference = head && world.repository.read<DocumentReference>('DocumentReference', head.referenceId);
  const bytes = world.store.documents.bytes(row.documentOid);
  if (!reference || bytes === null) return 'Todistusta ei löydy.';
  if (reference.status !== 'current' || reference.docStatus === 'entered-in-error')
    return 'Todistus on mitätöity tai korvattu ennen vastaanottamista.';
  const read = readXml(bytes, readRecordDocument);
  const certificate = read.ok ? read.value.certificate : null;
  if (certificate === null) return 'Todistusta ei voi lukea.';
  const from = certificate.fields.get('Työkyvytön alkaen') ?? '';
  const until = certificate.fields.get('Työkyvytön saakka') ?? '';
  if (certificate.form !== 'Lääkärintodistus A (SV 6)' || !isLocalDate(from) || !isLocalDate(until)) return null;
  return until < addMonths(from, MOST_MONTHS_OF_A)
    ? null
    : 'Työkyvyttömyys kestää yli 2 kuukautta: tarvitaan lääkärinlausunto B (SV 7).';
}

/** Certificates that have waited long enough are taken or refused. Inside a request, before it is served. */
export function fetchCertificates(world: World, nowMs: number): void {
  const waiting = world.store.deliveries.waitingSince(nowMs - FETCHED_AFTER_MS);
  if (waiting.length === 0) return;
  world.store.write(() => {
    for (const row of waiting) {
      const known = world.repository.read<Communication>('Communication', row.resourceId);
      if (known === null) continue;
      const reason = objection(world, row);
      world.store.deliveries.settle(row.resourceId, reason === null ? 'delivered' : 'refused');
      world.repository.update<Communication>(
        {
          ...known,
          status: reason === null ? 'completed' : 'not-done',
          received: fhirDateTime(nowMs),
          ...(reason === null ? {} : { statusReason: { text: reason } }),
        },
        nowMs,
      );
    }
  });
}
