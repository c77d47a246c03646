import { randomUUID } from 'node:crypto';
import { type Professional } from '../../../shared/domain/people/person.ts';
import { oid, type Oid } from '../../../shared/kernel/oid.ts';
import { Sensitive } from '../../../shared/kernel/sensitive.ts';
import { instantOfMs } from '../../../shared/kernel/time.ts';
import { CRYPTOGRAPHY, sha1 } from '../../../src-main/adapters/card/cryptography.ts';
import { openPracticeTray } from '../../../src-main/adapters/card/practice/practice-tray.ts';
import { memoryState } from '../../../src-main/adapters/card/practice/try-counters.ts';
import { type DocumentContent } from '../../../src-main/app/ports/documents.port.ts';
import { createDocumentCodec } from '../../../src-main/wire/documents.ts';
import { createMessageCodec } from '../../../src-main/wire/fhir/message.codec.ts';
import { aDocumentPatient, aLegalPrescription, aPhysician } from '../../builders/document.builder.ts';
import { sha256 } from '../../builders/store.builder.ts';
import { CERTS, SEED } from '../../fakes/practice-set.fake.ts';

/** A signed document in the message that takes it to the service. */
export type Message = Readonly<{
  act: 'prescription' | 'dispensing';
  oid: Oid;
  messageId: string;
  signed: Uint8Array;
  digest: string;
  body: Uint8Array;
}>;

const PATIENT = { ...aDocumentPatient, identityCode: '010190-999W' };
export const AUTHOR = aPhysician;
let serial = 0;

type Signed = Extract<DocumentContent, { kind: 'prescription' | 'dispensing' }>;
export type Signer = Readonly<{
  sign(document: Signed, author: Professional): Promise<Message>;
  close(): Promise<void>;
}>;

/** Signs as the product does, with a practice card that stays open. */
export async function openSigner(card: string): Promise<Signer> {
  const codec = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
  const messages = createMessageCodec({ sha1 });
  const tray = openPracticeTray({ seedDir: SEED, certsDir: CERTS, state: memoryState(), inserted: card });
  const certificate = tray.present()?.certificates.find(({ purpose }) => purpose === 'signing');
  const session = await tray.openSigning(new Sensitive('123456'));
  if (certificate === undefined || !session.ok) throw new Error('the card does not sign');
  return {
    async sign(document, author) {
      const at = instantOfMs(Date.now());
      const unsigned = codec.write(document, { practice: true, softwareVersion: '0.1.0' });
      const toSign = codec.toBeSigned(unsigned, certificate, at);
      const signature = await session.value.sign(toSign.digest, toSign.hash);
      if (!signature.ok) throw new Error(signature.error.code);
      const signed = toSign.finish(signature.value);
      const messageId = randomUUID();
      const body = messages.documentSubmission({ messageId, signed, document, author, at });
      return { act: document.kind, oid: document.content.oid, messageId, signed, digest: sha256(signed), body };
    },
    close: () => session.value.close(),
  };
}

/** As many signed prescriptions, each in a lane of its own, as the product writes them. */
export async function signedMessages(count: number): Promise<readonly Message[]> {
  const signer = await openSigner('aino-harjula');
  const made: Message[] = [];
  for (let n = 0; n < count; n += 1) {
    const prescribedAt = instantOfMs(Date.now());
    const own = oid(`1.2.246.10.${AUTHOR.organisation.businessId}.93001.2026.${(serial += 1)}`);
    const given = { oid: own, setId: own, patient: PATIENT, prescribedAt, serviceEventOid: null, iteration: null };
    made.push(await signer.sign({ kind: 'prescription', content: aLegalPrescription(given) }, AUTHOR));
  }
  await signer.close();
  return made;
}
