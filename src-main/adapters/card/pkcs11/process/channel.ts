/** The one way to the host: Electron's parent port, or the channel of a forked child. */
export interface Channel {
  send(message: unknown): void;
  hear(take: (message: unknown) => void): void;
}

type ParentPort = Readonly<{
  postMessage(message: unknown): void;
  on(type: 'message', take: (event: Readonly<{ data: unknown }>) => void): void;
}>;

/** @throws Error when this process was started by hand: there is nobody to speak to */
export function openChannel(): Channel {
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (parentPort !== undefined)
    return {
      send: message => parentPort.postMessage(message),
      hear: take => parentPort.on('message', ({ data }) => take(data)),
    };
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error('the card process is started by Kantele');
  return {
    send: message => void send(message),
    hear(take) {
      process.on('message', take);
      process.on('disconnect', () => process.exit(0));
    },
  };
}
