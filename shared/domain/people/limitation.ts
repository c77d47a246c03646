import { ALL_CAPABILITIES, capabilitiesBy, type Capability, type Holder } from './capabilities.ts';

/** A restriction of a right as the role and attribute service tells it, with its own words. */
export type Limitation = Readonly<{ code: string; says: string }>;

/** A restriction that leaves prescribing, but not of narcotic and PKV medicines: rule F09 looks at the medicine. */
export const NO_CONTROLLED = 'no-controlled-medicines';

/**
 * What a restriction takes away. The service's codes are not public: these are our own, and a code that is not here is shown
 * in the service's words and takes nothing away by itself.
 */
const TAKEN: Readonly<Record<string, readonly Capability[]>> = { 'no-prescribing': ['prescribe'] };

const takes = ({ code }: Limitation, capability: Capability): boolean =>
  (Object.hasOwn(TAKEN, code) ? (TAKEN[code] ?? []) : []).includes(capability);

/** What somebody may do with these restrictions: the host asks this for each call, screens for what they offer. */
export const capabilitiesOf = (holder: Holder, limitations: readonly Limitation[]): readonly Capability[] =>
  capabilitiesBy(holder).filter(capability => !limitations.some(one => takes(one, capability)));

/** Does this product know what the restriction takes away? */
export const isKnownLimitation = (limitation: Limitation): boolean =>
  limitation.code === NO_CONTROLLED || ALL_CAPABILITIES.some(capability => takes(limitation, capability));
