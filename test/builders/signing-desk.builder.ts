/** A desk over the real codec, messages, card, trust and store: as much of the product as a batch reaches. */
import { randomUUID } from 'node:crypto';
import { ok } from '../../shared/kernel/result.ts';
import { base64Bytes, CRYPTOGRAPHY, sha1 } from '../../src-main/adapters/card/cryptography.ts';
import { systemClock, systemTimers } from '../../src-main/adapters/system/time.ts';
import { type Environment } from '../../src-main/app/environment.ts';
import { type PresentCard } from '../../src-main/app/ports/signing-card.port.ts';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { type Desk } from '../../src-main/app/session/session.ts';
import { prescriptionSignable } from '../../src-main/app/use-cases/prescribing/prescribe.ts';
import { openDraft } from '../../src-main/app/use-cases/signing/drafts.ts';
import { freeze } from '../../src-main/app/use-cases/signing/freeze.ts';
import { beginReview, showDocument } from '../../src-main/app/use-cases/signing/review.ts';
import { type Signable, type Signables } from '../../src-main/app/use-cases/signing/signable.ts';
import { createDocumentCodec } from '../../src-main/wire/documents.ts';
import { createMessageCodec } from '../../src-main/wire/fhir/message.codec.ts';
import { aWorld } from '../fakes/world.fake.ts';
import { aLegalPrescription, aPhysician } from './document.builder.ts';
import { aPrescriptionForm } from './prescription.builder.ts';
import { type SoftHand } from './soft-card/soft-card-at-hand.ts';
import { sha256 } from './store.builder.ts';

export const codec = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
const messages = createMessageCodec({ sha1, base64: base64Bytes });

export type Desked = Readonly<{ env: Environment; desk: Desk; signables: Signables }>;

export function aSigningDesk(db: Store, hand: SoftHand, pinScope: PresentCard['pinScope']): Desked {
  const present = (): PresentCard | null => {
    const card = hand.card.present();
    return card === null ? null : { ...card, pinScope };
  };
  const env: Environment = {
    ...aWorld().env,
    clock: systemClock,
    timers: systemTimers,
    newUuid: () => randomUUID(),
    sha256,
    store: db,
    card: { ...hand.card, present },
    trust: hand.trust,
    documents: codec,
    messages,
    emit: () => undefined,
    breathe: () => new Promise(resolve => setImmediate(resolve)),
  };
  const desk = { professional: aPhysician, cardSerial: 'soft', opened: new Map() } as unknown as Desk;
  // Rules of prescribing are no part of signing.
  const signable: Signable = { ...prescriptionSignable(env, desk), refusal: () => null, confirmations: () => [] };
  return { env, desk, signables: new Map([['prescription', signable]]) };
}

/** What lies on the desk before the button is pressed: frozen documents, each page shown. @returns with the seconds it took */
export function shownBatch(
  { env, desk }: Desked,
  count: number,
): Readonly<{ chosen: { draftId: string; digest: string }[]; seconds: number }> {
  let seconds = 0;
  const previews = Array.from({ length: count }, () => {
    const draft = openDraft(env, desk, {
      kind: 'prescription',
      patientId: 'patient-1',
      subjectOid: null,
      form: aPrescriptionForm(),
    });
    const content = aLegalPrescription({ oid: draft.documentOid, setId: draft.documentOid });
    const began = performance.now();
    const preview = freeze(env, draft, { kind: 'prescription', content }, 'bench', []);
    seconds += (performance.now() - began) / 1000;
    return preview;
  });
  beginReview(env, desk, 'prescription', ok(previews));
  const chosen = previews.map(({ draftId, digest }) => ({ draftId, digest }));
  for (const { draftId, digest } of chosen) showDocument(env, desk, draftId, digest);
  return { chosen, seconds };
}
