import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle, DocumentReference, Encounter, FhirResource, OperationOutcome, Provenance } from 'fhir/r4.js';
import { startSimulator, standardFolders, type SimulatorOptions } from '../../../src-main/simulator/simulator.ts';
import { createValidator } from '../../../src-main/simulator/validation/index.ts';
import { AINO, type Built, type SigningChange, signed } from './cda.builder.ts';
import { RESOURCES, type TokenChange, type Who, oidOf, signerOf, tokenOf } from './people.ts';

/** 22 November 2026, 12:00 in Finland. */
export const NOON_MS = Date.UTC(2026, 10, 22, 10, 0, 0);
export const DAY_MS = 24 * 3_600_000;

/** Compiling the profiles takes longest; every simulator of a test file shares them. */
export const checker = createValidator(join(RESOURCES, 'schemas'));

export type Reply = Readonly<{ status: number; headers: Headers; text: string; json: unknown }>;

export type Practice = Awaited<ReturnType<typeof startPractice>>;

export async function startPractice(change: Partial<SimulatorOptions> = {}) {
  const dataDir = change.dataDir ?? mkdtempSync(join(tmpdir(), 'kanta-sim-'));
  let nowMs = change.clock?.nowMs() ?? NOON_MS;
  const events: Readonly<Record<string, unknown>>[] = [];
  const simulator = await startSimulator({
    port: 0,
    dataDir,
    ...standardFolders(RESOURCES),
    clock: { nowMs: () => nowMs },
    log: event => events.push(event),
    checker,
    prescriptions: false,
    control: 'control-token',
    ...change,
  });

  async function ask(
    method: string,
    path: string,
    who: Who | null,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
    token: TokenChange = {},
  ): Promise<Reply> {
    const authorization = who ? { Authorization: `Bearer ${await tokenOf(who, nowMs, token)}` } : {};
    const isSearch = path.endsWith('/_search');
    const type =
      body === undefined
        ? {}
        : { 'Content-Type': isSearch ? 'application/x-www-form-urlencoded' : 'application/fhir+json;charset=UTF-8' };
    const reply = await fetch(`${simulator.url}/${path}`, {
      method,
      headers: { ...authorization, ...type, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
    });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.includes('json') && text !== '';
    return { status: reply.status, headers: reply.headers, text, json: isJson ? JSON.parse(text) : null };
  }

  return {
    simulator,
    dataDir,
    events,
    now: () => nowMs,
    pass: (ms: number) => {
      nowMs += ms;
    },
    ask,
    search: (service: string, type: string, who: Who, form: Record<string, string>, token: TokenChange = {}) =>
      ask('POST', `${service}/baseR4/${type}/_search`, who, new URLSearchParams(form).toString(), {}, token),
    async submit(
      service: string,
      who: Who,
      bundle: Bundle | string,
      headers: Record<string, string> = {},
      token: TokenChange = {},
    ) {
      const body = typeof bundle === 'string' ? bundle : JSON.stringify(bundle);
      const id = /"urn:uuid:([0-9a-f-]{36})"/.exec(body.slice(body.indexOf('"identifier"')))?.[1] ?? randomUUID();
      return ask('POST', `${service}/baseR4`, who, body, { 'X-Request-Id': id, ...headers }, token);
    },
    /** Signs a document by its author and sends it. */
    send(built: Built, signing: SigningChange = {}, headers: Record<string, string> = {}, token: TokenChange = {}) {
      const service = built.header.typeSystem === undefined ? 'resepti' : 'potilastieto';
      return this.submit(
        service,
        built.author,
        submissionOf([[built, signed(built, signerOf(built.author), nowMs, signing)]], nowMs),
        headers,
        token,
      );
    },
    control: (wish: Record<string, unknown>) =>
      ask('POST', 'control', null, JSON.stringify(wish), { Authorization: 'Bearer control-token' }),
    async close(keep = false) {
      await simulator.close();
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const urn = (oid: string): string => `urn:oid:${oid}`;
const logical = (type: string, system: string, value: string) => ({ type, identifier: { system, value } });
const sim = (name: string): string => `https://kantasim.example/fhir/StructureDefinition/${name}`;

export function provenance(target: string, who: Who, nowMs: number): Provenance {
  return {
    resourceType: 'Provenance',
    meta: { profile: [sim('sim-provenance')] },
    target: [{ reference: target }],
    recorded: new Date(nowMs).toISOString(),
    activity: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE' }] },
    agent: [
      {
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author' }],
        },
        who: logical('Practitioner', 'urn:oid:1.2.246.537.26', who.registration),
      },
    ],
  };
}

/** The envelope of a signed document, as a client makes it. */
export function referenceOf(
  { header, author }: Built,
  bytes: Uint8Array,
  nowMs: number,
  binaryUrl: string,
): DocumentReference {
  const isRecord = header.typeSystem !== undefined;
  return {
    resourceType: 'DocumentReference',
    meta: { profile: [sim('sim-document-reference')] },
    masterIdentifier: { system: 'urn:ietf:rfc:3986', value: urn(header.oid) },
    identifier: isRecord
      ? [
          { system: 'urn:ietf:rfc:3986', value: urn(header.oid) },
          { system: 'https://kantasim.example/fhir/sid/document-set', value: urn(header.setId) },
        ]
      : [
          { system: 'http://resepti.kanta.fi/fhir/id/id', value: urn(header.oid) },
          { system: 'http://resepti.kanta.fi/fhir/id/setId', value: urn(header.setId) },
        ],
    status: 'current',
    docStatus: header.status !== undefined ? 'entered-in-error' : header.version === 1 ? 'final' : 'amended',
    type: isRecord
      ? { text: 'Käynti' }
      : { coding: [{ system: 'urn:oid:1.2.246.537.5.40105.2006', code: header.type }] },
    subject: header.patient.hetu
      ? logical('Patient', 'urn:oid:1.2.246.21', header.patient.hetu)
      : {
          type: 'Patient',
          identifier: { use: 'temp', system: 'urn:oid:1.2.246.10.88888888.22.2026', value: 'ABCDEFGHIJK' },
        },
    date: new Date(nowMs).toISOString(),
    author: [logical('Practitioner', 'urn:oid:1.2.246.537.26', author.registration)],
    custodian: logical('Organization', 'urn:ietf:rfc:3986', urn(header.custodian ?? '1.2.246.10.2462460.19.1')),
    ...(header.related?.kind === 'RPLC'
      ? {
          relatesTo: [
            {
              code: 'replaces' as const,
              target: logical('DocumentReference', 'urn:ietf:rfc:3986', urn(header.related.oid)),
            },
          ],
        }
      : {}),
    content: [
      {
        attachment: {
          contentType: 'text/xml',
          language: 'fi',
          url: binaryUrl,
          size: bytes.length,
          hash: createHash('sha1').update(bytes).digest('base64'),
        },
      },
    ],
    ...(header.encounter
      ? { context: { encounter: [logical('Encounter', 'urn:ietf:rfc:3986', urn(header.encounter))] } }
      : {}),
  };
}

export const bundleOf = (entry: NonNullable<Bundle['entry']>, nowMs: number, id: string = randomUUID()): Bundle => ({
  resourceType: 'Bundle',
  meta: { profile: [sim('sim-submission')] },
  identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` },
  type: 'transaction',
  timestamp: new Date(nowMs).toISOString(),
  entry,
});

export function submissionOf(
  documents: readonly (readonly [Built, Uint8Array])[],
  nowMs: number,
  change: (r: DocumentReference) => DocumentReference = r => r,
  id: string = randomUUID(),
): Bundle {
  const entry = documents.flatMap(([built, bytes]) => {
    const [reference, binary, proof] = [randomUUID(), randomUUID(), randomUUID()].map(u => `urn:uuid:${u}`) as [
      string,
      string,
      string,
    ];
    return [
      {
        fullUrl: reference,
        resource: change(referenceOf(built, bytes, nowMs, binary)) as FhirResource,
        request: {
          method: 'POST' as const,
          url: 'DocumentReference',
          ifNoneExist: `identifier=urn:ietf:rfc:3986|${urn(built.header.oid)}`,
        },
      },
      {
        fullUrl: binary,
        resource: {
          resourceType: 'Binary',
          contentType: 'text/xml',
          data: Buffer.from(bytes).toString('base64'),
        } as FhirResource,
        request: { method: 'POST' as const, url: 'Binary' },
      },
      {
        fullUrl: proof,
        resource: provenance(reference, built.author, nowMs),
        request: { method: 'POST' as const, url: 'Provenance' },
      },
    ];
  });
  return bundleOf(entry, nowMs, id);
}

export function serviceEvent(oid: string, nowMs: number, hetu: string, change: Partial<Encounter> = {}): Encounter {
  return {
    resourceType: 'Encounter',
    meta: { profile: [sim('sim-service-event')] },
    identifier: [{ use: 'official', system: 'urn:ietf:rfc:3986', value: urn(oid) }],
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: logical('Patient', 'urn:oid:1.2.246.21', hetu),
    period: { start: new Date(nowMs).toISOString() },
    serviceProvider: logical('Organization', 'urn:ietf:rfc:3986', urn(oidOf('clinic'))),
    ...change,
  };
}

/** A submission that makes a service event, or with a version changes it. */
export function eventSubmission(
  encounter: Encounter,
  nowMs: number,
  change?: { url: string; ifMatch: string },
  who: Who = AINO,
): Bundle {
  const [event, proof] = [randomUUID(), randomUUID()].map(u => `urn:uuid:${u}`) as [string, string];
  const identifier = encounter.identifier?.[0];
  return bundleOf(
    [
      {
        fullUrl: event,
        resource: encounter,
        request: change
          ? { method: 'PUT', url: change.url, ifMatch: change.ifMatch }
          : { method: 'POST', url: 'Encounter', ifNoneExist: `identifier=${identifier?.system}|${identifier?.value}` },
      },
      { fullUrl: proof, resource: provenance(event, who, nowMs), request: { method: 'POST', url: 'Provenance' } },
    ],
    nowMs,
  );
}

export const outcomeCodes = (reply: Reply): readonly string[] =>
  ((reply.json as OperationOutcome | null)?.issue ?? []).map(i =>
    `${i.details?.coding?.[0]?.code ?? ''} ${i.code} ${i.diagnostics ?? ''}`.trim(),
  );
export const rules = (reply: Reply): readonly string[] =>
  ((reply.json as OperationOutcome | null)?.issue ?? []).map(i => i.diagnostics ?? '');
export const resources = <T extends FhirResource>(reply: Reply, type: T['resourceType']): readonly T[] =>
  ((reply.json as Bundle | null)?.entry ?? []).map(e => e.resource).filter((r): r is T => r?.resourceType === type);
