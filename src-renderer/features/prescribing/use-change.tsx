import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { type CancellationChoice } from '../../../shared/domain/lifecycle/cancellation.ts';
import { againstChange } from '../../../shared/domain/lifecycle/change-refusal.ts';
import { type Professional } from '../../../shared/domain/people/person.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Button, useAnnouncer } from '../../ui/index.ts';
import { changeTexts } from './change.texts.ts';
import { refusalWords } from './change-words.ts';
import { rowId } from './list.store.ts';
import { type PrescribingStores } from './use-prescribing-stores.ts';

export type Change = Readonly<{
  /** Null until the host has told who is signed in. */
  prescriber: Professional | null;
  /** The prescription whose cancellation is being chosen. */
  cancelling: PrescriptionRow | null;
  startCorrection(row: PrescriptionRow | null): void;
  startCancellation(row: PrescriptionRow | null): void;
  review(choice: CancellationChoice): void;
  leave(): void;
  /** What may be done to a prescription, with the reason where it may not. */
  actions(row: PrescriptionRow): ReactNode;
}>;

/** Correcting and cancelling a stored prescription, from the list and from its details. */
export function useChange({
  drafts,
  flow,
  patientId,
}: Pick<PrescribingStores, 'drafts' | 'flow'> & Readonly<{ patientId: string }>): Change {
  const t = useTexts(changeTexts);
  const client = useClient();
  const { toast } = useAnnouncer();
  const [prescriber, setPrescriber] = useState<Professional | null>(null);
  const [cancelling, setCancelling] = useState<PrescriptionRow | null>(null);
  useEffect(() => {
    void client.session.state({}).then(reply => {
      if (reply.ok) setPrescriber(reply.value.professional);
    });
  }, [client]);

  const against = useCallback(
    (row: PrescriptionRow, kind: 'correct' | 'cancel'): string | undefined => {
      if (prescriber === null) return undefined;
      const change = kind === 'correct' ? { kind } : { kind, type: 'technical' as const, patientAgrees: true };
      const refusal = againstChange(row, change, prescriber);
      return refusal === null ? undefined : refusalWords(refusal, t);
    },
    [prescriber, t],
  );
  const startable = useCallback(
    (row: PrescriptionRow | null, kind: 'correct' | 'cancel'): row is PrescriptionRow => {
      const why = row === null ? t('pickRow') : against(row, kind);
      if (why !== undefined) toast({ text: why, tone: 'warn' });
      return why === undefined;
    },
    [against, t, toast],
  );
  const startCorrection = useCallback(
    (row: PrescriptionRow | null): void => {
      if (!startable(row, 'correct')) return;
      void drafts
        .getState()
        .correct(row.prescription.setId)
        .then(failure => {
          if (failure === null) flow.getState().toForm(null);
          else flow.getState().refuse(failure);
        });
    },
    [startable, drafts, flow],
  );
  const startCancellation = useCallback(
    (row: PrescriptionRow | null): void => {
      if (startable(row, 'cancel')) setCancelling(row);
    },
    [startable],
  );
  const review = useCallback(
    (choice: CancellationChoice): void => {
      if (cancelling === null) return;
      setCancelling(null);
      const params = { patientId, setId: cancelling.prescription.setId, choice };
      void client.prescribing.previewCancellation(params).then(reply => {
        if (reply.ok) flow.getState().show(reply.value, true);
        else flow.getState().refuse(reply.error);
      });
    },
    [cancelling, client, patientId, flow],
  );
  return {
    prescriber,
    cancelling,
    startCorrection,
    startCancellation,
    review,
    leave: useCallback(() => setCancelling(null), []),
    actions: row => (
      <>
        <Button
          key={`correct ${rowId(row)}`}
          keys="F8"
          disabledBecause={against(row, 'correct')}
          onPress={() => startCorrection(row)}
        >
          {t('correct')}
        </Button>
        <Button keys="Shift+F8" disabledBecause={against(row, 'cancel')} onPress={() => startCancellation(row)}>
          {t('cancel')}
        </Button>
      </>
    ),
  };
}
