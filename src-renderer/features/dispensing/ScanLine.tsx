import { type Ref } from 'react';
import { useTexts } from '../../i18n/texts.ts';
import { SearchField } from '../../ui/index.ts';
import { listTexts } from './list.texts.ts';

type ScanLineProps = Readonly<{
  text: string;
  onType: (text: string) => void;
  onLook: (text: string) => void;
  onDown: () => void;
  inputRef: Ref<HTMLInputElement>;
}>;

/** Where a VNR is typed by hand; a scanner is heard anywhere. */
export function ScanLine({ text, onType, onLook, onDown, inputRef }: ScanLineProps) {
  const t = useTexts(listTexts);
  return (
    <SearchField
      label={t('scan')}
      hideLabel
      placeholder={t('scanPlaceholder')}
      value={text}
      onChange={onType}
      onEnter={onLook}
      onArrowDown={onDown}
      inputRef={inputRef}
      keys="F3"
      width="short"
    />
  );
}
