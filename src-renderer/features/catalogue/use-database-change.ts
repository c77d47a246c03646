import { useHostEvent } from '../../api/ClientProvider.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { useAnnouncer } from '../../ui/index.ts';
import { catalogueTexts } from './catalogue.texts.ts';

/**
 * Hears that another version of the Pharmaceutical Database has come into force. @param lookAgain looks everything up again
 * that stands open, and tells how many forms that were
 */
export function useDatabaseChange(lookAgain: () => number): void {
  const t = useTexts(catalogueTexts);
  const { toast } = useAnnouncer();
  useHostEvent('medicinesChanged', ({ release }) => {
    const forms = lookAgain();
    if (forms > 0) toast({ text: t('changed', { id: release.id, count: forms }), tone: 'warn' });
  });
}
