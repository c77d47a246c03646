import { type ReactNode, useState } from 'react';
import { type Finding } from '../../../shared/domain/finding.ts';
import { nextLotOn } from '../../../shared/domain/dispensing/dispensable-now.ts';
import { lotCount } from '../../../shared/domain/prescribing/amounts.ts';
import { chosenOf } from '../../../shared/domain/dispensing/dispensing-facts.ts';
import { cheapestCentsFor } from '../../../shared/domain/dispensing/package-choices.ts';
import { unitWord } from '../../i18n/product-words.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Amount, Button, FindingItem, FindingList, Quiet, Skeleton, TextField } from '../../ui/index.ts';
import { FindingLine, sortedFindings } from '../signing/index.ts';
import { ExchangeClock } from './ExchangeClock.tsx';
import { type Item } from './basket.store.ts';
import { formTexts } from './form.texts.ts';
import css from './dispensing.module.css';

type FindingsRailProps = Readonly<{
  item: Item;
  onConfirm: (rule: string, reason: string) => void;
  onTakeBack: (rule: string) => void;
  onGo: (finding: Finding) => void;
  /** What the customer pays. */
  sale: ReactNode;
}>;

const isToConfirm = ({ severity }: Finding): boolean => severity === 'confirm' || severity === 'notChecked';

/** The number that matters, and what the rules say: blocks first, reasons given in place. */
export function FindingsRail({ item, onConfirm, onTakeBack, onGo, sale }: FindingsRailProps) {
  const t = useTexts(formTexts);
  const words = useFailureWords();
  const { findings, checkFault, form } = item;
  return (
    <aside className={css.rail} aria-label={t('findings')} data-pane="">
      <Figures item={item} />
      {item.clock !== null && <ExchangeClock clock={item.clock} />}
      {sale}
      {checkFault !== null ? (
        <FindingList label={t('findings')}>
          <FindingItem
            grade="?"
            gradeLabel={t('notCheckedHost')}
            text={`${t('notCheckedHost')}: ${words({ code: checkFault.code }).toldWithCode}`}
          />
        </FindingList>
      ) : findings === null ? (
        <div className={css.railWait}>
          <Skeleton label={t('checking')} lines={3} />
        </div>
      ) : (
        <>
          <FindingList label={t('findings')}>
            {sortedFindings(findings).map(finding => {
              const taken = form.confirmations.find(c => c.rule === finding.rule)?.reason;
              return isToConfirm(finding) ? (
                <FindingLine
                  key={finding.rule}
                  finding={finding}
                  action={
                    taken === undefined ? undefined : (
                      <Button variant="quiet" onPress={() => onTakeBack(finding.rule)}>
                        {t('takeBack')}
                      </Button>
                    )
                  }
                >
                  {taken === undefined ? (
                    <ReasonField rule={finding.rule} onTake={reason => onConfirm(finding.rule, reason)} />
                  ) : (
                    t('takenOn', { reason: taken })
                  )}
                </FindingLine>
              ) : (
                <FindingLine
                  key={finding.rule}
                  finding={finding}
                  onPress={finding.field === null ? undefined : () => onGo(finding)}
                />
              );
            })}
          </FindingList>
          {findings.length === 0 && <p className={css.railWait}>{t('noFindings')}</p>}
        </>
      )}
    </aside>
  );
}

function ReasonField({ rule, onTake }: Readonly<{ rule: string; onTake: (reason: string) => void }>) {
  const t = useTexts(formTexts);
  const [reason, setReason] = useState('');
  const take = (): void => {
    if (reason.trim() !== '') onTake(reason.trim());
  };
  return (
    <div className={css.reason} data-field={`rule-${rule}`}>
      <TextField
        label={t('reason')}
        help={t('reasonHelp')}
        value={reason}
        onChange={setReason}
        onEnter={take}
        maxLength={500}
        width="full"
      />
      <Button onPress={take} disabledBecause={reason.trim() === '' ? t('reasonHelp') : undefined}>
        {t('take')}
      </Button>
    </div>
  );
}

function Figures({ item }: Readonly<{ item: Item }>) {
  const t = useTexts(formTexts);
  const language = useLanguage();
  const formats = useFormats();
  const { figures, row, form, choices } = item;
  const { iteration } = row.prescription;
  const nextOn = nextLotOn(row);
  const chosen = chosenOf({ form, choices });
  const cheapest = choices.find(choice => choice.cheapest && choice.package.vnr !== chosen?.package.vnr);
  const cheapestCents = chosen === null ? null : cheapestCentsFor(chosen);
  const tell =
    chosen === null || chosen.relation === 'written'
      ? null
      : cheapestCents === null
        ? t('cheapestUnknown')
        : chosen.cheapest
          ? t('cheapestIsThis')
          : cheapest !== undefined && cheapest.package.retailPriceCents === cheapestCents
            ? t('cheapestTell', { name: cheapest.package.tradeName, money: formats.money(cheapestCents) })
            : t('cheapestAlone', { money: formats.money(cheapestCents) });
  return (
    <section className={css.figures}>
      <div>
        <span className={css.figureLabel}>{t('remaining')}</span>
        {figures.remaining === null ? (
          <p className={css.unknown}>{t('remainingUnknown')}</p>
        ) : (
          <p>
            <Amount
              value={formats.decimal(figures.remaining.value)}
              unit={unitWord(figures.remaining.unit, language)}
              look="figure"
            />
          </p>
        )}
        <Quiet>
          {form.markFullyDispensed
            ? t('closes')
            : `${t('leftBefore')} ${row.remaining === null ? t('remainingUnknown') : formats.quantity(row.remaining)}`}
        </Quiet>
      </div>
      <div>
        <span className={css.figureLabel}>{t('supply')}</span>
        {figures.daysSupply === null ? t('supplyUnknown') : t('supplyDays', { count: figures.daysSupply })}
      </div>
      {iteration !== null && (
        <div>
          <span className={css.figureLabel}>{t('lot')}</span>
          <p>{t('lotOf', { lot: row.dispensedLots + 1, of: lotCount(row.prescription) })}</p>
          <Quiet>
            {nextOn !== null
              ? t('lotNext', { date: formats.date(nextOn) })
              : iteration.intervalDays !== null && t('lotInterval', { count: iteration.intervalDays })}
          </Quiet>
        </div>
      )}
      {tell !== null && <p className={css.tell}>{tell}</p>}
    </section>
  );
}
