import { useMemo } from 'react';
import { type RecordSection } from '../../../shared/domain/records/record.ts';
import { recordDiff, type SectionDiff } from '../../../shared/domain/records/record-diff.ts';
import { useTexts } from '../../i18n/texts.ts';
import { cx, Quiet } from '../../ui/index.ts';
import { headingTexts } from './headings.texts.ts';
import { versionTexts } from './versions.texts.ts';
import css from './versions.module.css';

type VersionDiffProps = Readonly<{
  before: readonly RecordSection[];
  after: readonly RecordSection[];
  lang: 'fi' | 'sv';
  /** Names of the sides, as heads of the columns. */
  beforeName: string;
  afterName: string;
}>;

/** Two versions side by side, heading by heading: struck through what went, underlined what came. */
export function VersionDiff({ before, after, lang, beforeName, afterName }: VersionDiffProps) {
  const t = useTexts(versionTexts);
  const named = useTexts(headingTexts);
  const sections = useMemo(() => recordDiff(before, after, lang), [before, after, lang]);
  const changed = sections.filter(section => section.changed);
  const same = sections.filter(section => !section.changed);
  if (changed.length === 0) return <Quiet>{t('diffNone')}</Quiet>;
  return (
    <div className={css.diff}>
      <div className={css.pair} aria-hidden>
        <span className={css.side}>{beforeName}</span>
        <span className={css.side}>{afterName}</span>
      </div>
      {changed.map(section => (
        <section key={section.heading} aria-label={named(section.heading)}>
          <h3 className={css.heading}>{named(section.heading)}</h3>
          <div className={css.pair}>
            <Side section={section} side="removed" label={beforeName} />
            <Side section={section} side="added" label={afterName} />
          </div>
        </section>
      ))}
      {same.length > 0 && (
        <Quiet>{t('diffSame', { headings: same.map(({ heading }) => named(heading)).join(', ') })}</Quiet>
      )}
    </div>
  );
}

type SideProps = Readonly<{ section: SectionDiff; side: 'removed' | 'added'; label: string }>;

function Side({ section, side, label }: SideProps) {
  const runs = section.runs.filter(({ kind }) => kind === 'same' || kind === side);
  const entries = section.entries.filter(({ kind }) => kind === 'same' || kind === side);
  const Mark = side === 'removed' ? 'del' : 'ins';
  return (
    <div role="group" aria-label={label} className={css.text}>
      {runs.length > 0 && (
        <p className={css.words}>
          {runs.map(({ kind, text }, at) =>
            kind === 'same' ? (
              <span key={at}>{text}</span>
            ) : (
              <Mark key={at} className={cx(css[side])}>
                {text}
              </Mark>
            ),
          )}
        </p>
      )}
      {entries.map(({ kind, text }, at) => (
        <p key={at} className={css.words}>
          {kind === 'same' ? text : <Mark className={cx(css[side])}>{text}</Mark>}
        </p>
      ))}
      {runs.length === 0 && entries.length === 0 && <span aria-hidden>–</span>}
    </div>
  );
}
