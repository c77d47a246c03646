import { type DocumentCodec, type ProofWriter } from '../../app/ports/documents.port.ts';
import { writeProof } from '../../wire/proof/proof.ts';
import { sha256 } from './identity.ts';

/** Proofs of acts, with what the document codec finds in the signature at that moment. */
export const createProofWriter = (documents: Pick<DocumentCodec, 'verify'>): ProofWriter => ({
  write: ({ item, place, document, body, profile, at }) =>
    writeProof(
      {
        profile,
        madeAt: at,
        act: {
          id: item.id,
          kind: item.act,
          documentOid: item.documentOid,
          service: item.service,
          lane: item.orderKey,
          laneNo: item.orderNo,
          author: item.author.registrationNumber,
          organisationOid: item.author.organisationOid,
          queuedAt: item.queuedAt,
          state: item.state,
        },
        document: document && { digest: document.digest, bytes: document.bytes },
        message: { id: item.messageId, digest: item.bodyDigest, bytes: body },
        chain: {
          place: place.n,
          previous: place.previous,
          own: item.chainHash,
          documentDigest: item.documentDigest,
          next: place.next && {
            act: place.next.act,
            documentOid: place.next.documentOid,
            documentDigest: place.next.documentDigest,
            bodyDigest: place.next.bodyDigest,
            hash: place.next.chainHash,
          },
          log: place.log,
        },
        receipt: item.receipt && {
          reference: item.receipt.reference,
          at: item.receipt.at,
          bytes: item.receipt.bytes,
        },
      },
      {
        sha256,
        verdict(signed) {
          const verified = documents.verify(signed);
          if (!verified.ok) return { finding: verified.error.finding };
          return { signer: verified.value.signerRegistrationNumber, signedAt: verified.value.signedAt };
        },
      },
    ),
});
