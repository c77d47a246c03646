/** What every field shares. Help shows while the field has focus; an error replaces it and says what to do. */
export type FieldProps = Readonly<{
  label: string;
  /** The label stays the accessible name but is not drawn: for fields whose place says what they are. */
  hideLabel?: boolean;
  help?: string | undefined;
  error?: string | undefined;
  isRequired?: boolean;
  /** Set: the field is read-only-looking and this sentence stands below it at all times. */
  disabledBecause?: string | undefined;
  /** As wide as the content usually is. */
  width?: FieldWidth;
  autoFocus?: boolean;
  name?: string;
}>;
export type FieldWidth = 'number' | 'code' | 'short' | 'medium' | 'long' | 'full';
