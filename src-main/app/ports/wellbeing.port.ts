import { type WellbeingMeasurement, type WellbeingPermission } from '../../../shared/domain/records/wellbeing.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type NetFailure, type QueryContext } from './kanta.port.ts';

/** A citizen's permission as the host keeps it; it never leaves the encrypted store. */
export type WellbeingGrant = WellbeingPermission & Readonly<{ refreshToken: string; patient: string }>;

/** A request that waits for the citizen. */
export type WellbeingAsked = Readonly<{
  /** The page where the citizen answers; says nothing about a person. */
  address: string;
  until: Instant;
  /** PHR-0003: the citizen said no; PHR-0004: nobody answered in time, or it was cancelled. */
  answer: Promise<Result<WellbeingGrant, NetFailure | Readonly<{ code: 'PHR-0003' | 'PHR-0004' }>>>;
  cancel(): void;
}>;

/** The Kanta PHR over FHIR R4 with the citizen's permission (OAuth 2.0). */
export interface WellbeingService {
  /** Asks the citizen. PHR-0002: the service speaks STU3. */
  ask(
    identityCode: string,
    context: QueryContext,
  ): Promise<Result<WellbeingAsked, NetFailure | Readonly<{ code: 'PHR-0002' }>>>;
  /** PHR-0001: the permission has ended or was withdrawn. `skipped`: measurements that are not read here. */
  measurements(
    grant: WellbeingGrant,
    context: QueryContext,
  ): Promise<
    Result<
      Readonly<{ measurements: readonly WellbeingMeasurement[]; skipped: number }>,
      NetFailure | Readonly<{ code: 'PHR-0001' | 'PHR-0002' }>
    >
  >;
}
