import { z } from 'zod';
import { type ClinicMeasurement, WELLBEING_KINDS, type WellbeingMeasurement } from '../domain/records/wellbeing.ts';
import { call } from './define.ts';
import { sourced } from './signing.contract.ts';
import { count, decimal, errorCode, id, instant } from './values.ts';
import { NET_CODES } from './wills.contract.ts';

const measurement = z.strictObject({
  id: z.string(),
  kind: z.enum(WELLBEING_KINDS),
  value: decimal,
  secondValue: decimal.nullable(),
  measuredAt: instant,
  application: z.string(),
}) as unknown as z.ZodType<WellbeingMeasurement>;
const clinic = z.strictObject({
  kind: z.enum(WELLBEING_KINDS),
  value: decimal,
  secondValue: decimal.nullable(),
  measuredAt: instant,
  by: z.string(),
}) as unknown as z.ZodType<ClinicMeasurement>;

const PATIENT = z.strictObject({ patientId: id });

/**
 * The citizen's own measurements in the Kanta PHR. Nothing is read before the citizen has allowed it to this organisation;
 * the permission is asked for at the citizen's own page and ends when the citizen says so.
 */
export const wellbeing = {
  /** Where the permission stands, the citizen's measurements and the clinic's own beside them. Logged before it is shown. */
  list: call({
    needs: 'recordEntry',
    params: PATIENT,
    result: z.strictObject({
      permission: z.strictObject({ givenAt: instant, until: instant }).nullable(),
      /** A request that waits for the citizen: the address of the page. */
      waiting: z.strictObject({ address: z.string(), until: instant }).nullable(),
      measurements: z.array(measurement),
      /** Measurements of kinds or profiles that are not read here. */
      skipped: count,
      /** Of this workstation's notes and of those in the own register's archive. */
      clinic: z.array(clinic),
      /** Why the archive's could not be had. */
      clinicFault: errorCode.nullable(),
      /** The archive has older ones that are not shown. */
      clinicOlder: z.boolean(),
      source: sourced,
    }),
    codes: ['PAT-0002', 'PAT-0005', 'PHR-0001', 'PHR-0002'],
  }),
  /** Asks the citizen: the answer comes as the event `wellbeingAnswered`. */
  ask: call({
    needs: 'recordEntry',
    params: PATIENT,
    result: z.strictObject({ address: z.string(), until: instant }),
    codes: ['PAT-0002', 'PAT-0005', 'PHR-0002', ...NET_CODES],
  }),
  /** Takes a request back, or ends the use of a permission at this workstation and forgets what was read by it. */
  end: call({ needs: 'recordEntry', params: PATIENT, result: z.strictObject({}), codes: ['PAT-0002'] }),
};
