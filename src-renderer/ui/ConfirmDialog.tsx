import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

export type ConfirmDialogProps = Readonly<{
  isOpen?: boolean;
  title: string;
  /** What is lost or ended, in a sentence or two. */
  children: ReactNode;
  stay: string;
  act: string;
  isPending?: boolean;
  onStay: () => void;
  onAct: () => void;
}>;

/** What cannot be taken back is a named act of its own: staying has the focus and Esc. */
export function ConfirmDialog({
  isOpen = true,
  title,
  children,
  stay,
  act,
  isPending = false,
  onStay,
  onAct,
}: ConfirmDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onStay}
      title={title}
      size="small"
      actions={
        <>
          <Button keys="Esc" autoFocus onPress={onStay}>
            {stay}
          </Button>
          <Button variant="danger" isPending={isPending} onPress={onAct}>
            {act}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
