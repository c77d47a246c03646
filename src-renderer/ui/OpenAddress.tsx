import { Copy, ExternalLink } from 'lucide-react';
import { useAnnouncer } from './Announcer.tsx';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import css from './OpenAddress.module.css';

export type OpenAddressProps = Readonly<{
  address: string;
  open: string;
  copy: string;
  /** Told when the address lies in the clipboard. */
  copied: string;
}>;

/** The two ways to a page that belongs in a browser of its own, never in this window: opening it there, copying its address. */
export function OpenAddress({ address, open, copy, copied }: OpenAddressProps) {
  const { announce } = useAnnouncer();
  return (
    <>
      <a className={css.link} href={address} target="_blank" rel="noreferrer noopener">
        <Icon of={ExternalLink} />
        {open}
      </a>
      <Button icon={Copy} onPress={() => void navigator.clipboard.writeText(address).then(() => announce(copied))}>
        {copy}
      </Button>
    </>
  );
}
