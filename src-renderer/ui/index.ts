/** The face of the kit: screens import from here and nowhere deeper. */
export { type Announcer, useAnnouncer, type Politeness, type ToastContent } from './Announcer.tsx';
export { AppFrame, type AppFrameLabels, type AppFrameProps } from './AppFrame.tsx';
export { Banner, type BannerKind, type BannerProps } from './Banner.tsx';
export { Button, type ButtonProps, type ButtonVariant } from './Button.tsx';
export { CheckBox, type CheckBoxProps } from './CheckBox.tsx';
export { ComboBox, type ComboBoxProps } from './ComboBox.tsx';
export { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog.tsx';
export { DataTable, type Column, type DataTableProps, type Sort } from './DataTable.tsx';
export { DateField, type DateFieldProps } from './DateField.tsx';
export { DefinitionList, type Definition, type DefinitionListProps } from './DefinitionList.tsx';
export { Dialog, type DialogProps } from './Dialog.tsx';
export {
  DocumentView,
  type DocumentBlock,
  type DocumentEmphasis,
  type DocumentText,
  type DocumentViewProps,
} from './DocumentView.tsx';
export { EmptyState, type EmptyStateProps } from './EmptyState.tsx';
export { ErrorBoundary, type ErrorBoundaryProps, type ErrorTexts } from './ErrorBoundary.tsx';
export { useFaultFocus } from './fault-focus.ts';
export { FieldGroup } from './FieldGroup.tsx';
export { FindingItem, FindingList, type FindingItemProps } from './FindingItem.tsx';
export { Icon, type IconProps, type IconShape } from './Icon.tsx';
export { IconButton, type IconButtonProps } from './IconButton.tsx';
export { KeyHint, type KeyHintProps } from './KeyHint.tsx';
export { KeySheet, type KeySheetProps } from './KeySheet.tsx';
export { DialogKeys, KeysWait, useKeyRegistry, useKeys } from './KeysProvider.tsx';
export { Gap, Row, Stack } from './Layout.tsx';
export { Mark, type MarkProps } from './Mark.tsx';
export { Menu, type MenuEntry, type MenuProps } from './Menu.tsx';
export { NavRail, type NavItem, type NavRailProps } from './NavRail.tsx';
export { NumberField, type NumberFieldProps } from './NumberField.tsx';
export { OpenAddress, type OpenAddressProps } from './OpenAddress.tsx';
export { Panel, Section, type PanelProps, type SectionProps } from './Panel.tsx';
export { PatientBar, type PatientBarProps, type PatientFact } from './PatientBar.tsx';
export { PinField, type PinFieldProps } from './PinField.tsx';
export { Popover, type PopoverProps } from './Popover.tsx';
export { QuickList, type QuickListProps } from './QuickList.tsx';
export { RadioGroup, type RadioGroupProps, type RadioItem } from './RadioGroup.tsx';
export { optionId, ResultList, type ResultListProps } from './ResultList.tsx';
export { Screen, Split, type ScreenProps } from './Screen.tsx';
export { SearchField, type SearchFieldProps } from './SearchField.tsx';
export { Select, type SelectItem, type SelectProps } from './Select.tsx';
export { type Density, type Theme, useDensity } from './Settings.tsx';
export { GRADE_TONES, SeverityLetter, type Grade, type SeverityLetterProps } from './SeverityLetter.tsx';
export { Skeleton, type SkeletonProps } from './Skeleton.tsx';
export { Slider, type SliderProps } from './Slider.tsx';
export { StatusBar, StatusItem, type StatusItemProps } from './StatusBar.tsx';
export { StepRow, type Step, type StepRowProps } from './StepRow.tsx';
export { Switch, type SwitchProps } from './Switch.tsx';
export { Tabs, type TabItem, type TabsProps } from './Tabs.tsx';
export { Tag, type TagProps } from './Tag.tsx';
export { TextArea, type TextAreaProps } from './TextArea.tsx';
export { TextField, type TextFieldProps } from './TextField.tsx';
export { Tooltip, type TooltipProps } from './Tooltip.tsx';
export { TrendChart, type TrendChartProps, type TrendPoint, type TrendSeries } from './TrendChart.tsx';
export { UiRoot, type UiRootProps } from './UiRoot.tsx';
export { Amount, Code, ItemName, Quiet, TwoLines } from './Words.tsx';
export { formatDecimal, parseDecimal } from './decimal.ts';
export { type FieldProps, type FieldWidth } from './field.ts';
export {
  findKeyProblems,
  screenKeys,
  type KeyBinding,
  type KeyEntry,
  type KeyProblem,
  type KeyProfile,
  type KeyScope,
} from './keys.ts';
export { cleanText } from './text.ts';
export { TONES, type Tone } from './tone.ts';
export { cx } from './cx.ts';
export { I18nProvider, useLocale } from 'react-aria-components';
