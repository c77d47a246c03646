import { type HostEvent } from '../../shared/contract/api.ts';

/** What a shell sees of the application: messages in, messages and events out. */
export interface Host {
  dispatch(message: unknown): Promise<unknown>;
  on(hear: (fact: HostEvent) => void): () => void;
  /** Waits for what is being sent (at most 10 s), then closes the store. */
  close(): Promise<void>;
}
