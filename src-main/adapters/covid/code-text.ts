import { constants, inflateSync } from 'node:zlib';
import base45 from 'base45';
import { type CovidUnreadable } from '../../../shared/domain/covid/covid-certificate.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';

const PREFIX = 'HC1:';
/** A QR code of the largest size holds 4,296 alphanumeric characters (ISO/IEC 18004). */
const LONGEST_TEXT = 4_300;
/** Real certificates unpack to less than 1 kB; a longer one is a zip bomb. */
const LARGEST_BYTES = 16_384;
const ZLIB_HEADER = 0x78;

/** The signed bytes (COSE) in the text of a QR code: prefix, Base45 (RFC 9285), zlib (RFC 1950). */
export function bytesOfCode(text: string): Result<Uint8Array, CovidUnreadable> {
  // A scanner ends what it types with a line break; a space may end the code itself.
  const code = text.replace(/^\s+|[\r\n\t]+$/g, '');
  if (!code.startsWith(PREFIX)) return fail('prefix');
  if (code.length > LONGEST_TEXT) return fail('tooLong');
  const packed = decodedExactly(code.slice(PREFIX.length));
  if (packed === null) return fail('base45');
  return packed[0] === ZLIB_HEADER ? unpacked(packed) : ok(packed);
}

/** The library decodes anything; only what it would write the same way again is Base45. */
function decodedExactly(code: string): Uint8Array | null {
  if (code === '' || code.length % 3 === 1) return null;
  const bytes = base45.decode(code);
  return base45.encode(bytes) === code ? new Uint8Array(bytes) : null;
}

function unpacked(packed: Uint8Array): Result<Uint8Array, CovidUnreadable> {
  try {
    return ok(new Uint8Array(inflateSync(packed, { maxOutputLength: LARGEST_BYTES, finishFlush: constants.Z_FINISH })));
  } catch (error) {
    const tooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return fail(tooLarge ? 'tooLarge' : 'zlib');
  }
}
