import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Words = Readonly<{ fi: string; sv: string; en: string }>;

/** A document that another controller wrote about a practice patient. */
export type OtherDocument = Readonly<{
  hetu: string;
  controller: string;
  kind: '2' | '3' | '4';
  specifier?: string;
  serial: number;
  daysAgo: number;
  title: string;
  author: string;
  text: string;
}>;

export type SeedWill = Readonly<{ hetu: string; daysAgo: number }> &
  (
    | Readonly<{ kind: 'informing'; version: string }>
    | Readonly<{ kind: 'consent'; sector: 'health' | 'social' }>
    | Readonly<{ kind: 'crossing'; to: 'health' | 'social' }>
    | Readonly<{ kind: 'denial'; emergency: boolean; scope: 'all-health' | 'uusimaa' }>
    | Readonly<{ kind: 'denial'; emergency: boolean; scope: 'service-event'; document: string }>
    | Readonly<{ kind: 'denial'; emergency: boolean; scope: 'provider'; controller: string }>
    | Readonly<{ kind: 'livingWill'; text: string }>
    | Readonly<{ kind: 'organDonation'; allowed: boolean; text: string }>
  );

export type SeedAuthorisation = Readonly<{
  hetu: string;
  organiser: string;
  producer: string;
  /** Days from today: negative ones are past. */
  fromDay: number;
  untilDay: number;
  /** The producer may also write into the organiser's register. */
  storing?: boolean;
}>;

export type OtherRegisters = Readonly<{
  controllers: readonly Readonly<{ oid: string; publicBody: boolean; uusimaa: boolean; name: Words }>[];
  documents: readonly OtherDocument[];
  wills: readonly SeedWill[];
  /** Purchased services: `organiser` lets `producer` use its register. */
  authorisations: readonly SeedAuthorisation[];
}>;

/** Registers beside the practice county's, with what stands in them and what the patients have said; null without a file. */
export function readOtherRegisters(seedDir: string): OtherRegisters | null {
  const path = join(seedDir, 'other-registers.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as OtherRegisters) : null;
}

const arcOf = (controller: string): string => controller.replace(/\.10\.\d+$/, '');
/** OIDs in the arc of the controller: 11 documents, 14 service events. */
export const documentOid = ({ controller, serial }: Pick<OtherDocument, 'controller' | 'serial'>): string =>
  `${arcOf(controller)}.11.2026.${serial}`;
export const eventOid = ({ controller, serial }: OtherDocument): string => `${arcOf(controller)}.14.2026.${serial}`;

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** The readable part of an archived document, without a signature: another archive took it long ago. */
export const documentBytes = (document: OtherDocument, hetu: string): Uint8Array =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="${documentOid(document)}"/><title>${escaped(document.title)}</title>
<recordTarget><patientRole><id extension="${escaped(hetu)}" root="1.2.246.21"/></patientRole></recordTarget>
<component><structuredBody><component><section><title>${escaped(document.title)}</title>
<text><paragraph>${escaped(document.text)}</paragraph></text></section></component></structuredBody></component>
</ClinicalDocument>
`,
  );
