import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type PracticeCard, type SessionState } from '../../../shared/contract/session.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';

/** Signing in as seen by the screen; the host alone knows who is at the desk. */
export type SignIn =
  Readonly<{ at: 'idle' }> | Readonly<{ at: 'checking' }> | Readonly<{ at: 'refused'; failure: Failure }>;

export type SessionView = Readonly<{
  session: SessionState | null;
  tray: readonly PracticeCard[];
  signIn: SignIn;
  load(): Promise<void>;
  hear(state: SessionState): void;
  insert(cardId: string | null): Promise<void>;
  reset(cardId: string): Promise<void>;
  enterPin(pin1: string): Promise<void>;
  lock(): Promise<void>;
  signOut(): Promise<void>;
}>;

export type SessionStore = StoreApi<SessionView>;

export const createSessionStore = (client: ApiClient): SessionStore =>
  createStore<SessionView>()((set, get) => {
    const refreshTray = async (): Promise<void> => {
      const reply = await client.session.practiceCards({});
      if (reply.ok) set({ tray: reply.value });
    };
    /** An answer or event that another one has passed on the way tells nothing any more. */
    const isOlder = ({ order }: SessionState): boolean => order < (get().session?.order ?? 0);
    const newest = (state: SessionState): Pick<SessionView, 'session'> => ({
      session: isOlder(state) ? get().session : state,
    });
    return {
      session: null,
      tray: [],
      signIn: { at: 'idle' },
      async load() {
        // A host that was started anew counts from the beginning: what is asked for holds whatever its number.
        const reply = await client.session.state({});
        if (reply.ok) set({ session: reply.value });
        await refreshTray();
      },
      hear(state) {
        if (isOlder(state)) return;
        const before = get().session?.card?.serial ?? null;
        const cardChanged = before !== (state.card?.serial ?? null);
        set({ session: state, ...(cardChanged ? { signIn: { at: 'idle' } } : {}) });
        void refreshTray();
      },
      async insert(cardId) {
        const reply = await client.session.insertPracticeCard({ cardId });
        set(
          reply.ok
            ? { ...newest(reply.value), signIn: { at: 'idle' } }
            : { signIn: { at: 'refused', failure: reply.error } },
        );
        await refreshTray();
      },
      async reset(cardId) {
        const reply = await client.session.resetPracticeCard({ cardId });
        if (reply.ok) set({ tray: reply.value, signIn: { at: 'idle' } });
        await get().load();
      },
      async enterPin(pin1) {
        if (get().signIn.at === 'checking') return;
        set({ signIn: { at: 'checking' } });
        const reply = await client.session.signIn({ pin1 });
        set(
          reply.ok
            ? { ...newest(reply.value), signIn: { at: 'idle' } }
            : { signIn: { at: 'refused', failure: reply.error } },
        );
        await refreshTray();
      },
      async lock() {
        const reply = await client.session.lock({});
        if (reply.ok) set(newest(reply.value));
      },
      async signOut() {
        const reply = await client.session.signOut({});
        if (reply.ok) set(newest(reply.value));
      },
    };
  });
