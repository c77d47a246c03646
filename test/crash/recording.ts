/** What the shim recorded, and the states that a power cut may leave of it. */

export type Op =
  | Readonly<{ op: 'create' | 'sync' | 'unlink'; file: string }>
  | Readonly<{ op: 'truncate'; file: string; size: number }>
  | Readonly<{ op: 'write'; file: string; at: number; bytes: Buffer }>
  | Readonly<{ op: 'rename'; file: string; to: string }>;

const HEAD = 15;

export function readRecording(log: Buffer): readonly Op[] {
  const ops: Op[] = [];
  for (let at = 0; at + HEAD <= log.length;) {
    const kind = String.fromCharCode(log[at] ?? 0);
    const length = log.readUInt16LE(at + 1);
    const offset = Number(log.readBigUInt64LE(at + 3));
    const size = log.readUInt32LE(at + 11);
    const file = log.toString('utf8', at + HEAD, at + HEAD + length);
    const bytes = log.subarray(at + HEAD + length, at + HEAD + length + size);
    at += HEAD + length + size;
    // The folder itself: its own entries are taken as lasting.
    if (file === '') continue;
    if (kind === 'W') ops.push({ op: 'write', file, at: offset, bytes });
    else if (kind === 'T') ops.push({ op: 'truncate', file, size: offset });
    else if (kind === 'R') ops.push({ op: 'rename', file, to: bytes.toString('utf8') });
    else ops.push({ op: kind === 'S' ? 'sync' : kind === 'U' ? 'unlink' : 'create', file });
  }
  return ops;
}

type Change = Extract<Op, { op: 'truncate' | 'write' }>;

class FileState {
  durable: Buffer;
  pending: Change[] = [];
  constructor(durable: Buffer = Buffer.alloc(0)) {
    this.durable = durable;
  }
}

/** Disks write whole sectors of this size; the order of those between two syncs is theirs. */
const SECTOR = 512;

function grown(content: Buffer, size: number): Buffer {
  if (content.length >= size) return content;
  const larger = Buffer.alloc(size);
  content.copy(larger);
  return larger;
}

function applied(content: Buffer, change: Change): Buffer {
  if (change.op === 'truncate')
    return change.size <= content.length ? Buffer.from(content.subarray(0, change.size)) : grown(content, change.size);
  const to = grown(content, change.at + change.bytes.length);
  change.bytes.copy(to, change.at);
  return to;
}

/** The parts of a write that reach the disk on their own. */
function sectors(change: Change): readonly Change[] {
  if (change.op === 'truncate') return [change];
  const parts: Change[] = [];
  for (let from = 0; from < change.bytes.length;) {
    const to = Math.min(change.bytes.length, from + SECTOR - ((change.at + from) % SECTOR));
    parts.push({ ...change, at: change.at + from, bytes: change.bytes.subarray(from, to) });
    from = to;
  }
  return parts;
}

/** How the changes since the last sync are left. */
export const CUTS = ['none', 'prefix', 'torn', 'reordered'] as const;
export type Cut = (typeof CUTS)[number];

function survivors(pending: readonly Change[], cut: Cut, random: () => number): readonly Change[] {
  switch (cut) {
    case 'none':
      return [];
    case 'prefix':
      return pending.slice(0, Math.floor(random() * (pending.length + 1)));
    case 'torn': {
      const parts = pending.flatMap(sectors);
      return parts.slice(0, Math.floor(random() * (parts.length + 1)));
    }
    case 'reordered':
      return pending.flatMap(sectors).filter(() => random() < 0.5);
  }
}

/** The disk while a recording is played: what is safe, and what the last sync has not covered. */
export class PlayedDisk {
  readonly #files = new Map<string, FileState>();
  readonly #syncs: boolean;

  /** @param syncs false plays a disk that says it has synced and has not: the control of the test itself */
  constructor(syncs = true) {
    this.#syncs = syncs;
  }

  play(op: Op): void {
    const file = this.#files.get(op.file) ?? new FileState();
    switch (op.op) {
      case 'create':
        this.#files.set(op.file, file);
        return;
      case 'write':
      case 'truncate':
        file.pending.push(op);
        this.#files.set(op.file, file);
        return;
      case 'sync':
        if (!this.#syncs) return;
        this.#files.set(op.file, new FileState(file.pending.reduce<Buffer>(applied, Buffer.from(file.durable))));
        return;
      case 'unlink':
        this.#files.delete(op.file);
        return;
      case 'rename':
        this.#files.delete(op.file);
        this.#files.set(op.to, file);
    }
  }

  /** The files as a cut at this moment leaves them. What `always` names is never cut. */
  after(cut: Cut, random: () => number, always: string): ReadonlyMap<string, Buffer> {
    return new Map(
      [...this.#files].map(([name, { durable, pending }]) => {
        const kept = name === always ? pending : survivors(pending, cut, random);
        return [name, kept.reduce<Buffer>(applied, Buffer.from(durable))];
      }),
    );
  }
}
