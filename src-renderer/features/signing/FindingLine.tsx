import { type ReactNode } from 'react';
import { type Finding, type Severity } from '../../../shared/domain/finding.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { DefinitionList, FindingItem, type Grade } from '../../ui/index.ts';
import { signingTexts } from './signing.texts.ts';

const GRADES: Readonly<Record<Severity, Grade>> = { block: 'D', confirm: 'C', warn: 'B', inform: 'A', notChecked: '?' };
/** Blocks first, then what a person must take on. */
const ORDER: readonly Severity[] = ['block', 'confirm', 'notChecked', 'warn', 'inform'];

export const gradeOf = (severity: Severity): Grade => GRADES[severity];

export const sortedFindings = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));

export const gravest = (findings: readonly Finding[]): Severity | null => sortedFindings(findings)[0]?.severity ?? null;

export type FindingLineProps = Readonly<{
  finding: Finding;
  /** What the reader must see beside the line: a fact that the check would have looked at. */
  note?: ReactNode;
  /** The reason with which a person took it on. */
  reason?: string | undefined;
  /** A quiet button, or what stands instead of it. */
  action?: ReactNode;
  /** Below the line, inside the item: a form that takes a reason. */
  children?: ReactNode;
  /** The line itself is a press: it leads to the field. */
  onPress?: (() => void) | undefined;
}>;

/** One finding with its "why": rule, source and what the rule looked at. */
export function FindingLine({ finding, note, reason, action, children, onPress }: FindingLineProps) {
  const t = useTexts(signingTexts);
  const language = useLanguage();
  const says = finding.says[language];
  const more =
    (note ?? reason ?? children ?? null) === null ? null : (
      <>
        {note}
        {reason !== undefined && <p>{`${t('takenOn')}: ${reason}`}</p>}
        {children}
      </>
    );
  const inputs = Object.entries(finding.inputs).filter(([, value]) => value !== '');
  return (
    <FindingItem
      grade={gradeOf(finding.severity)}
      gradeLabel={t(finding.severity)}
      text={says}
      {...(onPress === undefined ? {} : { onText: onPress })}
      whyLabel={t('why')}
      why={
        <DefinitionList
          items={[
            { label: t('rule'), value: finding.rule },
            ...(finding.version === undefined ? [] : [{ label: t('ruleVersion'), value: finding.version }]),
            ...(finding.database === undefined ? [] : [{ label: t('database'), value: finding.database }]),
            { label: t('source'), value: finding.source },
            ...inputs.map(([label, value]) => ({ id: `input-${label}`, label, value })),
          ]}
        />
      }
      action={action}
    >
      {more}
    </FindingItem>
  );
}
