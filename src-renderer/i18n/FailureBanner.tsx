import { type ReactNode } from 'react';
import { type Failure } from '../../shared/kernel/error-codes.ts';
import { Banner } from '../ui/index.ts';
import { useFailureWords } from './failures.ts';

type FailureBannerProps = Readonly<{
  /** Null while nothing was refused: then nothing is drawn. */
  failure: Pick<Failure, 'code'> | null;
  action?: ReactNode;
}>;

/** What was refused and what to do, in the banner for it. */
export function FailureBanner({ failure, action }: FailureBannerProps) {
  const words = useFailureWords();
  return failure === null ? null : (
    <Banner kind="error" action={action}>
      {words(failure).told}
    </Banner>
  );
}
