/**
 * Runs in the sandboxed, isolated world of the page. The page gets two functions on fixed channels and nothing else: no
 * ipcRenderer, no channel name, no event object.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL } from './channel.ts';

contextBridge.exposeInMainWorld('kantele', {
  call: (method: string, params: unknown): Promise<unknown> => ipcRenderer.invoke(CALL_CHANNEL, { method, params }),
  on: (hear: (fact: unknown) => void): (() => void) => {
    const listener = (_event: IpcRendererEvent, fact: unknown): void => hear(fact);
    ipcRenderer.on(EVENT_CHANNEL, listener);
    return () => void ipcRenderer.removeListener(EVENT_CHANNEL, listener);
  },
});
