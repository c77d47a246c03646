import { type Profession } from './person.ts';
import { ALL_CAPABILITIES, CAPABILITIES, type Capability } from './capabilities.ts';

/** A restriction of a right as the role and attribute service tells it, with its own words. */
export type Limitation = Readonly<{ code: string; says: string }>;

/**
 * What a restriction takes away. The service's codes are not public: these are our own, and a code that is not here is shown
 * in the service's words and takes nothing away by itself.
 */
const TAKEN: Readonly<Record<string, readonly Capability[]>> = { 'no-prescribing': ['prescribe'] };

const takes = ({ code }: Limitation, capability: Capability): boolean =>
  (Object.hasOwn(TAKEN, code) ? (TAKEN[code] ?? []) : []).includes(capability);

/** What a role may do with these restrictions: the host asks this for each call, screens for what they offer. */
export const capabilitiesOf = (profession: Profession, limitations: readonly Limitation[]): readonly Capability[] =>
  CAPABILITIES[profession].filter(capability => !limitations.some(one => takes(one, capability)));

/** Does this product know what the restriction takes away? */
export const isKnownLimitation = (limitation: Limitation): boolean =>
  ALL_CAPABILITIES.some(capability => takes(limitation, capability));
