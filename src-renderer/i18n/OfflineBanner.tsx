import { type Sourced } from '../../shared/contract/signing.contract.ts';
import { type Instant, isInstant } from '../../shared/kernel/time.ts';
import { Banner } from '../ui/index.ts';

/** When what is shown was told by its service; null when nothing is kept of it. */
export const toldAt = (source: Sourced | null): Instant | null =>
  source !== null && source.asOf !== null && isInstant(source.asOf) ? source.asOf : null;

type OfflineBannerProps = Readonly<{
  source: Sourced | null;
  /** What is shown instead of the service's answer. @param asOf null when nothing is kept of an earlier one */
  says: (asOf: Instant | null) => string;
}>;

/** Drawn while the service of a list does not answer. */
export const OfflineBanner = ({ source, says }: OfflineBannerProps) =>
  source === null || source.fault === null ? null : <Banner kind="offline">{says(toldAt(source))}</Banner>;
