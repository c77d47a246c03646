import { type ExaminedDocument } from '../../../shared/domain/documents/examined.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { EmptyState, FindingItem, FindingList, type Grade } from '../../ui/index.ts';
import { documentsTexts } from './documents.texts.ts';
import { findingInWords } from './kind-words.ts';
import css from './documents.module.css';

const ORDER = ['error', 'warning', 'info'] as const;
const GRADE: Readonly<Record<(typeof ORDER)[number], Grade>> = { error: 'D', warning: 'C', info: 'B' };

/** What is wrong or worth knowing, the gravest first: in words where there are any, always with the code and the place. */
export function FindingsView({ document }: Readonly<{ document: ExaminedDocument }>) {
  const t = useTexts(documentsTexts);
  const language = useLanguage();
  if (document.findings.length === 0) return <EmptyState title={t('noFindings')} />;
  const sorted = [...document.findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <FindingList label={t('findings')}>
      {sorted.map(({ code, severity, where, line, says }, at) => {
        const words = findingInWords(code, language);
        const place = [where, line === null ? '' : t('line', { line: String(line) })].filter(Boolean).join(', ');
        return (
          <FindingItem
            key={`${code} ${at}`}
            grade={GRADE[severity]}
            gradeLabel={t(severity)}
            text={words ?? (says && /^[A-Za-z]/.test(says) ? says : code)}
          >
            <span className={css.oid}>
              {code} · {place}
              {words !== null && says ? ` · ${says}` : ''}
            </span>
          </FindingItem>
        );
      })}
    </FindingList>
  );
}
