import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { SERVICES, type Service } from '../../../shared/domain/queue.ts';
import { isOid, oid, type Oid } from '../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { directoryOf, organisationRows, professionalRows } from './directory.ts';
import { type ProfileFault, type ProfileFaultKind } from './profile-words.ts';

const LARGEST_PROFILE = 5_000_000;
const OTHERS = 0o077;
/** Stands in every name of the practice authority. */
const PRACTICE_NAME = 'HARJOITUS';
/** Example arc of ITU-T X.660: identifiers under it mean nothing outside the practice. */
const PRACTICE_ARC = '2.999.';

const needed = z.string().trim().min(1, 'empty');
const dotted = needed.refine(isOid, 'notOid');
const secure = needed.refine(text => URL.parse(text)?.protocol === 'https:', 'notSecure');
const file = needed.max(4096);

const unit = organisationRows.element.strict().extend({ id: needed, oid: dotted, businessId: needed });
const person = professionalRows.element
  .strict()
  .extend({ registrationNumber: z.string().regex(/^\d{11}$/, 'form'), family: needed });

/** One environment, as its file says it. Documented in `resources/profiles/README.md`. */
const profileFile = z.strictObject({
  kantele: z.literal('profile-1'),
  environment: z.strictObject({ name: needed.max(80), kind: z.enum(['test', 'production']) }),
  workstation: z.string().regex(/^[A-Za-z0-9-]{1,30}$/, 'form'),
  services: z.strictObject({ root: secure, bases: z.partialRecord(z.enum(SERVICES), secure).optional() }),
  system: z.strictObject({ id: dotted, language: z.enum(['fi', 'sv', 'en']) }),
  organisations: z.array(unit).min(1, 'empty'),
  professionals: z.array(person).min(1, 'empty'),
  systemCertificates: z
    .array(z.strictObject({ organisation: dotted, certificate: file, key: file, chain: z.array(file) }))
    .min(1, 'empty'),
  tls: z.strictObject({ certificate: file.nullable(), key: file.nullable(), authorities: z.array(file) }),
  receipts: z.strictObject({ roots: z.array(file).min(1, 'empty'), signer: needed }),
  trust: z.strictObject({
    roots: z.array(file).min(1, 'empty'),
    issuers: z.array(file),
    revocationLists: z.strictObject({
      files: z.array(file),
      addresses: z.array(needed.refine(text => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), 'form')),
    }),
    policies: z.array(dotted),
  }),
  card: z.strictObject({ module: file.nullable() }),
  roleService: z.strictObject({ maxAgeHours: z.number().min(0).max(720) }),
  labelPrinter: z.strictObject({ address: needed, dotsPerMm: z.union([z.literal(8), z.literal(12)]) }).nullable(),
  medicines: file,
  /** Names of fields whose values nobody has confirmed yet. */
  unconfirmed: z.array(z.string()).optional(),
});
type ProfileFile = z.output<typeof profileFile>;

type Pem = Readonly<{ cert: string; key: string }>;

/** A real environment, read and checked: everything a start needs, no path left to be opened. */
export type RealProfile = Readonly<
  Pick<ProfileFile, 'environment' | 'workstation' | 'system' | 'card' | 'labelPrinter'> & {
    services: Readonly<{ root: string; bases: Readonly<Partial<Record<Service, string>>> }>;
    directory: ReturnType<typeof directoryOf>;
    systemKeys: ReadonlyMap<Oid, Readonly<{ key: string; chain: readonly string[] }>>;
    tls: Readonly<{ cert?: string; key?: string; ca?: readonly string[] }>;
    receipts: Readonly<{ roots: readonly string[]; signer: string }>;
    trust: Readonly<{
      roots: readonly string[];
      issuers: readonly string[];
      revocationLists: readonly Uint8Array[];
      addresses: readonly string[];
      policies: readonly string[];
    }>;
    rightMaxAgeMs: number;
    /** Folder of a release of the Pharmaceutical Database. */
    medicines: string;
    unconfirmed: readonly string[];
  }
>;

const fieldOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? String(part) : `.${String(part)}`))
    .join('');

const NAMED: ReadonlySet<string> = new Set<ProfileFaultKind>(['empty', 'notOid', 'notSecure', 'form']);
const isNamed = (text: string): text is ProfileFaultKind => NAMED.has(text);

/** What zod found, in our words. */
function faultsOf(error: z.ZodError, given: unknown): readonly ProfileFault[] {
  return error.issues.flatMap((issue): readonly ProfileFault[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => ({ field: fieldOf([...issue.path, key]), kind: 'unknownField' }));
    const field = fieldOf(issue.path);
    const value = issue.path.reduce<unknown>(
      (at, part) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[part],
      given,
    );
    if (value === undefined) return [{ field, kind: 'absent' }];
    const kind = value === '' ? 'empty' : isNamed(issue.message) ? issue.message : 'form';
    return [typeof value === 'string' && value !== '' ? { field, kind, given: value } : { field, kind }];
  });
}

/** Only the first fault of a field is told: the others follow from it. */
const firstOfEach = (faults: readonly ProfileFault[]): readonly ProfileFault[] =>
  faults.filter((fault, at) => faults.findIndex(({ field }) => field === fault.field) === at);

/** Reads the files that a profile names and gathers what is wrong with them. */
function createReader(folder: string, nowMs: number) {
  const faults: ProfileFault[] = [];
  const blame = (field: string, kind: ProfileFaultKind, given?: string): void =>
    void faults.push(given === undefined ? { field, kind } : { field, kind, given });

  function bytes(field: string, path: string): Buffer | null {
    try {
      return readFileSync(resolve(folder, path));
    } catch {
      blame(field, 'fileMissing', path);
      return null;
    }
  }

  function certificate(field: string, path: string): X509Certificate | null {
    const read = bytes(field, path);
    if (read === null) return null;
    try {
      const found = new X509Certificate(read);
      if (found.subject.includes(PRACTICE_NAME) || found.issuer.includes(PRACTICE_NAME)) blame(field, 'practice', path);
      else if (nowMs < found.validFromDate.getTime() || nowMs > found.validToDate.getTime())
        blame(field, 'notValid', path);
      else return found;
    } catch {
      blame(field, 'notCertificate', path);
    }
    return null;
  }

  function key(field: string, path: string): KeyObject | null {
    const read = bytes(field, path);
    if (read === null) return null;
    // Windows has no such bits: there the folder of the user protects the file.
    if (process.platform !== 'win32' && (statSync(resolve(folder, path)).mode & OTHERS) !== 0) {
      blame(field, 'openKey', path);
      return null;
    }
    try {
      return createPrivateKey(read);
    } catch {
      blame(field, 'notKey', path);
      return null;
    }
  }

  /** A certificate with the key that belongs to it, both as PEM. */
  function pair(
    field: string,
    names: Readonly<{ certificate: string; key: string }>,
  ): (Pem & Readonly<{ of: X509Certificate; kind: string }>) | null {
    const of = certificate(`${field}.certificate`, names.certificate);
    const secret = key(`${field}.key`, names.key);
    if (of === null || secret === null) return null;
    if (!of.checkPrivateKey(secret)) {
      blame(`${field}.key`, 'keyMismatch', names.key);
      return null;
    }
    const kind = secret.asymmetricKeyDetails?.namedCurve ?? secret.asymmetricKeyType ?? '';
    return { of, kind, cert: of.toString(), key: secret.export({ type: 'pkcs8', format: 'pem' }).toString() };
  }

  const authority = (of: X509Certificate): boolean => of.ca;
  const all = (field: string, paths: readonly string[]): readonly X509Certificate[] =>
    paths.flatMap((path, at) => certificate(`${field}[${at}]`, path) ?? []);

  function roots(field: string, paths: readonly string[]): readonly string[] {
    return paths.flatMap((path, at) => {
      const root = certificate(`${field}[${at}]`, path);
      if (root === null) return [];
      if (authority(root) && root.checkIssued(root) && root.verify(root.publicKey)) return [root.toString()];
      blame(`${field}[${at}]`, 'notRoot', path);
      return [];
    });
  }

  return { faults, blame, bytes, pair, all, roots };
}

type Reader = ReturnType<typeof createReader>;

function systemKeys(reader: Reader, { systemCertificates, organisations }: ProfileFile): RealProfile['systemKeys'] {
  const found = new Map<Oid, Readonly<{ key: string; chain: readonly string[] }>>();
  for (const [at, named] of systemCertificates.entries()) {
    const field = `systemCertificates[${at}]`;
    const pair = reader.pair(field, named);
    const chain = reader.all(`${field}.chain`, named.chain);
    if (!organisations.some(({ oid: known }) => known === named.organisation))
      reader.blame(`${field}.organisation`, 'unknownUnit', named.organisation);
    if (pair === null || chain.length < named.chain.length) continue;
    if (pair.kind !== 'secp384r1') reader.blame(`${field}.key`, 'keyKind', named.key);
    const links = [pair.of, ...chain];
    const isBroken = chain.some((above, place) => {
      const below = links[place];
      return below === undefined || !below.checkIssued(above) || !below.verify(above.publicKey);
    });
    if (isBroken) reader.blame(`${field}.chain`, 'brokenChain', named.chain.join(', '));
    found.set(oid(named.organisation), { key: pair.key, chain: links.map(link => link.toString()) });
  }
  return found;
}

/** References inside the file, and identifiers that mean something in the practice alone. */
function lookInside(reader: Reader, { organisations, professionals, system }: ProfileFile): void {
  const ids = organisations.map(({ id }) => id);
  for (const [at, { id, partOf, oid: text }] of organisations.entries()) {
    if (ids.indexOf(id) !== at) reader.blame(`organisations[${at}].id`, 'twice', id);
    if (partOf !== undefined && !ids.includes(partOf))
      reader.blame(`organisations[${at}].partOf`, 'unknownUnit', partOf);
    if (text.startsWith(PRACTICE_ARC)) reader.blame(`organisations[${at}].oid`, 'practice', text);
  }
  const numbers = professionals.map(({ registrationNumber }) => registrationNumber);
  for (const [at, { organisation, registrationNumber }] of professionals.entries()) {
    if (!ids.includes(organisation)) reader.blame(`professionals[${at}].organisation`, 'unknownUnit', organisation);
    if (numbers.indexOf(registrationNumber) !== at)
      reader.blame(`professionals[${at}].registrationNumber`, 'twice', registrationNumber);
  }
  if (system.id.startsWith(PRACTICE_ARC)) reader.blame('system.id', 'practice', system.id);
}

function tlsOf(reader: Reader, { tls }: ProfileFile): RealProfile['tls'] {
  const { certificate, key } = tls;
  const ca = reader.all('tls.authorities', tls.authorities).map(each => each.toString());
  const trusted = ca.length === 0 ? {} : { ca };
  if (certificate === null && key === null) return trusted;
  if (certificate === null || key === null) {
    reader.blame(certificate === null ? 'tls.certificate' : 'tls.key', 'empty');
    return trusted;
  }
  const pair = reader.pair('tls', { certificate, key });
  return pair === null ? trusted : { ...trusted, cert: pair.cert, key: pair.key };
}

function checked(profile: ProfileFile, folder: string, nowMs: number): Result<RealProfile, readonly ProfileFault[]> {
  const reader = createReader(folder, nowMs);
  const { faults } = reader;
  lookInside(reader, profile);
  const { trust, receipts } = profile;
  const medicines = resolve(folder, profile.medicines);
  if (statSync(medicines, { throwIfNoEntry: false })?.isDirectory() !== true)
    reader.blame('medicines', 'folderMissing', profile.medicines);
  const read = {
    systemKeys: systemKeys(reader, profile),
    tls: tlsOf(reader, profile),
    receipts: { roots: reader.roots('receipts.roots', receipts.roots), signer: receipts.signer },
    trust: {
      roots: reader.roots('trust.roots', trust.roots),
      issuers: reader.all('trust.issuers', trust.issuers).map(each => each.toString()),
      revocationLists: trust.revocationLists.files.flatMap(
        (path, at) => reader.bytes(`trust.revocationLists.files[${at}]`, path) ?? [],
      ),
      addresses: trust.revocationLists.addresses,
      policies: trust.policies,
    },
  };
  if (faults.length > 0) return fail(firstOfEach(faults));
  const { environment, workstation, system, card, labelPrinter } = profile;
  return ok({
    ...read,
    environment,
    workstation,
    system,
    card: { module: card.module === null ? null : resolve(folder, card.module) },
    labelPrinter,
    services: { root: profile.services.root.replace(/\/+$/, ''), bases: profile.services.bases ?? {} },
    directory: directoryOf(profile.organisations, profile.professionals),
    rightMaxAgeMs: profile.roleService.maxAgeHours * 3_600_000,
    medicines,
    unconfirmed: profile.unconfirmed ?? [],
  });
}

/**
 * A profile file with everything that it names, or every fault of it at once. Paths in it are relative to its own folder.
 * Nothing is fetched and nothing is written.
 */
export function readProfileFile(path: string, nowMs: number): Result<RealProfile, readonly ProfileFault[]> {
  let text: string;
  try {
    if (statSync(path).size > LARGEST_PROFILE) return fail([{ field: '', kind: 'tooLarge' }]);
    text = readFileSync(path, 'utf8');
  } catch {
    return fail([{ field: '', kind: 'fileMissing', given: path }]);
  }
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return fail([{ field: '', kind: 'notJson', given: error instanceof Error ? error.message : '' }]);
  }
  const decoded = profileFile.safeParse(given);
  if (!decoded.success) return fail(firstOfEach(faultsOf(decoded.error, given)));
  return checked(decoded.data, dirname(resolve(path)), nowMs);
}
