import { type Failure } from '../../shared/kernel/error-codes.ts';
import { Banner, Button, Row } from '../ui/index.ts';
import { useFailureWords } from './failures.ts';
import { useTexts } from './texts.ts';
import { twoWindowsTexts } from './two-windows.texts.ts';

/** A form that another window has saved since it was read here: a person says which one stays. */
export const isOfTwoWindows = ({ code }: Pick<Failure, 'code'>): boolean => code === 'FORM-0007';

type TwoWindowsBannerProps = Readonly<{ onSettle: (stays: 'mine' | 'theirs') => void }>;

export function TwoWindowsBanner({ onSettle }: TwoWindowsBannerProps) {
  const t = useTexts(twoWindowsTexts);
  const words = useFailureWords();
  return (
    <Banner
      kind="error"
      action={
        <Row>
          <Button variant="quiet" onPress={() => onSettle('theirs')}>
            {t('theirs')}
          </Button>
          <Button onPress={() => onSettle('mine')}>{t('mine')}</Button>
        </Row>
      }
    >
      {words({ code: 'FORM-0007' }).toldWithCode}
    </Banner>
  );
}
