import { Component, type ReactNode } from 'react';
import { Copy, OctagonAlert, RotateCw } from 'lucide-react';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import css from './ErrorBoundary.module.css';

export type ErrorTexts = Readonly<{ title: string; whatIsSafe: string; copy: string; copied: string; again: string }>;
export type ErrorBoundaryProps = Readonly<{
  children: ReactNode;
  texts: ErrorTexts;
  /** Reports the error and gives the code that support needs. The code holds no patient data. */
  onError: (error: Error) => string;
}>;
type State = Readonly<{ at: 'fine' }> | Readonly<{ at: 'broken'; code: string | null; isCopied: boolean }>;

/** Catches faults of our own in the part below: says what is safe, gives a code to copy and a way to go on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { at: 'fine' };

  static getDerivedStateFromError(): State {
    return { at: 'broken', code: null, isCopied: false };
  }

  override componentDidCatch(error: Error): void {
    this.setState({ at: 'broken', code: this.props.onError(error), isCopied: false });
  }

  override render(): ReactNode {
    const { state } = this;
    const { children, texts } = this.props;
    if (state.at === 'fine') return children;
    const copy = () => {
      if (state.code === null) return;
      void navigator.clipboard.writeText(state.code).then(() => this.setState({ ...state, isCopied: true }));
    };
    return (
      <div className={css.panel} role="alert">
        <p className={css.title}>
          <Icon of={OctagonAlert} />
          {texts.title}
        </p>
        <p>{texts.whatIsSafe}</p>
        {state.code !== null && <code className={css.code}>{state.code}</code>}
        <div className={css.actions}>
          <Button icon={Copy} onPress={copy}>
            {state.isCopied ? texts.copied : texts.copy}
          </Button>
          <Button variant="primary" icon={RotateCw} onPress={() => this.setState({ at: 'fine' })}>
            {texts.again}
          </Button>
        </div>
      </div>
    );
  }
}
