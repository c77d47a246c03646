import { Printer } from 'lucide-react';
import { type DenialChoices } from '../../../shared/contract/wills.contract.ts';
import { type Declaration, type DeclarationRow, isInForce } from '../../../shared/domain/consent/declaration.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, DefinitionList, EmptyState, Panel, type Step, StepRow } from '../../ui/index.ts';
import { detailOf, nameOf } from './will-words.ts';
import { type WillTranslate, willTexts } from './wills.texts.ts';
import css from './wills.module.css';

type WillDetailProps = Readonly<{
  row: DeclarationRow | null;
  choices: DenialChoices;
  lang: 'fi' | 'sv';
  isPrinting: boolean;
  onWithdraw: (row: DeclarationRow) => void;
  onPrint: (row: DeclarationRow) => void;
  onQueue: () => void;
}>;

function meaningOf(declaration: Declaration, t: WillTranslate): string {
  if (declaration.kind === 'consent')
    return t(declaration.sector === 'health' ? 'means_consentHealth' : 'means_consentSocial');
  return t(`means_${declaration.kind}`);
}

function stepsOf({ state }: DeclarationRow, t: WillTranslate): readonly Step[] {
  return [
    { id: 'recorded', label: t('stepRecorded'), state: 'done' },
    { id: 'queued', label: t('stepQueued'), state: state === 'queued' ? 'current' : 'done', tone: 'info' },
    state === 'rejected'
      ? { id: 'answer', label: t('stepRejected'), state: 'failed' }
      : {
          id: 'answer',
          label: t('stepAccepted'),
          state: state === 'accepted' ? 'current' : 'todo',
          tone: 'ok',
        },
  ];
}

/** One declaration: what it means, whose word it was, where it is on its way. */
export function WillDetail({ row, choices, lang, isPrinting, onWithdraw, onPrint, onQueue }: WillDetailProps) {
  const t = useTexts(willTexts);
  const formats = useFormats();
  if (row === null)
    return (
      <Panel title={t('detail')} grows>
        <EmptyState title={t('pick')} />
      </Panel>
    );
  const { declaration, attested } = row;
  const isText = 'text' in declaration && declaration.text !== '';
  return (
    <Panel title={nameOf(declaration, t)} grows isPane>
      <p className={css.meaning}>{meaningOf(declaration, t)}</p>
      <DefinitionList
        items={[
          ...(declaration.kind === 'livingWill'
            ? []
            : [{ label: t('detail'), value: detailOf(declaration, choices, t, formats) }]),
          ...(isText
            ? [
                {
                  label: t('text'),
                  value: (
                    <p className={css.text} lang={lang}>
                      {declaration.text}
                    </p>
                  ),
                },
              ]
            : []),
          { label: t('given'), value: formats.dateTime(row.givenAt) },
          ...(row.withdrawnAt === null ? [] : [{ label: t('withdrawnAt'), value: formats.dateTime(row.withdrawnAt) }]),
          ...(attested === null
            ? [{ label: t('recordedBy'), value: t('recordedElsewhere') }]
            : [
                { label: t('recordedBy'), value: attested.recordedBy },
                {
                  label: t('said'),
                  value:
                    attested.saidBy === 'person'
                      ? t('saidPerson')
                      : `${t('saidRepresentative')}: ${attested.representative}`,
                },
                { label: t('identified'), value: t(attested.identifiedBy) },
              ]),
          { label: t('sending'), value: <StepRow label={t('steps')} steps={stepsOf(row, t)} /> },
        ]}
      />
      <div className={css.acts}>
        {isInForce(row) && declaration.kind !== 'informing' && (
          <Button keys="P" onPress={() => onWithdraw(row)}>
            {t('withdraw')}
          </Button>
        )}
        <Button keys="T" icon={Printer} variant="quiet" isPending={isPrinting} onPress={() => onPrint(row)}>
          {t('print')}
        </Button>
        {row.state !== 'accepted' && (
          <Button variant="quiet" onPress={onQueue}>
            {t('seeQueue')}
          </Button>
        )}
      </div>
    </Panel>
  );
}
