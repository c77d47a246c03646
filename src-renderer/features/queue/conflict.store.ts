import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Choice, type Conflict } from '../../../shared/domain/attention.ts';
import { type AccessBasis } from '../../../shared/domain/dispensing/dispensing.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';

/** A new form that the decision has opened, and the ground on which its patient is open. */
export type NewForm = Readonly<{ patientId: string; basis: AccessBasis | null; collector: string }>;
export type Decided = Readonly<{ failure: Failure }> | Readonly<{ failure: null; form: NewForm | null }>;

export type ConflictView = Readonly<{
  phase:
    | Readonly<{ at: 'loading' }>
    | Readonly<{ at: 'shown'; conflict: Conflict }>
    | Readonly<{ at: 'failed'; failure: Failure }>;
  /** Nothing is chosen beforehand: no side wins by itself. */
  choice: Choice | null;
  reason: string;
  isDeciding: boolean;
  load(): Promise<void>;
  choose(choice: Choice): void;
  write(reason: string): void;
  decide(): Promise<Decided>;
}>;

export const createConflictStore = (client: ApiClient, itemId: string): StoreApi<ConflictView> =>
  createStore<ConflictView>()((set, get) => {
    async function carryOut(choice: Choice, reason: string): Promise<Decided> {
      switch (choice) {
        case 'makeAgain': {
          const reply = await client.queue.makeAgain({ itemId, reason });
          return reply.ok ? { failure: null, form: reply.value } : { failure: reply.error };
        }
        case 'keep': {
          const reply = await client.queue.note({ itemId, note: reason });
          return reply.ok ? { failure: null, form: null } : { failure: reply.error };
        }
        case 'sendAgain':
        case 'giveUp': {
          const decision = choice === 'giveUp' ? 'cancel' : 'sendAgain';
          const reply = await client.queue.decide({ itemId, decision, reason });
          return reply.ok ? { failure: null, form: null } : { failure: reply.error };
        }
      }
    }
    return {
      phase: { at: 'loading' },
      choice: null,
      reason: '',
      isDeciding: false,
      async load() {
        set({ phase: { at: 'loading' } });
        const reply = await client.queue.conflict({ itemId });
        if (!reply.ok) return set({ phase: { at: 'failed', failure: reply.error } });
        const conflict = reply.value;
        const offered = conflict.offers.find(({ choice }) => choice === get().choice);
        set({ phase: { at: 'shown', conflict }, choice: offered?.refusedBy === null ? get().choice : null });
      },
      choose: choice => set({ choice }),
      write: reason => set({ reason }),
      async decide() {
        const { choice, reason, isDeciding } = get();
        // A double press decides once.
        if (choice === null || isDeciding) return { failure: { code: 'QUE-0002' } };
        set({ isDeciding: true });
        const decided = await carryOut(choice, reason.trim());
        set({ isDeciding: false });
        return decided;
      },
    };
  });
