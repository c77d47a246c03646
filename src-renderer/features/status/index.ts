/** The state of lines, queue and card, in words. */
export { ClockBanner } from './ClockBanner.tsx';
export { lineTone, lineWords } from './line-words.ts';
export { OutagePanel } from './OutagePanel.tsx';
export { createStatusStore, type StatusStore } from './status.store.ts';
export { statusTexts } from './status.texts.ts';
export { StatusStrip } from './StatusStrip.tsx';
