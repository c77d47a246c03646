import { useMemo } from 'react';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, DocumentView, EmptyState, Panel, Skeleton } from '../../ui/index.ts';
import { documentBlocks } from '../signing/index.ts';
import { type Reading } from './disclosure.store.ts';
import { disclosureTexts } from './disclosure.texts.ts';

type DisclosedPaneProps = Readonly<{
  reading: Reading;
  lang: 'fi' | 'sv';
  onAgain: (oid: Oid) => void;
  onSearchAgain: () => void;
}>;

/** The text of one document of another register; a document that was closed since the search is told in words. */
export function DisclosedPane({ reading, lang, onAgain, onSearchAgain }: DisclosedPaneProps) {
  const t = useTexts(disclosureTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const readable = reading.at === 'shown' ? reading.readable : null;
  const blocks = useMemo(() => documentBlocks(readable ?? []), [readable]);
  if (reading.at === 'shown') {
    const { title, authorName, createdAt, controllerName } = reading.row;
    return (
      <Panel title={title} meta={[authorName, formats.moment(createdAt), controllerName].join(' · ')} grows isPane>
        <DocumentView label={title} blocks={blocks} lang={lang} />
      </Panel>
    );
  }
  if (reading.at === 'refused') {
    const isGone = reading.failure.code === 'REC-0002' || reading.failure.code === 'DIS-0003';
    return (
      <Panel title={t('document')} grows>
        <Banner
          kind={isGone ? 'note' : 'error'}
          action={
            <Button onPress={() => (isGone ? onSearchAgain() : onAgain(reading.oid))}>
              {t(isGone ? 'askAgain' : 'readAgain')}
            </Button>
          }
        >
          {reading.failure.code === 'REC-0002' ? t('closed') : words(reading.failure).told}
        </Banner>
      </Panel>
    );
  }
  return (
    <Panel title={t('document')} grows>
      {reading.at === 'fetching' ? (
        <Skeleton label={t('reading')} lines={6} />
      ) : (
        <EmptyState title={t('pick')}>{t('pickMore')}</EmptyState>
      )}
    </Panel>
  );
}
