import { useState } from 'react';
import { Printer } from 'lucide-react';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { saveFile } from '../../api/save-file.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, CheckBox, Row, useAnnouncer } from '../../ui/index.ts';
import { prescribingTexts } from './prescribing.texts.ts';

/** The patient instruction sheet of the named prescriptions, in the patient's language. */
export function SheetButton({ patientId, setIds }: Readonly<{ patientId: string; setIds: readonly Oid[] }>) {
  const t = useTexts(prescribingTexts);
  const words = useFailureWords();
  const client = useClient();
  const { announce, toast } = useAnnouncer();
  const [largePrint, setLargePrint] = useState(false);
  const [isPending, setPending] = useState(false);
  const print = async (): Promise<void> => {
    setPending(true);
    const reply = await client.prints.patientSheet({ patientId, prescriptionSetIds: [...setIds], largePrint });
    setPending(false);
    if (!reply.ok) {
      toast({ text: words(reply.error).told, tone: 'stop' });
      return;
    }
    saveFile(reply.value);
    announce(t('printed'));
  };
  return (
    <Row gap="group">
      <Button icon={Printer} isPending={isPending} onPress={() => void print()}>
        {t('printSheet')}
      </Button>
      <CheckBox isSelected={largePrint} onChange={setLargePrint}>
        {t('largePrint')}
      </CheckBox>
    </Row>
  );
}
