import { connect } from 'node:net';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type LabelPrinter } from '../../app/ports/counter.port.ts';

/** A printer on the same network answers at once or not at all. */
const LONGEST_MS = 5_000;

/** Raw TCP (usually port 9100). The printer says nothing back: a closed stream means that it took the bytes. */
export const createLabelPrinter = (longestMs: number = LONGEST_MS): LabelPrinter => ({
  send: ({ host, port }, bytes) =>
    new Promise(resolve => {
      let isConnected = false;
      const socket = connect({ host, port });
      const settle = (result: ReturnType<typeof ok<null>> | ReturnType<typeof fail<'PRN-0002' | 'PRN-0003'>>): void => {
        socket.removeAllListeners();
        socket.on('error', () => undefined);
        socket.destroy();
        resolve(result);
      };
      socket.setTimeout(longestMs);
      socket.on('connect', () => {
        isConnected = true;
        socket.end(bytes);
      });
      socket.on('timeout', () => settle(fail(isConnected ? 'PRN-0003' : 'PRN-0002')));
      socket.on('error', () => settle(fail(isConnected ? 'PRN-0003' : 'PRN-0002')));
      socket.on('data', () => undefined);
      socket.on('close', () => settle(socket.bytesWritten >= bytes.length ? ok(null) : fail('PRN-0003')));
    }),
});
