import { Copy } from 'lucide-react';
import { type KeyObjects } from '../../../shared/domain/records/imaging.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Code, DefinitionList, Row, useAnnouncer } from '../../ui/index.ts';
import { imagingTexts } from './imaging.texts.ts';
import css from './imaging.module.css';

/** Where a viewer would be: says that it is none, and shows what a viewer would be handed. */
export function ViewerStub({ keys }: Readonly<{ keys: KeyObjects }>) {
  const t = useTexts(imagingTexts);
  const { announce } = useAnnouncer();
  const copy = (): void => void navigator.clipboard.writeText(keys.studyUid).then(() => announce(t('copied')));
  return (
    <section className={css.viewer} aria-label={t('viewer')}>
      <h3 className={css.viewerTitle}>{t('viewer')}</h3>
      <p className={css.words}>
        {t('viewerSays')} {t('viewerPractice')}
      </p>
      <DefinitionList
        items={[
          { label: t('uid'), value: <Code>{keys.studyUid}</Code> },
          { label: t('accession'), value: keys.accession },
          { label: t('retrieve'), value: keys.retrieveAt },
        ]}
      />
      <table className={css.series}>
        <thead>
          <tr>
            <th scope="col">{t('series')}</th>
            <th scope="col" className={css.number}>
              {t('images')}
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.series.map(({ uid, instances }) => (
            <tr key={uid}>
              <td>
                <Code>{uid}</Code>
              </td>
              <td className={css.number}>{instances}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Row>
        <Button icon={Copy} onPress={copy}>
          {t('copyUid')}
        </Button>
      </Row>
    </section>
  );
}
