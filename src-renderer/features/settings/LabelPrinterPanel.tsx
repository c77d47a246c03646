import { useEffect, useState } from 'react';
import { Printer } from 'lucide-react';
import { type LabelPrinterSetting } from '../../../shared/contract/dispensing.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Panel, RadioGroup, Row, Skeleton, Stack, TextField, useAnnouncer } from '../../ui/index.ts';
import { labelPrinterTexts } from './label-printer.texts.ts';

/** Where this workstation prints dispensing labels; without an address they come as PDF. */
export function LabelPrinterPanel() {
  const t = useTexts(labelPrinterTexts);
  const client = useClient();
  const words = useFailureWords();
  const { toast } = useAnnouncer();
  const [saved, setSaved] = useState<LabelPrinterSetting | null>(null);
  const [typed, setTyped] = useState<LabelPrinterSetting | null>(null);
  const [fault, setFault] = useState<Failure | null>(null);
  const [isTesting, setTesting] = useState(false);
  useEffect(() => {
    void client.prints.labelPrinter({}).then(reply => {
      if (!reply.ok) return setFault(reply.error);
      setSaved(reply.value);
      return setTyped(reply.value);
    });
  }, [client]);
  const told = fault === null ? undefined : words({ code: fault.code }).toldWithCode;
  const change = (part: Partial<LabelPrinterSetting>): void => {
    setFault(null);
    if (typed !== null) setTyped({ ...typed, ...part });
  };
  async function save(): Promise<void> {
    if (typed === null) return;
    const reply = await client.prints.saveLabelPrinter(typed);
    if (!reply.ok) {
      setFault(reply.error);
      return;
    }
    setFault(null);
    setSaved(reply.value);
    setTyped(reply.value);
    toast({ text: t(reply.value.address === '' ? 'savedNone' : 'saved'), tone: 'info' });
  }
  async function test(): Promise<void> {
    setTesting(true);
    const reply = await client.prints.testLabelPrinter({});
    setTesting(false);
    if (!reply.ok) {
      setFault(reply.error);
      return;
    }
    setFault(null);
    toast({ text: t('tested'), tone: 'info' });
  }
  const isChanged = saved !== null && typed !== null && JSON.stringify(saved) !== JSON.stringify(typed);
  return (
    <Panel title={t('title')}>
      {typed === null ? (
        (told ?? <Skeleton label={t('title')} lines={3} />)
      ) : (
        <Stack>
          <TextField
            label={t('address')}
            help={t('addressHelp')}
            value={typed.address}
            onChange={address => change({ address })}
            onEnter={() => void save()}
            maxLength={260}
            error={told}
            width="full"
          />
          <RadioGroup
            label={t('density')}
            direction="row"
            items={[
              { id: 'dots8', label: '203 dpi' },
              { id: 'dots12', label: '300 dpi' },
            ]}
            value={typed.dotsPerMm === 8 ? 'dots8' : 'dots12'}
            onChange={id => change({ dotsPerMm: id === 'dots8' ? 8 : 12 })}
          />
          <Row>
            <Button onPress={() => void save()}>{t('save')}</Button>
            <Button
              icon={Printer}
              isPending={isTesting}
              disabledBecause={isChanged ? t('unsaved') : typed.address === '' ? t('none') : undefined}
              onPress={() => void test()}
            >
              {t('test')}
            </Button>
          </Row>
        </Stack>
      )}
    </Panel>
  );
}
