import { type Sha256 } from '../../../shared/kernel/clock.ts';
import { type Instant, instantMs } from '../../../shared/kernel/time.ts';
import { isObject } from '../fhir/resources.ts';
import { base64, bytesOfBase64, decodeText } from '../xml/utf8.ts';
import { CHAIN_START, type LinkedAct, outboxLink } from './chain-link.ts';
import { PROOF_FORMAT, PROOF_VERSION, proofBytes, sealOf } from './proof.ts';

/** One thing that was looked at. `absent`: nothing there to prove or to disprove. */
export type ProofLine = Readonly<{
  what: 'file' | 'document' | 'signature' | 'message' | 'chain' | 'neighbour' | 'receipt';
  holds: 'yes' | 'no' | 'absent';
  says: string;
}>;

export type ProofVerdict = Readonly<{
  /** Nothing in it is wrong. */
  whole: boolean;
  /** The service's own signature says that it took exactly this. */
  accepted: boolean;
  act: Readonly<{ documentOid: string; kind: string; state: string }> | null;
  lines: readonly ProofLine[];
}>;

export type CheckTools = Readonly<{
  sha256: Sha256;
  /** Is the document's signature accepted, and by whom? */
  judge(signed: Uint8Array): Readonly<{ accepted: boolean; says: string }>;
  /** Is this answer signed by the service that is meant? */
  receiptHolds(answer: unknown, atMs: number): boolean;
}>;

class Malformed extends Error {}

type Fields = Readonly<Record<string, unknown>>;

/** Reads fields by name and type; anything else in their place is no proof. */
const within = (value: unknown, name: string) => {
  if (!isObject(value)) throw new Malformed(name);
  const fields: Fields = value;
  const typed = <T>(key: string, is: (field: unknown) => field is T): T => {
    const field = fields[key];
    if (!is(field)) throw new Malformed(`${name}.${key}`);
    return field;
  };
  return {
    text: (key: string) => typed(key, field => typeof field === 'string'),
    number: (key: string) => typed(key, field => typeof field === 'number'),
    bytes(key: string): Uint8Array {
      const text = typed(key, field => typeof field === 'string');
      const bytes = bytesOfBase64(text);
      // Another spelling of the same bytes is a change of the file all the same.
      if (bytes === null || base64(bytes) !== text) throw new Malformed(`${name}.${key}`);
      return bytes;
    },
    part: (key: string) => fields[key],
  };
};
type Part = ReturnType<typeof within>;

const line = (what: ProofLine['what'], holds: boolean, good: string, bad: string): ProofLine => ({
  what,
  holds: holds ? 'yes' : 'no',
  says: holds ? good : bad,
});
const absent = (what: ProofLine['what'], says: string): ProofLine => ({ what, holds: 'absent', says });

type Read = Readonly<{
  act: Part;
  document: Readonly<{ digest: string; bytes: Uint8Array }> | null;
  message: Readonly<{ id: string; digest: string; bytes: Uint8Array }>;
  chain: Part;
  receipt: Readonly<{ at: string; bytes: Uint8Array }> | null;
}>;

function readParts(top: Part): Read {
  const message = within(top.part('message'), 'message');
  const document = top.part('document') === null ? null : within(top.part('document'), 'document');
  const receipt = top.part('receipt') === null ? null : within(top.part('receipt'), 'receipt');
  return {
    act: within(top.part('act'), 'act'),
    document: document && { digest: document.text('digest'), bytes: document.bytes('bytes') },
    message: { id: message.text('id'), digest: message.text('digest'), bytes: message.bytes('bytes') },
    chain: within(top.part('chain'), 'chain'),
    receipt: receipt && { at: receipt.text('at'), bytes: receipt.bytes('bytes') },
  };
}

function documentLines({ document }: Read, { sha256, judge }: CheckTools): readonly ProofLine[] {
  if (document === null) return [absent('document', 'the act has no document of its own')];
  const judged = judge(document.bytes);
  return [
    line('document', sha256(document.bytes) === document.digest, 'its bytes fit its digest', 'other bytes'),
    line('signature', judged.accepted, judged.says, judged.says),
  ];
}

function messageLine({ message, document }: Read, sha256: Sha256): ProofLine {
  const fits = sha256(message.bytes) === message.digest;
  const text = decodeText(message.bytes) ?? '';
  const carries = document === null || text.includes(base64(document.bytes));
  const names = text.includes(message.id);
  return line(
    'message',
    fits && carries && names,
    'fits its digest, names itself and carries the document',
    fits ? 'does not carry this document under this name' : 'other bytes',
  );
}

function chainLines({ act, chain, message, document }: Read, sha256: Sha256): readonly ProofLine[] {
  const [place, previous, own] = [chain.number('place'), chain.text('previous'), chain.text('own')];
  const documentDigest = chain.text('documentDigest');
  const linked: LinkedAct = {
    act: act.text('kind'),
    documentOid: act.text('documentOid'),
    documentDigest,
    bodyDigest: message.digest,
  };
  const begins = (place === 1) === (previous === CHAIN_START) && place >= 1;
  const same = document === null || document.digest === documentDigest;
  const fits = begins && same && outboxLink(sha256, previous, linked) === own;
  const links: ProofLine[] = [
    line('chain', fits, `link ${place} stands on the link before it`, `link ${place} does not fit`),
  ];
  if (chain.part('next') === null) return [...links, absent('neighbour', 'it was the newest link')];
  const next = within(chain.part('next'), 'chain.next');
  const nextAct: LinkedAct = {
    act: next.text('act'),
    documentOid: next.text('documentOid'),
    documentDigest: next.text('documentDigest'),
    bodyDigest: next.text('bodyDigest'),
  };
  const stands = outboxLink(sha256, own, nextAct) === next.text('hash');
  links.push(line('neighbour', stands, 'the next link stands on it', 'the next link does not stand on it'));
  return links;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeText(bytes) ?? '');
  } catch {
    return undefined; // no UTF-8 or no JSON
  }
}

/** Texts in the answer by which the service names what it stored. */
function storedTexts(answer: unknown): readonly unknown[] {
  if (!isObject(answer) || !Array.isArray(answer['entry'])) return [];
  return answer['entry'].flatMap((entry: unknown) => {
    const response = isObject(entry) ? entry['response'] : null;
    const outcome = isObject(response) ? response['outcome'] : null;
    const issues = isObject(outcome) && Array.isArray(outcome['issue']) ? outcome['issue'] : [];
    return issues.map((issue: unknown) => (isObject(issue) ? issue['diagnostics'] : null));
  });
}

function receiptLine(read: Read, { receiptHolds }: CheckTools): ProofLine {
  const { receipt, document, message, act } = read;
  if (receipt === null) return absent('receipt', 'the service has not accepted it');
  if (receipt.bytes.length === 0) {
    return absent('receipt', 'the service told on being asked that it holds it; there is no signed receipt');
  }
  const answer = parsed(receipt.bytes);
  const identifier = isObject(answer) && isObject(answer['identifier']) ? answer['identifier']['value'] : null;
  if (identifier !== `urn:uuid:${message.id}`) return line('receipt', false, '', 'it answers another message');
  const named =
    document === null || storedTexts(answer).includes(`urn:oid:${act.text('documentOid')} sha256:${document.digest}`);
  if (!named) return line('receipt', false, '', 'it does not name this document');
  return line(
    'receipt',
    receiptHolds(answer, instantMs(receipt.at as Instant)),
    'signed by the service, for this message and these bytes',
    'not signed by the service',
  );
}

const isFileWhole = (bytes: Uint8Array, value: Fields, sha256: Sha256): boolean => {
  const { seal, ...content } = value;
  const written = proofBytes(value);
  return (
    written.length === bytes.length &&
    written.every((byte, at) => byte === bytes[at]) &&
    Object.keys(value).at(-1) === 'seal' &&
    seal === sealOf(sha256, content)
  );
};

const NOTHING: ProofVerdict = {
  whole: false,
  accepted: false,
  act: null,
  lines: [{ what: 'file', holds: 'no', says: 'this is no proof' }],
};

/** Checks a proof by itself: no database is needed. Never throws for the bytes. */
export function checkProof(bytes: Uint8Array, tools: CheckTools): ProofVerdict {
  const value = parsed(bytes);
  if (!isObject(value) || value['format'] !== PROOF_FORMAT || value['version'] !== PROOF_VERSION) return NOTHING;
  try {
    const read = readParts(within(value, 'proof'));
    const lines: readonly ProofLine[] = [
      line('file', isFileWhole(bytes, value, tools.sha256), 'as it was written', 'changed since it was written'),
      ...documentLines(read, tools),
      messageLine(read, tools.sha256),
      ...chainLines(read, tools.sha256),
      receiptLine(read, tools),
    ];
    const { act } = read;
    return {
      whole: lines.every(({ holds }) => holds !== 'no'),
      accepted: lines.some(({ what, holds }) => what === 'receipt' && holds === 'yes'),
      act: { documentOid: act.text('documentOid'), kind: act.text('kind'), state: act.text('state') },
      lines,
    };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { ...NOTHING, lines: [{ what: 'file', holds: 'no', says: `no proof: ${error.message}` }] };
  }
}
