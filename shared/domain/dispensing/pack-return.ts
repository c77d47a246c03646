import { type Instant, instantMs, type LocalDate } from '../../kernel/time.ts';
import { type PackRead } from './dispensing.ts';
import { PACK_STATES } from './pack-state.ts';

/** Where the packs of a cancelled dispensing are, as the pharmacist says: only what never left is put back into trade. */
export const PACK_FATES = ['inPharmacy', 'handedOver'] as const;
export type PackFate = (typeof PACK_FATES)[number];

/**
 * Why a decommissioned pack is not made active again: its state, or a condition of Delegated Regulation (EU) 2016/161,
 * article 13: the same premises, at most 10 days, not expired, not recalled, withdrawn, for destruction or stolen.
 */
export const RETURN_STOPS = ['tooLate', 'otherPremises', ...PACK_STATES] as const;
export type ReturnStop = (typeof RETURN_STOPS)[number];
export const isReturnStop = (text: string | undefined): text is ReturnStop => RETURN_STOPS.some(stop => stop === text);

/** Article 13, paragraph 1 b. UNCONFIRMED how the national service counts a day: the strict reading, 240 hours. */
const RETURN_WITHIN_MS = 10 * 24 * 3_600_000;

/**
 * What already here stands against making a pack active again; null: the service decides.
 * @param outSince when it was decommissioned; null: that still waits
 */
export function returnStop(
  pack: Pick<PackRead, 'expiresOn'>,
  outSince: Instant | null,
  nowMs: number,
  today: LocalDate,
): 'tooLate' | 'expired' | null {
  if (pack.expiresOn !== null && pack.expiresOn < today) return 'expired';
  return outSince !== null && nowMs - instantMs(outSince) > RETURN_WITHIN_MS ? 'tooLate' : null;
}

/** A pack that was read for a dispensing made here, and whether it came back after a cancellation. */
export type MadePack = Readonly<{
  serial: string;
  /** `out`: decommissioned; `returning`: that it is active again waits for the service; `stays`: it was not taken back. */
  standing: 'out' | 'returning' | 'returned' | 'stays';
  /** What stands against a return, or stood against it. */
  stop: ReturnStop | null;
}>;
