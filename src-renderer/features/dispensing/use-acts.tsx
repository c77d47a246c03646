import { type ReactNode, useCallback, useRef, useState } from 'react';
import { type PharmacyAct } from '../../../shared/domain/dispensing/pharmacy-act.ts';
import { type Finding } from '../../../shared/domain/finding.ts';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { type SigningBatch, SigningDialog } from '../signing/index.ts';
import { type ActTarget } from './act-choice.ts';
import { ActDialog } from './ActDialog.tsx';
import { actTexts } from './acts.texts.ts';

type ActsContext = Readonly<{
  patient: Patient;
  now: Instant;
  onSigned: () => void;
  onQueue: () => void;
}>;

/** The row that the keys of the list act on. */
const rowAtHand = (): HTMLElement | null => document.querySelector<HTMLElement>('[role="row"][tabindex="0"]');

/**
 * Two dialogs follow each other, and the second would give the focus back into the first, which is gone: the hand is led to
 * where it began, once the last one has been taken down.
 */
function leadBack(origin: Element | null): void {
  const focus = (): void => {
    if (document.activeElement !== document.body) return;
    (origin instanceof HTMLElement && origin.isConnected ? origin : rowAtHand())?.focus();
  };
  requestAnimationFrame(() => requestAnimationFrame(focus));
}

/** Acts on what is stored: the dialog that asks for the rest, then the signature. */
export function useActs({ patient, now, onSigned, onQueue }: ActsContext): Readonly<{
  begin: (target: ActTarget) => void;
  dialogs: ReactNode;
}> {
  const a = useTexts(actTexts);
  const client = useClient();
  const [target, setTarget] = useState<ActTarget | null>(null);
  const [batch, setBatch] = useState<SigningBatch | null>(null);
  const origin = useRef<Element | null>(null);
  const begin = useCallback((wanted: ActTarget): void => {
    origin.current = document.activeElement;
    setTarget(wanted);
  }, []);
  const onPrepare = useCallback(
    async (act: PharmacyAct): Promise<readonly Finding[] | Failure | null> => {
      const reply = await client.dispensing.prepareAct({ patientId: patient.id, act });
      if (!reply.ok) return reply.error;
      const { preview, findings } = reply.value;
      if (preview === null) return findings;
      setTarget(null);
      setBatch({ id: preview.digest, previews: [preview] });
      return null;
    },
    [client, patient.id],
  );
  return {
    begin,
    dialogs: (
      <>
        <ActDialog target={target} now={now} onPrepare={onPrepare} onClose={() => setTarget(null)} />
        <SigningDialog
          batch={batch}
          words={{ title: a('toSign'), queued: a('actQueued'), accepted: a('actAccepted') }}
          lang={patient.language}
          sign={(items, pin2) => client.dispensing.sign({ items: [...items], pin2 })}
          onSigned={onSigned}
          onClose={() => {
            setBatch(null);
            leadBack(origin.current);
          }}
          onQueue={onQueue}
        />
      </>
    ),
  };
}
