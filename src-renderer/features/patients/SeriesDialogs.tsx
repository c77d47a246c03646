import { useState } from 'react';
import { type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { SERIES_NAME_MAX } from '../../../shared/domain/records/service-event.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, Stack, TextField } from '../../ui/index.ts';
import { endSeries, openSeries } from './patient.store.ts';
import { patientTexts } from './patients.texts.ts';

/** One press for one act: what was refused is told in the dialog, which stays. */
function useAct(onDone: () => void) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);
  const run = (act: () => Promise<Failure | null>): void => {
    if (isPending) return;
    setPending(true);
    void act().then(refused => {
      setPending(false);
      setFailure(refused);
      if (refused === null) onDone();
    });
  };
  return { failure, isPending, run };
}

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
    <Dialog
      isOpen
      onClose={onClose}
      title={t('endSeriesTitle')}
      size="small"
      actions={
        <>
          <Button keys="Esc" autoFocus onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="danger" isPending={isPending} onPress={() => run(() => endSeries(client, series.oid))}>
            {t('doEndSeries')}
          </Button>
        </>
      }
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
    </Dialog>
  );
}
