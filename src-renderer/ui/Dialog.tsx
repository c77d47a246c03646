import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { OctagonAlert } from 'lucide-react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { KeyLayer } from './KeysProvider.tsx';
import css from './Dialog.module.css';

export type DialogProps = Readonly<{
  isOpen: boolean;
  /** Esc and, for plain dialogs, a press outside. Steps back; never destroys. */
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons; the primary one last, so that it stands at the right. */
  actions?: ReactNode;
  /** `stop`: an alert dialog for grade D findings and legal bars; a press outside does nothing. */
  kind?: 'plain' | 'stop';
  size?: 'small' | 'medium' | 'large';
}>;

export function Dialog({ isOpen, onClose, title, children, actions, kind = 'plain', size = 'medium' }: DialogProps) {
  return (
    <ModalOverlay
      className={cx(css.veil)}
      isOpen={isOpen}
      onOpenChange={open => {
        if (!open) onClose();
      }}
      isDismissable={kind === 'plain'}
    >
      <Modal className={cx(css.modal, css[size], kind === 'stop' && css.stop)}>
        <AriaDialog className={cx(css.dialog)} role={kind === 'stop' ? 'alertdialog' : 'dialog'}>
          <KeyLayer isOpen={isOpen}>
            <header className={css.head}>
              {kind === 'stop' && <Icon of={OctagonAlert} />}
              <Heading slot="title" className={cx(css.title)}>
                {title}
              </Heading>
            </header>
            <div className={css.body}>{children}</div>
            {actions !== undefined && <footer className={css.actions}>{actions}</footer>}
          </KeyLayer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
