/**
 * What a medicines-verification service says of one pack. The words are those of Delegated Regulation (EU) 2016/161
 * (verification, decommissioning, recalled, withdrawn, stolen); `locked`: kept while a suspicion is looked into; `mismatch`: batch or expiry differ from what the holder
 * uploaded. The national service's own codes are not public: they belong to its adapter.
 */
export const PACK_STATES = [
  'active',
  'supplied',
  'expired',
  'recalled',
  'withdrawn',
  'stolen',
  'destroyed',
  'locked',
  'mismatch',
  'unknown',
] as const;
export type PackState = (typeof PACK_STATES)[number];
export const isPackState = (text: string | undefined): text is PackState => PACK_STATES.some(state => state === text);
