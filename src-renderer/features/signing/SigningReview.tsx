import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { withStrength } from '../../i18n/product-words.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, DocumentView, FindingList, screenKeys, useAnnouncer, useKeys } from '../../ui/index.ts';
import { ChangeList } from './ChangeList.tsx';
import { documentBlocks } from './document-blocks.ts';
import { FindingLine, sortedFindings } from './FindingLine.tsx';
import { PinToSign } from './PinToSign.tsx';
import { allSeen, type SigningStore } from './signing.store.ts';
import { signingTexts } from './signing.texts.ts';
import css from './signing.module.css';

const bind = screenKeys('signing');

type SigningReviewProps = Readonly<{
  store: SigningStore;
  lang: 'fi' | 'sv' | 'en';
  noFindings?: string | undefined;
  onPin: (pin2: string) => void;
  onClose: () => void;
}>;

/** Each page has been on the screen before the PIN is asked: what is signed was seen. */
export function SigningReview({ store, lang, noFindings, onPin, onClose }: SigningReviewProps) {
  const t = useTexts(signingTexts);
  const language = useLanguage();
  const { announce } = useAnnouncer();
  const { previews, page, seen, phase, show, takeOut } = useStore(store);
  const paper = useRef<HTMLDivElement>(null);
  const preview = previews[page];
  const count = previews.length;
  const isReady = allSeen({ previews, seen });
  const seenCount = previews.filter(p => seen.has(p.draftId)).length;
  const findings = useMemo(() => sortedFindings(preview?.findings ?? []), [preview]);
  const blocks = useMemo(() => documentBlocks(preview?.readable ?? []), [preview]);

  const keys = useMemo(() => {
    const scroll = (step: 1 | -1): void => paper.current?.scrollBy({ top: step * (paper.current.clientHeight - 40) });
    return [
      bind('next', 'Alt+Down', t('keyNext'), () => show(store.getState().page + 1), { scope: 'dialog' }),
      bind('previous', 'Alt+Up', t('keyPrevious'), () => show(store.getState().page - 1), { scope: 'dialog' }),
      bind(
        'takeOut',
        'Alt+X',
        t('takeOut'),
        () => {
          const { previews: all, page: at } = store.getState();
          const shown = all[at];
          if (shown !== undefined && all.length > 1) takeOut(shown.draftId);
        },
        { scope: 'dialog' },
      ),
      bind('down', 'PageDown', t('keyDown'), () => scroll(1), { scope: 'dialog' }),
      bind('up', 'PageUp', t('keyUp'), () => scroll(-1), { scope: 'dialog' }),
    ];
  }, [t, show, store, takeOut]);
  useKeys(keys);
  useEffect(() => {
    if (paper.current !== null) paper.current.scrollTop = 0;
    if (count > 1 && preview !== undefined) announce(`${t('pageOf', { page: page + 1, count })}: ${preview.title}`);
  }, [page, count, preview, announce, t]);

  if (preview === undefined) return null;
  return (
    <>
      <div className={css.review}>
        <div className={css.sheet}>
          <h3 className={css.head}>{withStrength(preview.title, language)}</h3>
          <div className={css.page} ref={paper}>
            {preview.changes !== undefined && <ChangeList changes={preview.changes} />}
            <DocumentView label={preview.title} blocks={blocks} lang={lang} columns={2} />
          </div>
        </div>
        <div className={css.findings}>
          <FindingList label={t('findings')}>
            {findings.map(finding => (
              <FindingLine key={finding.rule} finding={finding} />
            ))}
          </FindingList>
          {findings.length === 0 && <p className={css.none}>{noFindings ?? t('noFindings')}</p>}
        </div>
      </div>
      <div className={css.foot}>
        <div className={css.turn}>
          <Button onPress={onClose} keys="Esc">
            {t('back')}
          </Button>
          {count > 1 && (
            <>
              <Button variant="quiet" keys="Alt+X" onPress={() => takeOut(preview.draftId)}>
                {t('takeOut')}
              </Button>
              <Button variant="quiet" keys="Alt+Up" onPress={() => show(page - 1)}>
                {t('previous')}
              </Button>
              <span className={css.count}>{t('page', { page: page + 1, count })}</span>
            </>
          )}
        </div>
        <div className={css.pin}>
          {isReady ? (
            <>
              <PinToSign
                key={count}
                count={count}
                failure={phase.at === 'reviewing' ? phase.failure : null}
                kept={t('batchKept')}
                isPending={phase.at === 'signing'}
                onPin={onPin}
              />
              <span role="status" className={css.count}>
                {phase.at !== 'signing'
                  ? ''
                  : phase.of > 1
                    ? t('signingOf', { signed: phase.signed, of: phase.of })
                    : t('signing')}
              </span>
            </>
          ) : (
            <div className={css.turn}>
              <span className={css.count}>{t('reviewed', { seen: seenCount, count })}</span>
              <Button key={preview.draftId} variant="primary" keys="Enter" autoFocus onPress={() => show(page + 1)}>
                {t('next')}
              </Button>
            </div>
          )}
        </div>
      </div>
    </>
  );
}
