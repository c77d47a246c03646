import { type ReactNode, useMemo } from 'react';
import { GraduationCap } from 'lucide-react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { KeyBinding } from './keys.ts';
import { useKeys } from './KeysProvider.tsx';
import css from './AppFrame.module.css';

export type AppFrameLabels = Readonly<{
  navigation: string;
  patient: string;
  work: string;
  findings: string;
  status: string;
  /** Name of F6 in the key sheet. */
  nextPane: string;
  /** Name of Shift+F6; default that of F6. */
  previousPane?: string;
}>;
export type AppFrameProps = Readonly<{
  labels: AppFrameLabels;
  /** A NavRail. */
  rail: ReactNode;
  /** A PatientBar; the row keeps its height when there is no patient. */
  patientBar: ReactNode;
  /** A Banner for what concerns the whole workstation. */
  banner?: ReactNode;
  /** A Screen. */
  children: ReactNode;
  /** A FindingList; leave out where there is nothing to check. */
  findings?: ReactNode;
  /** A StatusBar. */
  statusBar: ReactNode;
  /** The practice profile's word (HARJOITUS, ÖVNING, PRACTICE): draws the frame and stands in the status bar. */
  practiceWord?: string | undefined;
}>;

/** The same five places on every screen. F6 goes from one to the next; `data-pane` marks more stops inside the work area. */
export function AppFrame(props: AppFrameProps) {
  const { labels, rail, patientBar, banner, children, findings, statusBar, practiceWord } = props;
  const keys = useMemo<readonly KeyBinding[]>(
    () => [
      { id: 'pane.next', keys: 'F6', scope: 'app', label: labels.nextPane, run: () => goToPane(1) },
      {
        id: 'pane.previous',
        keys: 'Shift+F6',
        scope: 'app',
        label: labels.previousPane ?? labels.nextPane,
        run: () => goToPane(-1),
      },
    ],
    [labels.nextPane, labels.previousPane],
  );
  useKeys(keys);
  const hasFindings = findings !== undefined && findings !== null;
  return (
    <div className={cx(css.frame, hasFindings && css.withFindings, practiceWord !== undefined && css.practice)}>
      <nav className={css.rail} aria-label={labels.navigation} data-pane="">
        {rail}
      </nav>
      <header className={css.patient} aria-label={labels.patient} data-pane="">
        {patientBar}
      </header>
      {banner !== undefined && banner !== null && <div className={css.banner}>{banner}</div>}
      <main className={css.work} aria-label={labels.work} data-pane="" tabIndex={-1}>
        {children}
      </main>
      {hasFindings && (
        <aside className={css.findings} aria-label={labels.findings} data-pane="" tabIndex={0}>
          {findings}
        </aside>
      )}
      <footer className={css.status} aria-label={labels.status} data-pane="">
        {practiceWord !== undefined && (
          <strong className={css.word}>
            <Icon of={GraduationCap} />
            {practiceWord}
          </strong>
        )}
        {statusBar}
      </footer>
    </div>
  );
}

const STOPS =
  '[tabindex="0"], button:not([tabindex="-1"]):not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), a[href]';

/** Panes nest (a list inside the work area): the innermost one with the focus is where we are. */
function goToPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(pane => firstStop(pane) !== null);
  const here = panes.findLastIndex(pane => pane.contains(document.activeElement));
  for (let tried = 1; tried <= panes.length; tried += 1) {
    const pane = panes[(here + step * tried + panes.length * 2) % panes.length];
    const stop = pane === undefined ? null : firstStop(pane);
    if (stop === null || stop === document.activeElement) continue;
    stop.focus();
    return;
  }
}

/** The first control that belongs to this pane and not to one inside it. */
function firstStop(pane: HTMLElement): HTMLElement | null {
  const own = [...pane.querySelectorAll<HTMLElement>(STOPS)].filter(
    element => element.closest('[data-pane]') === pane && element.checkVisibility({ visibilityProperty: true }),
  );
  return own.find(element => element.getAttribute('role') === 'row') ?? own[0] ?? null;
}
