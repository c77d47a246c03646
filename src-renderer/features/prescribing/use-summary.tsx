import { type ReactNode, useMemo, useState } from 'react';
import { SUMMARY_CHOICES, type SummaryChoice } from '../../../shared/domain/prescribing/prescription-summary.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { addMonths, isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { saveFile } from '../../api/save-file.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  CheckBox,
  DateField,
  Dialog,
  DialogKeys,
  Quiet,
  RadioGroup,
  screenKeys,
  Stack,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { summaryTexts } from './summary.texts.ts';

const bind = screenKeys('summary');

type SummaryProps = Readonly<{ patientId: string; today: LocalDate; onClose: () => void }>;

/** Which prescriptions, then the print. */
function SummaryDialog({ patientId, today, onClose }: SummaryProps) {
  const t = useTexts(summaryTexts);
  const client = useClient();
  const { toast } = useAnnouncer();
  const [choice, setChoice] = useState<SummaryChoice>('all');
  const [since, setSince] = useState<string | null>(addMonths(today, -12));
  const [largePrint, setLargePrint] = useState(false);
  const [isPending, setPending] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const day = since !== null && isLocalDate(since) && since <= today ? since : null;
  const print = async (): Promise<void> => {
    setShowsAll(true);
    if (isPending || (choice === 'period' && day === null)) return;
    setPending(true);
    const reply = await client.prints.summary({
      patientId,
      choice,
      since: choice === 'period' ? day : null,
      largePrint,
    });
    setPending(false);
    if (!reply.ok) return setFailure(reply.error);
    saveFile(reply.value);
    toast({ text: t('printed'), tone: 'info' });
    onClose();
  };
  const keys = [bind('print', 'Ctrl+Enter', t('print'), () => void print(), { scope: 'dialog' })];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('title')}
      size="medium"
      actions={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="primary" keys="Ctrl+Enter" isPending={isPending} onPress={() => void print()}>
            {t('print')}
          </Button>
        </>
      }
    >
      <DialogKeys bindings={keys} />
      <Stack gap="related">
        {failure?.code === 'RX-0001' ? (
          <Banner kind="partial">{t('none')}</Banner>
        ) : (
          <FailureBanner failure={failure} />
        )}
        <RadioGroup
          label={t('which')}
          items={SUMMARY_CHOICES.map(id => ({ id, label: t(id), detail: t(`${id}More`) }))}
          value={choice}
          onChange={next => {
            setChoice(next);
            setFailure(null);
          }}
        />
        {choice === 'period' && (
          <DateField
            label={t('since')}
            value={since}
            onChange={setSince}
            max={today}
            error={showsAll && day === null ? t('sinceNeeded') : undefined}
            width="short"
          />
        )}
        <CheckBox isSelected={largePrint} onChange={setLargePrint}>
          {t('largePrint')}
        </CheckBox>
        <Quiet>{t('language')}</Quiet>
      </Stack>
    </Dialog>
  );
}

/** The summary from wherever the patient's prescriptions are shown: its key, and its dialog. */
export function useSummary(
  patientId: string,
  today: LocalDate,
  where: 'prescribing' | 'dispensing',
): Readonly<{ label: string; keys: string; ask: () => void; dialog: ReactNode }> {
  const t = useTexts(summaryTexts);
  const [isAsked, setAsked] = useState(false);
  const keys = useMemo(() => [screenKeys(where)('summary', 'Shift+F9', t('title'), () => setAsked(true))], [t, where]);
  useKeys(keys);
  return {
    label: t('short'),
    keys: 'Shift+F9',
    ask: () => setAsked(true),
    dialog: isAsked && <SummaryDialog patientId={patientId} today={today} onClose={() => setAsked(false)} />,
  };
}
