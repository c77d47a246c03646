import { useCallback } from 'react';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useTexts } from '../../i18n/texts.ts';
import { useAnnouncer } from '../../ui/index.ts';
import { listTexts } from './list.texts.ts';
import { type MadeStore } from './made.store.ts';
import { type SaleStore } from './sale.store.ts';
import { saleTexts } from './sale.texts.ts';

export type Prints = Readonly<{
  /** To the label printer where one is set, else as PDF; as PDF too when the printer fails. */
  printLabels(documents: readonly Oid[]): Promise<void>;
  printSheet(chosen: readonly PrescriptionRow[]): void;
  printReceipt(documents: readonly Oid[]): Promise<void>;
}>;

/** Everything that comes on paper at the counter, with the word that it came or why not. */
export function usePrints(made: MadeStore, sale: SaleStore): Prints {
  const t = useTexts(listTexts);
  const s = useTexts(saleTexts);
  const words = useFailureWords();
  const { toast } = useAnnouncer();
  const printLabels = useCallback(
    async (documents: readonly Oid[]): Promise<void> => {
      const { failure, sent, saved } = await made.getState().printLabels(documents);
      if (sent > 0) toast({ text: t('labelSent', { count: sent }), tone: 'info' });
      if (failure !== null)
        toast({
          text: `${words(failure).told}${saved > 0 ? ` ${t('labelSaved', { count: saved })}` : ''}`,
          tone: 'stop',
        });
      else if (saved > 0) toast({ text: t('labelSaved', { count: saved }), tone: 'info' });
    },
    [made, toast, t, words],
  );
  const printSheet = useCallback(
    (chosen: readonly PrescriptionRow[]): void => {
      const setIds = chosen.map(row => row.prescription.setId);
      void made
        .getState()
        .printSheet(setIds, false)
        .then(failure =>
          toast(
            failure === null ? { text: t('sheetSaved'), tone: 'info' } : { text: words(failure).told, tone: 'stop' },
          ),
        );
    },
    [made, toast, t, words],
  );
  const printReceipt = useCallback(
    async (documents: readonly Oid[]): Promise<void> => {
      const failure = await sale.getState().printReceipt(documents);
      toast(failure === null ? { text: s('receiptSaved'), tone: 'info' } : { text: words(failure).told, tone: 'stop' });
    },
    [sale, toast, s, words],
  );
  return { printLabels, printSheet, printReceipt };
}
