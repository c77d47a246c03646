import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type AnyService } from '../../../shared/domain/queue.ts';
import { type NetFailure, type QueryContext } from '../../app/ports/kanta.port.ts';
import { isObject } from '../../wire/fhir/resources.ts';
import { readOrganisation } from '../../wire/fhir/people.codec.ts';
import { type BinaryType, type FhirClient } from './fhir-client.ts';

/** An address below a service's base as servers write it. */
const BINARY = /^Binary\/[A-Za-z0-9.-]{1,64}$/;
const ORGANISATION = /^Organization\/[A-Za-z0-9.-]{1,64}$/;

export type KnownOrganisation = Readonly<{ oid: Oid; name: string; phone: string }>;

export interface Reading {
  /** The exact bytes of a document, checked against the hash that its reference tells. */
  document(
    service: AnyService,
    attachment: Readonly<{ url: string; hash: string }>,
    context: QueryContext,
    type?: BinaryType,
  ): Promise<Result<Uint8Array, NetFailure>>;
  /** Organisations behind `Organization/<id>`. */
  organisations(
    service: AnyService,
    references: readonly string[],
    context: QueryContext,
  ): Promise<Result<ReadonlyMap<string, KnownOrganisation>, NetFailure>>;
}

/**
 * The shape of an answer comes from outside: what is not as FHIR says makes the readers stumble, and that is a faulty
 * answer of the service, not a bug of ours.
 */
export function understood<T>(read: () => T): Result<T, NetFailure> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof TypeError) return fail({ code: 'NET-0003' });
    throw error;
  }
}

export function createReading(client: FhirClient): Reading {
  const organisations = new Map<string, KnownOrganisation>();

  return {
    async document(service, { url, hash }, context, type) {
      if (!BINARY.test(url)) return fail({ code: 'NET-0003' });
      const read = await client.bytes(service, `/${url}`, context, type);
      if (!read.ok) return read;
      if (read.value === null || createHash('sha1').update(read.value).digest('base64') !== hash)
        return fail({ code: 'NET-0003' });
      return ok(read.value);
    },

    async organisations(service, references, context) {
      for (const reference of references) {
        if (organisations.has(reference)) continue;
        if (!ORGANISATION.test(reference)) return fail({ code: 'NET-0003' });
        const read = await client.read(service, `/${reference}`, context);
        if (!read.ok) return read;
        const { value } = read;
        const told = understood(() =>
          isObject(value) && value['resourceType'] === 'Organization' ? readOrganisation(value as never) : null,
        );
        if (!told.ok) return told;
        if (told.value === null) return fail({ code: 'NET-0003' });
        organisations.set(reference, told.value);
      }
      return ok(organisations);
    },
  };
}
