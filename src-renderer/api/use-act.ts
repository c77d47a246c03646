import { useState } from 'react';
import { type Failure } from '../../shared/kernel/error-codes.ts';

type Act = Readonly<{
  /** What was refused: told in the dialog, which stays. */
  failure: Failure | null;
  isPending: boolean;
  run: (act: () => Promise<Failure | null>) => void;
  /** Something else is tried now: the refusal is no longer about it. */
  forget: () => void;
}>;

/** One press for one act. @param onDone when nothing was refused */
export function useAct(onDone: () => void = () => undefined): Act {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);
  const run: Act['run'] = act => {
    if (isPending) return;
    setPending(true);
    void act().then(refused => {
      setPending(false);
      setFailure(refused);
      if (refused === null) onDone();
    });
  };
  return { failure, isPending, run, forget: () => setFailure(null) };
}
