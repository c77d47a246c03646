import { Label, Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import css from './Slider.module.css';

export type SliderProps = Readonly<{
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  /** Once the hand or the key has let go. */
  onEnd?: (value: number) => void;
  /** What the value means, in words: shown beside the label and spoken. */
  words: string;
}>;

/** One value on a line: arrows step by one, Page keys by a tenth, Home and End go to the ends. */
export function Slider({ label, value, min, max, onChange, onEnd, words }: SliderProps) {
  return (
    <AriaSlider
      className={css.slider ?? ''}
      value={value}
      minValue={min}
      maxValue={max}
      onChange={next => onChange(typeof next === 'number' ? next : (next[0] ?? value))}
      onChangeEnd={next => onEnd?.(typeof next === 'number' ? next : (next[0] ?? value))}
      isDisabled={min >= max}
    >
      <Label className={css.label ?? ''}>{label}</Label>
      <SliderOutput className={css.words ?? ''}>{words}</SliderOutput>
      <SliderTrack className={css.track ?? ''}>
        <SliderThumb className={css.thumb ?? ''} />
      </SliderTrack>
    </AriaSlider>
  );
}
