import { type Instant, instantMs, instantOfMs, isInstant } from '../../../shared/kernel/time.ts';
import { bytesOfBase64, encodeUtf8 } from '../xml/utf8.ts';
import { type XmlDoc, type XmlNode, whereCanonical } from '../xml/xml.ts';
import {
  CANONICALISATIONS,
  type Cryptography,
  DIGESTS,
  DS,
  HASH_OF_LENGTH,
  METHODS,
  type Method,
  type PastCryptography,
  type ReadHash,
} from './algorithms.ts';
import { type CoverForm, coverForm, coveredText, listForm } from './transforms.ts';

/** What can be wrong with the document around the signatures. */
export type PlaceFault =
  | 'not-a-document'
  | 'duplicate-id'
  | 'body-not-single'
  | 'signature-missing'
  | 'signature-misplaced'
  | 'signature-too-many';

/** What can be wrong with one signature by itself; what stands first is told first. */
export const SIGNATURE_FAULTS = [
  'signature-kind',
  'signature-structure',
  'signature-algorithm',
  'signature-old-algorithm',
  'signature-transform',
  'signature-coverage',
  'signature-digest',
  'signature-list',
  'signature-list-digest',
  'signature-certificate',
  'signature-value',
  'signature-time',
] as const;
export type SignatureFault = (typeof SIGNATURE_FAULTS)[number];

export type SignatureKind = '1' | '2' | '4';
export type Target = 'time' | 'body' | 'list';

export type ExaminedReference = Readonly<{
  /** `null` when it leads to nothing that a signature here may cover. */
  covers: Target | null;
  hash: ReadHash | null;
  digest: 'matches' | 'differs' | 'unchecked';
}>;

/** One signature of the collection, looked at by itself: who signed and whether he is believed comes after. */
export type ExaminedSignature = Readonly<{
  kind: SignatureKind | null;
  line: number;
  references: readonly ExaminedReference[];
  method: Method | null;
  value: 'valid' | 'invalid' | 'unchecked';
  /** DER. */
  certificate: Uint8Array | null;
  signedAt: Instant | null;
  /** OIDs of the documents that were signed together; empty for one. */
  documents: readonly string[];
  comments: number;
  /** It brings properties along that nothing covers; they are not read. */
  unsigned: boolean;
  /** In the order of `SIGNATURE_FAULTS`. */
  faults: readonly SignatureFault[];
}>;

export type Examined = Readonly<{ fault: PlaceFault | null; signatures: readonly ExaminedSignature[] }>;

/** More are not looked at: the schema knows no bound, and each may cost as much as the whole document. */
const MOST_SIGNATURES = 20;
/** Characters of base64: certificates of persons have some 3,000, and what takes one apart copies it many times. */
const MOST_CERTIFICATE = 50_000;

type Tools = Readonly<{ cryptography: Cryptography; past: PastCryptography | null }>;
type Parts = Readonly<{ doc: XmlDoc; root: XmlNode; body: XmlNode; documentOid: string }>;
type Places = Readonly<Partial<Record<Target, XmlNode>>>;

const isDs = (node: XmlNode | undefined, name: string): boolean => node?.name === name && node.namespace === DS;

/** The children when they are exactly these; anything else in a signature is a reason not to believe it. */
function exactly(node: XmlNode | undefined, ...names: readonly string[]): readonly XmlNode[] | null {
  const children = node?.elements() ?? [];
  return children.length === names.length && children.every((child, at) => isDs(child, names[at] ?? ''))
    ? children
    : null;
}

const same = (one: Uint8Array | null, other: Uint8Array): boolean =>
  one !== null && one.length === other.length && one.every((byte, at) => byte === other[at]);

const XS_DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

function timeOf(text: string): Instant | null {
  const match = XS_DATE_TIME.exec(text.trim());
  const wall = `${match?.[1] ?? ''}.${(match?.[2] ?? '').slice(0, 3).padEnd(3, '0')}Z`;
  const zone = match?.[3];
  if (zone === undefined || !isInstant(wall)) return null;
  if (zone === 'Z') return wall;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return instantOfMs(instantMs(wall) - (zone.startsWith('-') ? -1 : 1) * minutes * 60_000);
}

/** Looks at one signature; every fault is noted and the look goes on as far as it can. */
class Examination {
  readonly #tools: Tools;
  readonly #parts: Parts;
  readonly #digests: Map<string, Uint8Array>;
  readonly #faults = new Set<SignatureFault>();

  constructor(tools: Tools, parts: Parts, digests: Map<string, Uint8Array>) {
    this.#tools = tools;
    this.#parts = parts;
    this.#digests = digests;
  }

  fault(which: SignatureFault): null {
    this.#faults.add(which);
    return null;
  }

  faults(): readonly SignatureFault[] {
    return SIGNATURE_FAULTS.filter(each => this.#faults.has(each));
  }

  #sha(hash: ReadHash, text: string): Uint8Array | null {
    const { cryptography, past } = this.#tools;
    if (hash === 'SHA-1') return past?.sha1(encodeUtf8(text)) ?? this.fault('signature-old-algorithm');
    return cryptography.sha(hash, encodeUtf8(text));
  }

  #digest(form: CoverForm, target: XmlNode, name: string, hash: ReadHash): Uint8Array | null {
    const key = `${name}|${form.kind}|${form.id ?? ''}|${form.canonicalisation}|${hash}`;
    const known = this.#digests.get(key);
    if (known) return known;
    const text = whereCanonical(() => coveredText(form, this.#parts.root, target));
    const digest = text === null ? this.fault('signature-transform') : this.#sha(hash, text);
    if (digest) this.#digests.set(key, digest);
    return digest;
  }

  /** An algorithm of the list, without parameters. */
  #algorithm<T>(node: XmlNode | undefined, known: ReadonlyMap<string, T>): T | null {
    const found = known.get(node?.attribute('Algorithm') ?? '');
    return found === undefined || node?.elements().length !== 0 ? this.fault('signature-algorithm') : found;
  }

  #usable<T extends ReadHash | Method>(found: T | null): T | null {
    const hash: ReadHash | undefined = typeof found === 'string' ? found : found?.hash;
    return hash === 'SHA-1' && this.#tools.past === null ? this.fault('signature-old-algorithm') : found;
  }

  /** The very element that we read, by a unique id or by its path: never another one with that name. */
  #targetOf(form: CoverForm, places: Places): Target | null {
    if (form.kind === 'body') return 'body';
    const found = this.#parts.doc.byId(form.id ?? '');
    const only = found.length === 1 ? found[0] : undefined;
    return (['time', 'body', 'list'] as const).find(name => only && places[name]?.same(only)) ?? null;
  }

  reference(node: XmlNode, places: Places, form: CoverForm | null): ExaminedReference {
    const nothing: ExaminedReference = { covers: null, hash: null, digest: 'unchecked' };
    const children = exactly(node, 'Transforms', 'DigestMethod', 'DigestValue');
    if (!children) {
      this.fault('signature-structure');
      return nothing;
    }
    const uri = node.attribute('URI');
    if (uri === null || (uri !== '' && !uri.startsWith('#'))) {
      this.fault('signature-coverage');
      return nothing;
    }
    if (!form) {
      const named =
        uri === '' ? null : this.#targetOf({ kind: 'node', id: uri.slice(1), canonicalisation: 'exclusive' }, places);
      // What leads nowhere is the greater fault than how it is said.
      this.fault(named === null ? 'signature-coverage' : 'signature-transform');
      return { ...nothing, covers: named };
    }
    const covers = this.#targetOf(form, places);
    const target = covers && places[covers];
    if (!covers || !target) {
      this.fault('signature-coverage');
      return nothing;
    }
    const hash = this.#usable(this.#algorithm(children[1], DIGESTS));
    if (!hash) return { ...nothing, covers };
    const claimed = bytesOfBase64(children[2]?.text() ?? '');
    if (!claimed) this.fault('signature-structure');
    const name = covers === 'body' ? 'body' : (target.attribute('ID') ?? '');
    const actual = this.#digest(form, target, name, hash);
    if (!actual) return { covers, hash, digest: 'unchecked' };
    if (same(claimed, actual)) return { covers, hash, digest: 'matches' };
    this.fault('signature-digest');
    return { covers, hash, digest: 'differs' };
  }

  /** The list names this document once, with the digest of its body. */
  list(node: XmlNode, form: CoverForm | undefined): readonly string[] {
    const refs = node.elements();
    const named = refs.map(each => each.attribute('OID') ?? '');
    const sound =
      refs.length >= 2 &&
      refs.every(each => each.name === 'Ref' && each.namespace === node.namespace) &&
      new Set(named).size === named.length &&
      !named.includes('');
    const mine = refs[named.indexOf(this.#parts.documentOid)];
    if (!sound || !mine) {
      this.fault('signature-list');
      return named;
    }
    const claimed = bytesOfBase64(mine.attribute('hash') ?? '');
    const hash = this.#usable(HASH_OF_LENGTH.get(claimed?.length ?? 0) ?? this.fault('signature-list'));
    const actual = hash && this.#digest(listForm(form), this.#parts.body, 'body', hash);
    if (actual && !same(claimed, actual)) this.fault('signature-list-digest');
    return named;
  }

  certificate(keyInfo: XmlNode | undefined): Uint8Array | null {
    const found = keyInfo?.findAll('ds:X509Data/ds:X509Certificate') ?? [];
    const text = found[0] && found.length === 1 ? found[0].text() : '';
    const der = text === '' || text.length > MOST_CERTIFICATE ? null : bytesOfBase64(text);
    return der ?? this.fault('signature-certificate');
  }

  method(info: readonly XmlNode[]): Method | null {
    return this.#usable(this.#algorithm(info[1], METHODS));
  }

  value(
    info: XmlNode,
    method: Method,
    certificate: Uint8Array,
    node: XmlNode | undefined,
  ): 'valid' | 'invalid' | 'unchecked' {
    const form = this.#algorithm(info.elements()[0], CANONICALISATIONS);
    const value = bytesOfBase64(node?.text() ?? '');
    if (!value) this.fault('signature-structure');
    if (!form || !value) return 'unchecked';
    const signed = whereCanonical(() => info.canonical(form));
    if (signed === null) {
      this.fault('signature-structure');
      return 'unchecked';
    }
    const message = encodeUtf8(signed);
    const valid =
      method.hash === 'SHA-1'
        ? this.#pastValue(message, certificate, value)
        : this.#tools.cryptography.verify(certificate, message, method.hash, value);
    if (!valid) this.fault('signature-value');
    return valid ? 'valid' : 'invalid';
  }

  #pastValue(message: Uint8Array, certificate: Uint8Array, value: Uint8Array): boolean {
    const { past } = this.#tools;
    return past?.verifySha1(certificate, past.sha1(message), value) ?? false;
  }
}

const CHILDREN: Readonly<Record<SignatureKind, string>> = {
  '1': 'signatureDescription signatureTimestamp Signature',
  '2': 'signatureDescription signatureTimestamp multipleDocumentSignature Signature',
  '4': 'signatureDescription signatureTimestamp Signature',
};

function kindOf(signature: XmlNode): SignatureKind | null {
  const code = signature.find('hl7fi:signatureDescription')?.attribute('code');
  return code === '1' || code === '2' || code === '4' ? code : null;
}

/** Signing software of the past left an object with its own time stamp, which no reference covers. */
function holdsUnsignedProperties(signature: XmlNode | undefined): boolean {
  const last = signature?.elements().at(-1);
  return isDs(last, 'Object') && last !== undefined && exactly(last, 'SignatureProperties') !== null;
}

function examineOne(
  tools: Tools,
  parts: Parts,
  digests: Map<string, Uint8Array>,
  signature: XmlNode,
): ExaminedSignature {
  const look = new Examination(tools, parts, digests);
  const kind = kindOf(signature) ?? look.fault('signature-kind');
  const names = signature.elements().map(each => each.name);
  const children = names.join(' ');
  if (kind === null ? !Object.values(CHILDREN).includes(children) : children !== CHILDREN[kind])
    look.fault('signature-structure');
  const time = signature.find('hl7fi:signatureTimestamp');
  const list = signature.find('hl7fi:multipleDocumentSignature');
  const whole = signature.find('ds:Signature') ?? undefined;
  const unsigned = tools.past !== null && holdsUnsignedProperties(whole);
  const parted = exactly(whole, 'SignedInfo', 'SignatureValue', 'KeyInfo', ...(unsigned ? ['Object'] : []));
  const info = parted?.[0];
  const infoParts = info?.elements() ?? [];
  const [c14n, how, ...references] = infoParts;
  const wellFormed =
    isDs(c14n, 'CanonicalizationMethod') &&
    isDs(how, 'SignatureMethod') &&
    references.length >= 1 &&
    references.length <= 2 &&
    references.every(each => isDs(each, 'Reference'));
  const nothing = { references: [], method: null, value: 'unchecked', certificate: null, documents: [] } as const;
  const common = { kind, line: signature.line(), comments: signature.comments(), unsigned };
  const signedAt = time ? timeOf(time.text()) : null;
  if (!parted || !info || !wellFormed || !time) {
    look.fault('signature-structure');
    return { ...nothing, ...common, signedAt, faults: look.faults() };
  }
  const method = look.method(infoParts);
  const second: Target = list ? 'list' : 'body';
  const places: Places = { time, body: parts.body, ...(list ? { list } : {}) };
  const forms = references.map(each =>
    whereCanonical(() => coverForm(each.attribute('URI') ?? '', each.findAll('ds:Transforms/*'))),
  );
  const examined = references.map((each, at) => look.reference(each, places, forms[at] ?? null));
  const covered = examined.map(each => each.covers);
  if (!covered.includes('time') || !covered.includes(second)) look.fault('signature-coverage');
  const ofList = forms[covered.indexOf('list')] ?? undefined;
  const documents = list ? look.list(list, ofList) : [];
  const certificate = look.certificate(parted[2]);
  const value = method && certificate ? look.value(info, method, certificate, parted[1]) : 'unchecked';
  if (!signedAt) look.fault('signature-time');
  return { ...common, references: examined, method, value, certificate, documents, signedAt, faults: look.faults() };
}

/**
 * Looks at every signature of a document: one place, unique ids, algorithms and transforms of the list only, what is covered
 * by position, digests, value. Chain, signer and header are judged on top of this.
 * @param tools `past` null: SHA-1 is a fault
 */
export function examineSignatures(doc: XmlDoc, tools: Tools): Examined {
  const { root } = doc;
  const failed = (fault: PlaceFault): Examined => ({ fault, signatures: [] });
  if (root.name !== 'ClinicalDocument' || root.namespace !== 'urn:hl7-org:v3') return failed('not-a-document');
  if (doc.duplicateIds().length > 0) return failed('duplicate-id');
  const body = root.find('v3:component/v3:structuredBody');
  const single = root.findAll('//v3:structuredBody').length === 1 && root.findAll('v3:component').length === 1;
  if (!body || !single) return failed('body-not-single');
  const all = root.findAll('//ds:Signature | //ds:SignedInfo/parent::*');
  if (all.length === 0) return failed('signature-missing');
  const signatures = root.findAll('hl7fi:localHeader/hl7fi:signatureCollection/hl7fi:signature');
  const placed = root.findAll('hl7fi:localHeader/hl7fi:signatureCollection/hl7fi:signature/ds:Signature');
  const inPlace =
    root.findAll('//hl7fi:localHeader').length === 1 &&
    root.findAll('//hl7fi:signatureCollection').length === 1 &&
    placed.length === all.length &&
    all.every((each, at) => placed[at]?.same(each));
  if (!inPlace) return failed('signature-misplaced');
  if (signatures.length > MOST_SIGNATURES) return failed('signature-too-many');
  const parts: Parts = { doc, root, body, documentOid: root.find('v3:id')?.attribute('root') ?? '' };
  const digests = new Map<string, Uint8Array>();
  return { fault: null, signatures: signatures.map(each => examineOne(tools, parts, digests, each)) };
}
