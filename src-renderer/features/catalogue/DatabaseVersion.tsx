import { useCallback, useEffect, useState } from 'react';
import { type MedicineRelease } from '../../../shared/domain/medicine.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { catalogueTexts } from './catalogue.texts.ts';

/** One line: of which version and day the prices beside it are. Follows the change of the version. */
export function DatabaseVersion({ className }: Readonly<{ className?: string | undefined }>) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  const client = useClient();
  const [release, setRelease] = useState<MedicineRelease | null>(null);
  const load = useCallback(async (): Promise<void> => {
    const reply = await client.catalogue.versions({});
    if (reply.ok) setRelease(reply.value.release);
  }, [client]);
  useEffect(() => void load(), [load]);
  useHostEvent('medicinesChanged', event => setRelease(event.release));
  if (release === null) return null;
  return (
    <p className={className}>{t('pricesOf', { id: release.id, date: formats.date(release.date as LocalDate) })}</p>
  );
}
