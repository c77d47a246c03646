import { useState } from 'react';
import { Download } from 'lucide-react';
import { type Damage } from '../../../shared/contract/rescue.contract.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { saveFile } from '../../api/save-file.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, DefinitionList, Stack } from '../../ui/index.ts';
import { rescueTexts } from './rescue.texts.ts';
import css from './rescue.module.css';

/** Says what is wrong, what is safe and what to do; the one thing that can be done here is to take out what is unsent. */
export function RescueScreen({ damage }: Readonly<{ damage: Damage }>) {
  const t = useTexts(rescueTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const [at, setAt] = useState<
    | Readonly<{ step: 'idle' | 'busy' }>
    | Readonly<{ step: 'done'; name: string }>
    | Readonly<{ step: 'failed'; says: string }>
  >({ step: 'idle' });

  async function take(): Promise<void> {
    setAt({ step: 'busy' });
    const file = await client.rescue.exportUnsent({});
    if (!file.ok) return setAt({ step: 'failed', says: words(file.error).says });
    saveFile(file.value);
    setAt({ step: 'done', name: file.value.fileName });
  }

  const nothing = damage.unsent + damage.documentsWithoutAct === 0;
  return (
    <main className={css.page}>
      <div className={css.card}>
        <Stack>
          <h1 className={css.title}>{t('title')}</h1>
          <Banner kind="error">{t('says')}</Banner>
          <DefinitionList
            labels="wide"
            items={[
              { label: t('unsent'), value: formats.count(damage.unsent) },
              { label: t('documents'), value: formats.count(damage.documentsWithoutAct) },
              { label: t('lost'), value: formats.count(damage.lostActs) },
              { label: t('pages'), value: t('pagesOf', { damaged: damage.damagedPages, count: damage.pages }) },
            ]}
          />
          <p className={css.steps}>{nothing ? t('nothing') : t('todo')}</p>
          {at.step === 'done' ? <Banner kind="note">{t('done', { name: at.name })}</Banner> : null}
          {at.step === 'failed' ? <Banner kind="error">{at.says}</Banner> : null}
          <div>
            <Button
              variant="primary"
              icon={Download}
              isPending={at.step === 'busy'}
              disabledBecause={nothing ? t('nothing') : undefined}
              onPress={() => void take()}
            >
              {t('export')}
            </Button>
          </div>
        </Stack>
      </div>
    </main>
  );
}
