import { type Result } from '../../../shared/kernel/result.ts';
import { type XmlDoc, type XmlFault, readXml } from '../xml/xml.ts';

/**
 * A legal document has some 30 kB. Anyone may hand over anything to be examined, so this stops far below the limits of the
 * XML door: whatever the file, an answer comes within seconds and 200 MB.
 */
export const EXAMINATION_LIMITS = { bytes: 3_000_000, nodes: 50_000 } as const;

export const readLimited = <T>(bytes: Uint8Array, work: (doc: XmlDoc) => T): Result<T, XmlFault> =>
  readXml(bytes, work, EXAMINATION_LIMITS);
