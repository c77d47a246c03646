/**
 * Why a medication was changed (lääkehoidon muutoksen syy), 1.2.246.537.6.600.2013: 1 fixed-term medicine, 2 need ended,
 * 3 adverse effect, 4 other change, 5 other reason, 6 change of health, 7 technical, 8 false information or coercion.
 * The text is mandatory with 5 and allowed with the others.
 */
export const CHANGE_REASON_CODES = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;
export type ChangeReason = Readonly<{ code: (typeof CHANGE_REASON_CODES)[number]; text: string }>;

/** Who corrected a prescription, and why. */
export type CorrectedBy = Readonly<{
  family: string;
  given: readonly string[];
  /** `null` where the document gives the name only. */
  registrationNumber: string | null;
  reason: ChangeReason | null;
}>;
