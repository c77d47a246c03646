import { fail, ok } from '../../../shared/kernel/result.ts';
import { type SocialItem } from '../../../shared/domain/social/social-item.ts';
import { type SocialRepository } from '../../app/ports/kanta.port.ts';
import { readNotice } from '../../wire/fhir/disclosure-notice.codec.ts';
import { attachmentOf } from '../../wire/fhir/record-row.codec.ts';
import { oidOf, ofType } from '../../wire/fhir/resources.ts';
import { SYSTEM } from '../../wire/fhir/systems.ts';
import { readSocialDocument } from '../../wire/social/social-document.codec.ts';
import { type FhirClient } from './fhir-client.ts';

const SERVICE = 'sosiaali';
/** Documents fetched at a time. */
const AT_ONCE = 8;

/** The Client Data Repository for Social Welfare: metadata first, then the documents that are not known here yet; and disclosures told of. */
export function createSocialRepository(client: FhirClient): SocialRepository {
  return {
    async ofClient(identityCode, known, context) {
      const who = { 'patient:identifier': `${SYSTEM.identityCode}|${identityCode}` };
      const found = await client.search(SERVICE, 'DocumentReference', who, context);
      if (!found.ok) return found;
      const items: SocialItem[] = [];
      const missing = ofType(found.value, 'DocumentReference').filter(reference => {
        const own = oidOf(reference.masterIdentifier);
        return own !== null && !known.has(own);
      });
      for (let at = 0; at < missing.length; at += AT_ONCE) {
        const fetched = await Promise.all(
          missing.slice(at, at + AT_ONCE).map(reference => {
            const attachment = attachmentOf(reference);
            return attachment === null ? ok(null) : client.bytes(SERVICE, `/${attachment.url}`, context);
          }),
        );
        for (const bytes of fetched) {
          if (!bytes.ok) return bytes;
          const item = bytes.value === null ? null : readSocialDocument(bytes.value);
          if (item === null) return fail({ code: 'NET-0003' });
          items.push(item);
        }
      }
      const told = await client.search(SERVICE, 'AuditEvent', who, context);
      if (!told.ok) return told;
      for (const event of ofType(told.value, 'AuditEvent')) {
        const notice = readNotice(event);
        if (notice === null) return fail({ code: 'NET-0003' });
        if (!known.has(notice.oid)) items.push(notice);
      }
      return ok(items);
    },
  };
}
