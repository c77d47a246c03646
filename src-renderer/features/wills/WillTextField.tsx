import { type FormEvent, useEffect, useState } from 'react';
import { WILL_MAX, withoutControls } from '../../../shared/domain/consent/declaration.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Stack, TextArea, useAnnouncer } from '../../ui/index.ts';
import { willTexts } from './wills.texts.ts';

type WillTextFieldProps = Readonly<{
  label: string;
  value: string;
  onChange: (text: string) => void;
  lang: string;
  isRequired?: boolean;
  error?: string | undefined;
}>;

type Refused = Readonly<{ typed: string; why: 'forbidden' | 'tooLong' }>;

/** Line ends and tabs are no hidden characters: they become what the document carries. */
const stored = (typed: string): string => typed.normalize('NFC').replace(/\r\n?/g, '\n');
const faultOf = (typed: string): Refused['why'] | null =>
  stored(typed) !== withoutControls(typed) ? 'forbidden' : typed.length > WILL_MAX ? 'tooLong' : null;

/**
 * Free text of a will. A change that brings a character which nobody sees (copied text does) is refused whole, so that what
 * stands in the field is what was read aloud; the text can be taken without those characters by a press.
 */
export function WillTextField({ label, value, onChange, lang, isRequired = false, error }: WillTextFieldProps) {
  const t = useTexts(willTexts);
  const formats = useFormats();
  const { announce } = useAnnouncer();
  const [refused, setRefused] = useState<Refused | null>(null);
  const says = refused === null ? undefined : t(refused.why, { most: formats.count(WILL_MAX) });
  useEffect(() => {
    if (says !== undefined) announce(says, 'assertive');
  }, [says, announce]);
  /** Before the field cleans it: a paste with a hidden character is told, not trimmed in silence. */
  const guard = (event: FormEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    const typed = event.target.value;
    const why = faultOf(typed);
    setRefused(why === null ? null : { typed, why });
    if (why !== null) event.stopPropagation();
  };
  return (
    <Stack gap="related">
      <div onChangeCapture={guard}>
        <TextArea
          label={label}
          help={t('textHelp')}
          error={says ?? error}
          value={value}
          onChange={onChange}
          rows={6}
          lang={lang}
          isRequired={isRequired}
        />
      </div>
      {refused?.why === 'forbidden' && (
        <div>
          <Button
            onPress={() => {
              onChange(withoutControls(refused.typed));
              setRefused(null);
            }}
          >
            {t('pasteClean')}
          </Button>
        </div>
      )}
    </Stack>
  );
}
