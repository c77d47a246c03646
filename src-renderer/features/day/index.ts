/** What the day begins with, beside the search on the home screen. */
export { DayPanel } from './DayPanel.tsx';
