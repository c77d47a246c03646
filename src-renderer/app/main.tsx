import '../api/no-code-from-text.ts';
import { createRoot } from 'react-dom/client';
import { wire } from '../api/ClientProvider.tsx';
import { enter, pick } from '../api/transport.ts';
import { App } from './App.tsx';
import { AddressUsed } from './AddressUsed.tsx';

const root = createRoot(document.getElementById('root') ?? document.body);
const admitted = await enter(window.kantele).catch(() => false);
root.render(admitted ? <App wired={wire(pick(window.kantele))} /> : <AddressUsed />);
