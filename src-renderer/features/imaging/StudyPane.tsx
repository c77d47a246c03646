import { useMemo } from 'react';
import { FileText, Images } from 'lucide-react';
import { type ImagingPaper } from '../../../shared/domain/records/imaging.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, Code, DefinitionList, DocumentView, EmptyState, Panel, Skeleton } from '../../ui/index.ts';
import { documentBlocks } from '../signing/index.ts';
import { type ListedStudy, type Opened } from './imaging.store.ts';
import { imagingTexts } from './imaging.texts.ts';
import { ViewerStub } from './ViewerStub.tsx';
import css from './imaging.module.css';

type StudyPaneProps = Readonly<{
  study: ListedStudy | null;
  opened: Opened;
  lang: 'fi' | 'sv';
  onRead: (study: ListedStudy, paper: ImagingPaper) => void;
  onImages: (study: ListedStudy) => void;
}>;

const READS = { statement: 'readStatement', request: 'readRequest', entry: 'readEntry' } as const;
/** What is looked for first stands first. */
const ORDER = ['statement', 'request', 'entry'] as const;

/** One study: what is known of it, its papers, and the place where a viewer would be. */
export function StudyPane({ study, opened, lang, onRead, onImages }: StudyPaneProps) {
  const t = useTexts(imagingTexts);
  const formats = useFormats();
  if (study === null)
    return (
      <Panel title={t('study')} grows>
        <EmptyState title={t('pick')}>{t('pickMore')}</EmptyState>
      </Panel>
    );
  const papers = ORDER.flatMap(kind => study.papers?.find(paper => paper.kind === kind) ?? []);
  return (
    <Panel title={study.title} meta={formats.dateTime(study.startedAt)} grows isPane fill="flush">
      <div className={css.facts}>
        <DefinitionList
          columns={2}
          items={[
            { label: t('unit'), value: study.unitName },
            { label: t('controller'), value: study.controllerName },
            { label: t('code'), value: study.code === null ? null : <Code>{study.code}</Code> },
            { label: t('accession'), value: study.accession },
            { label: t('extent'), value: t('extentValue', { series: study.series, images: study.instances }) },
          ]}
        />
        <div className={css.acts}>
          {papers.map(paper => (
            <Button
              key={paper.oid}
              icon={FileText}
              variant={paper.kind === 'statement' ? 'primary' : 'secondary'}
              onPress={() => onRead(study, paper)}
            >
              {t(READS[paper.kind])}
            </Button>
          ))}
          <Button
            icon={Images}
            onPress={() => onImages(study)}
            {...(study.manifestOid === null ? { disabledBecause: t('noManifest') } : {})}
          >
            {t('openImages')}
          </Button>
        </div>
      </div>
      {study.papers === null ? <Banner kind="partial">{t('papersUnknown')}</Banner> : null}
      <div className={css.content}>
        <Content opened={opened} lang={lang} />
      </div>
    </Panel>
  );
}

function Content({ opened, lang }: Pick<StudyPaneProps, 'opened' | 'lang'>) {
  const t = useTexts(imagingTexts);
  const readable = opened.at === 'paper' ? opened.readable : null;
  const blocks = useMemo(() => documentBlocks(readable ?? []), [readable]);
  switch (opened.at) {
    case 'nothing':
      return <EmptyState title={t('pick')}>{t('pickMore')}</EmptyState>;
    case 'opening':
      return <Skeleton label={t('opening')} lines={5} />;
    case 'paper':
      return <DocumentView label={opened.paper.title} blocks={blocks} lang={lang} />;
    case 'images':
      return <ViewerStub keys={opened.keys} />;
    case 'refused':
      return <FailureBanner failure={opened.failure} />;
  }
}
