import { type DisclosureConditions } from '../../../shared/contract/wills.contract.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, Stack, Tag } from '../../ui/index.ts';
import { disclosureTexts } from './disclosure.texts.ts';
import css from './disclosure.module.css';

type WhyDialogProps = Readonly<{
  isOpen: boolean;
  conditions: DisclosureConditions | null;
  onWills: () => void;
  onClose: () => void;
}>;

/** All of them, also those that look at the single document and have nothing to show here. */
const RULES = ['R0', 'R1', 'R2', 'R6', 'R7', 'R8', 'R10', 'R11'] as const;

/**
 * The rules of disclosure with what is known of those who ask and of the person's permission. It says the same whether
 * something was left out or not: the existence of data that are not given is never told.
 */
export function WhyDialog({ isOpen, conditions, onWills, onClose }: WhyDialogProps) {
  const t = useTexts(disclosureTexts);
  const metOf = (id: (typeof RULES)[number]): boolean | null | undefined =>
    conditions?.rules.find(({ rule }) => rule === id)?.met;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('whyTitle')}
      actions={
        <>
          <Button onPress={onWills}>{t('toWills')}</Button>
          <Button onPress={onClose} keys="Esc" autoFocus>
            {t('close')}
          </Button>
        </>
      }
    >
      <Stack>
        <p className={css.words}>{t('whySays')}</p>
        <ul className={css.rules}>
          {RULES.map(id => {
            const met = metOf(id);
            return (
              <li key={id} className={css.rule}>
                <span className={css.ruleId}>{id}</span>
                <span>{t(`why${id}`)}</span>
                {met === undefined ? (
                  <span />
                ) : (
                  <Tag tone={met === null ? 'neutral' : met ? 'info' : 'warn'} look="plain">
                    {t(met === null ? 'unknown' : met ? 'holds' : 'fails')}
                  </Tag>
                )}
              </li>
            );
          })}
        </ul>
      </Stack>
    </Dialog>
  );
}
