/** Decoders of service events, record entries and readable documents. */
import { z } from 'zod';
import { READABLE_STYLES, type ReadableBlock } from '../domain/readable.ts';
import {
  MEASUREMENTS,
  RECORD_HEADINGS,
  type MeasurementKind,
  type RecordEntry,
  type RecordForm,
  type RecordRow,
  type RecordSection,
  type RecordTemplate,
  type ServiceEvent,
} from '../domain/records/record.ts';
import { CERTIFICATE_CONTENTS } from '../domain/records/certificate-forms.ts';
import { CORE_CONTENTS } from '../domain/records/core-data.ts';
import { CORE_FIELDS } from '../domain/records/core-fields.ts';
import { SERIES_NAME_MAX } from '../domain/records/service-event.ts';
import { acceptance, decimal, id, instant, localDate, localized, long, oid, short, text } from './basic.values.ts';
import { confirmations } from './prescription.values.ts';

export const serviceEvent: z.ZodType<ServiceEvent> = z.strictObject({
  oid,
  patientId: id,
  kind: z.enum(['visit', 'remoteContact']),
  unitOid: oid,
  begunAtOid: oid.exactOptional(),
  startedAt: instant,
  endedAt: instant.nullable(),
  acceptance,
  series: z
    .strictObject({
      name: text(SERIES_NAME_MAX),
      visits: z.array(z.strictObject({ oid, startedAt: instant, endedAt: instant.nullable() })),
    })
    .exactOptional(),
});

const measurementKinds = Object.keys(MEASUREMENTS) as [MeasurementKind, ...MeasurementKind[]];
const recordEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('diagnosis'),
    code: text(20),
    name: text(400),
    primacy: z.enum(['PAA', 'SIVU']),
    permanence: z.literal('PYS').nullable(),
  }),
  z.strictObject({
    kind: z.literal('measurement'),
    measurement: z.enum(measurementKinds),
    value: decimal,
    secondValue: decimal.nullable(),
    measuredAt: instant,
  }),
  z.strictObject({
    kind: z.literal('core'),
    content: z.enum(CORE_CONTENTS),
    code: text(20).nullable(),
    name: text(400),
    fields: z.partialRecord(z.enum(CORE_FIELDS), text(4000)),
  }),
]) as z.ZodType<RecordEntry>;
export const recordSection: z.ZodType<RecordSection> = z.strictObject({
  heading: z.enum(RECORD_HEADINGS),
  text: long,
  entries: z.array(recordEntry).max(100),
});
export const recordForm = z.strictObject({
  templateId: id,
  sections: z.array(recordSection).max(20),
  confirmations,
  happenedAt: instant.optional(),
  revision: z
    .strictObject({
      act: z.enum(['newVersion', 'annulment']),
      base: z.strictObject({ oid, setId: oid, version: z.int().min(1).max(100_000) }),
      reason: text(1000),
    })
    .optional(),
  citizen: z
    .strictObject({
      delay: z.strictObject({ until: localDate, reason: text(1000) }).nullable(),
      minorDisclosure: z.enum(['1', '2', '3', '4']).nullable(),
    })
    .optional(),
  purchased: z.strictObject({ authorisationOid: oid, organiserName: short }).optional(),
}) as z.ZodType<RecordForm>;
export const recordRow: z.ZodType<RecordRow> = z.strictObject({
  oid,
  serviceEventOid: oid,
  title: short,
  authorName: short,
  createdAt: instant,
  version: z.int().min(1),
  acceptance,
  setId: oid,
  view: short,
  headings: z.array(short).max(100),
  state: z.enum(['current', 'annulled', 'replaced']),
  isPrimary: z.literal(true).exactOptional(),
  organiserName: short.exactOptional(),
});
export const recordTemplate: z.ZodType<RecordTemplate> = z.strictObject({
  id,
  name: localized,
  headings: z.array(z.enum(RECORD_HEADINGS)),
  phrases: z.partialRecord(
    z.enum(RECORD_HEADINGS),
    z.array(z.strictObject({ fi: text(600), sv: text(600), en: text(600) })),
  ),
  professions: z.array(z.enum(['physician', 'nurse'])),
  view: z.enum(['general', 'nursing', 'certificates']),
  certificate: z.enum(CERTIFICATE_CONTENTS).optional(),
}) as z.ZodType<RecordTemplate>;

const span = z.strictObject({
  text: z.string(),
  styles: z.array(z.enum(READABLE_STYLES)).min(1).max(READABLE_STYLES.length).exactOptional(),
});
export const readable = z.array(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('heading'),
      level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      text: z.string(),
    }),
    z.strictObject({ kind: z.literal('paragraph'), spans: z.array(span) }),
    z.strictObject({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(span)) }),
    z.strictObject({ kind: z.literal('table'), head: z.array(z.array(span)), rows: z.array(z.array(z.array(span))) }),
  ]),
) as unknown as z.ZodType<readonly ReadableBlock[]>;
