import { useState } from 'react';
import { type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { SERIES_NAME_MAX } from '../../../shared/domain/records/service-event.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useAct } from '../../api/use-act.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, ConfirmDialog, Dialog, Stack, TextField } from '../../ui/index.ts';
import { endSeries, openSeries } from './patient.store.ts';
import { patientTexts } from './patients.texts.ts';

/** A series is named after what it is of: the name is what the list and the documents show. */
export function NewSeriesDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const t = useTexts(patientTexts);
  const client = useClient();
  const [name, setName] = useState('');
  const [isTried, setTried] = useState(false);
  const { failure, isPending, run } = useAct(onClose);
  const submit = (): void => {
    setTried(true);
    if (name.trim() !== '') run(() => openSeries(client, name));
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('newSeriesTitle')}
      size="small"
      actions={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="primary" isPending={isPending} onPress={submit}>
            {t('doOpenSeries')}
          </Button>
        </>
      }
    >
      <Stack>
        <FailureBanner failure={failure} />
        <TextField
          label={t('seriesName')}
          width="full"
          help={t('seriesNameHelp')}
          value={name}
          onChange={setName}
          onEnter={submit}
          maxLength={SERIES_NAME_MAX}
          error={isTried && name.trim() === '' ? t('seriesNeedsName') : undefined}
          isRequired
          autoFocus
        />
      </Stack>
    </Dialog>
  );
}

/** The end of a series cannot be taken back: a named act of its own. */
export function EndSeriesDialog({ series, onClose }: Readonly<{ series: ServiceEvent; onClose: () => void }>) {
  const t = useTexts(patientTexts);
  const formats = useFormats();
  const client = useClient();
  const { failure, isPending, run } = useAct(onClose);
  return (
    <ConfirmDialog
      title={t('endSeriesTitle')}
      stay={t('back')}
      act={t('doEndSeries')}
      isPending={isPending}
      onStay={onClose}
      onAct={() => run(() => endSeries(client, series.oid))}
    >
      <Stack>
        <FailureBanner failure={failure} />
        <p>
          {t('endSeriesSays', {
            name: series.series?.name ?? '',
            date: formats.dateTime(series.startedAt),
            count: series.series?.visits.length ?? 0,
          })}
        </p>
      </Stack>
    </ConfirmDialog>
  );
}
