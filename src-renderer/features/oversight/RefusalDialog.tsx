import { useState } from 'react';
import { fitsPeriod, REFUSAL_GROUNDS, type RefusalGround } from '../../../shared/domain/oversight/report-refusal.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { saveFile } from '../../api/save-file.ts';
import { useAct } from '../../api/use-act.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, Quiet, RadioGroup, Stack, TextArea, useFaultFocus } from '../../ui/index.ts';
import { logRefusalTexts } from './log-refusal.texts.ts';

type RefusalDialogProps = Readonly<{
  patient: Readonly<{ id: string; name: string }>;
  period: Readonly<{ from: LocalDate; to: LocalDate }>;
  today: LocalDate;
  onRefused: () => void;
  onClose: () => void;
}>;

/** A person is not given the report: on which ground and why, as a letter that the person gets. */
export function RefusalDialog({ patient, period, today, onRefused, onClose }: RefusalDialogProps) {
  const t = useTexts(logRefusalTexts);
  const client = useClient();
  const [ground, setGround] = useState<RefusalGround>('danger');
  const { form, toFault } = useFaultFocus();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { failure, isPending, run } = useAct();
  const grounds = REFUSAL_GROUNDS.filter(id => fitsPeriod(id, period.from, today));
  const refuse = async (): Promise<Failure | null> => {
    const reply = await client.logs.refuse({ patientId: patient.id, ...period, ground, reason: reason.trim() });
    if (!reply.ok) return reply.error;
    saveFile(reply.value);
    onRefused();
    return null;
  };
  const submit = (): void => {
    setTried(true);
    if (reason.trim() === '') return toFault();
    run(refuse);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('refuseTitle', { name: patient.name })}
      actions={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="primary" isPending={isPending} onPress={submit}>
            {t('refusePrint')}
          </Button>
        </>
      }
    >
      <Stack ref={form}>
        <FailureBanner failure={failure} />
        <RadioGroup
          label={t('refuseGround')}
          items={grounds.map(id => ({ id, label: t(`refuse_${id}`) }))}
          value={ground}
          onChange={setGround}
          autoFocus
        />
        <TextArea
          label={t('refuseReason')}
          help={t('refuseReasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          rows={4}
          isRequired
          error={isTried && reason.trim() === '' ? t('refuseReasonMissing') : undefined}
        />
        <Quiet>{t('refuseMore')}</Quiet>
      </Stack>
    </Dialog>
  );
}
